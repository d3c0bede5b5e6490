package io.airclass.benchmarks.roster;

import io.airclass.benchmarks.Load;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Options;
import io.airclass.testkit.region.Region;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * 07:55: so many clients sign in, each again as soon as it is answered, while others read at a steady rate; and then more clients than the
 * queue takes. The readers are measured without the storm and with it, in one run.
 */
public final class SignInBenchmark {
    private static final int READERS = 16;
    private static final int PEOPLE = 230_000;
    private static final int PROCESSORS = 2;

    private final Options options;
    private final Path directory;
    private final int reads;
    private final int readsPerSecond;
    private final int clients;
    private final int manyClients;
    private final Region region;
    private final List<String> rows = new ArrayList<>();
    private final List<String> costs = new ArrayList<>();

    private SignInBenchmark(Options options) {
        this.options = options;
        this.directory =
                Path.of(options.text("--data", "target/sign-in-benchmark")).toAbsolutePath();
        this.reads = options.number("--reads", 3_000);
        this.readsPerSecond = options.number("--reads-per-second", 200);
        this.clients = options.number("--clients", 64);
        this.manyClients = options.number("--many-clients", 600);
        this.region = new Region(40, Math.max(manyClients, clients), 4_000);
    }

    /** What is read, by whom. */
    private record Read(String name, IntFunction<String> request) {}

    /** One line of the first table. */
    private record Reading(double p50, double p99, double cpuMicros) {}

    public static void main(String[] arguments) throws Exception {
        new SignInBenchmark(Options.of(arguments)).run();
    }

    private void run() throws Exception {
        boolean first = true;
        for (var cost : options.text("--costs", "7168x5,19456x2,47104x1,1024x1").split(",")) {
            var parts = cost.split("x");
            var settings = new LinkedHashMap<String, String>();
            settings.put("AIRCLASS_PASSWORD_MEMORY_KIB", parts[0]);
            settings.put("AIRCLASS_PASSWORD_ITERATIONS", parts[1]);
            put(settings, "AIRCLASS_PASSWORD_THREADS_MAX", "--threads");
            put(settings, "AIRCLASS_PASSWORD_WAITING_MAX", "--waiting");
            try (var suite = RosterSuite.start(directory, jar(), settings, flags())) {
                var api = new RosterApi(suite.roster().port());
                imported(api);
                signInOnce(suite);
                if (first) {
                    withReaders(suite, api, cost);
                } else {
                    told(cost, alone(suite));
                }
            }
            first = false;
        }
        report();
    }

    private void put(Map<String, String> settings, String name, String option) {
        var value = options.text(option, "");
        if (!value.isEmpty()) {
            settings.put(name, value);
        }
    }

    private Path jar() {
        return Path.of(options.text("--jar", "roster-service/target/roster-service-0.1.0-SNAPSHOT.jar"));
    }

    private List<String> flags() {
        var flags = new ArrayList<>(List.of("-XX:ActiveProcessorCount=" + PROCESSORS, "-Xmx512m"));
        if (options.path("--jfr") != null) {
            flags.add("-XX:StartFlightRecording=settings=profile,filename=" + options.path("--jfr"));
        }
        return flags;
    }

    private void imported(RosterApi api) throws IOException, InterruptedException {
        var location = api.startImport(region.zip(directory));
        var state = "WAITING";
        while (List.of("WAITING", "RUNNING").contains(state)) {
            Thread.sleep(500);
            state = api.get(location).get("state").asString();
        }
        if (!state.equals("DONE")) {
            throw new IllegalStateException("The region was not imported: " + state);
        }
    }

    /** The first sign-in replaces the cheap hash of the import; what is measured are those of every day. */
    private void signInOnce(RosterSuite suite) throws InterruptedException {
        System.out.printf("every account signs in once, %d of them%n", manyClients);
        var load = new Load(
                suite.roster().port(),
                16,
                n -> new String(Storm.request(Region.usernameOfTeacher(n), Region.PASSWORD), StandardCharsets.UTF_8));
        load.run(manyClients);
    }

    private static List<String> usernames(int count) {
        return IntStream.range(0, count).mapToObj(Region::usernameOfTeacher).toList();
    }

    private void withReaders(RosterSuite suite, RosterApi api, String cost) throws IOException, InterruptedException {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < READERS; i++) {
            tokens.add(api.signIn(Region.usernameOfTeacher(i), Region.PASSWORD));
        }
        var kinds = List.of(
                new Read("`GET /api/me`", n -> get("/api/me", tokens.get(n % READERS))),
                new Read(
                        "`GET /api/classes/{id}`",
                        n -> get("/api/classes/" + region.classOfTeacher(n % READERS), tokens.get(n % READERS))));
        for (var kind : kinds) {
            new Load(suite.roster().port(), READERS, kind.request()).run(options.number("--warm-up", 20_000));
        }
        var quiet = new LinkedHashMap<String, Reading>();
        for (var kind : kinds) {
            var reading = read(suite, kind, 0, null);
            quiet.put(kind.name(), reading);
            row(kind.name(), "nobody", reading, reading);
        }
        double each = told(cost, alone(suite));
        for (int count : new int[] {clients, manyClients}) {
            try (var storm = new Storm(suite.roster().port(), usernames(count), Region.PASSWORD)) {
                for (var kind : kinds) {
                    row(kind.name(), count + " clients", read(suite, kind, each, storm), quiet.get(kind.name()));
                }
                say(count, storm.soFar());
            }
        }
    }

    private static String get(String path, String token) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer "
                + token + "\r\n\r\n";
    }

    /** @param each CPU-microseconds of a sign-in, which are taken off */
    private Reading read(RosterSuite suite, Read kind, double each, Storm storm) throws InterruptedException {
        var before = suite.roster().cpu();
        long signedIn = storm == null ? 0 : storm.soFar().signedIn();
        var result = new Readers(suite.roster().port(), READERS, readsPerSecond, kind.request()).run(reads);
        double cpu = suite.roster().cpu().minus(before).toNanos() / 1e3;
        double ofStorm = storm == null ? 0 : (storm.soFar().signedIn() - signedIn) * each;
        return new Reading(result.quantileMillis(0.5), result.quantileMillis(0.99), (cpu - ofStorm) / reads);
    }

    /** The storm by itself. */
    private Alone alone(RosterSuite suite) throws InterruptedException {
        int seconds = options.number("--seconds", 15);
        try (var storm = new Storm(suite.roster().port(), usernames(clients), Region.PASSWORD)) {
            Thread.sleep(2_000);
            var before = suite.roster().cpu();
            long signedIn = storm.soFar().signedIn();
            Thread.sleep(seconds * 1_000L);
            long count = storm.soFar().signedIn() - signedIn;
            double cpu = suite.roster().cpu().minus(before).toNanos() / 1e3;
            return new Alone(
                    count / (double) seconds, cpu / count, storm.soFar().quantileMillis(0.5));
        }
    }

    private record Alone(double perSecond, double cpuMicros, double p50) {}

    /** @return CPU-microseconds of a sign-in */
    private double told(String cost, Alone alone) {
        double possible = PROCESSORS * 1e6 / alone.cpuMicros();
        costs.add("| %s | %.1f | %.1f | %.0f | %.0f | %.0f | %.0f | %.0f |"
                .formatted(
                        cost.replace("x", " KiB × "),
                        alone.cpuMicros() / 1e3,
                        alone.perSecond(),
                        alone.p50(),
                        possible,
                        PEOPLE / possible,
                        PEOPLE / possible / 3,
                        PEOPLE / possible / 10));
        System.out.println(costs.getLast());
        return alone.cpuMicros();
    }

    private void row(String read, String storm, Reading reading, Reading quiet) {
        rows.add("| %s | %s | %.1f | %.1f | %.1f | %.1f | %.0f |"
                .formatted(
                        read,
                        storm,
                        reading.p50(),
                        reading.p50() / quiet.p50(),
                        reading.p99(),
                        reading.p99() / quiet.p99(),
                        reading.cpuMicros()));
        System.out.println(rows.getLast());
    }

    private void say(int count, Storm.Result storm) {
        var said = "%d clients: %.1f sign-ins a second, answered after p50 %.0f ms and p99 %.0f ms"
                .formatted(count, storm.perSecond(), storm.quantileMillis(0.5), storm.quantileMillis(0.99));
        if (!storm.told().isEmpty()) {
            said += "; %,d times %s, after p50 %.0f ms and p99 %.0f ms"
                    .formatted(
                            storm.refusedMillis().size(),
                            storm.told(),
                            storm.refusedQuantileMillis(0.5),
                            storm.refusedQuantileMillis(0.99));
        }
        rows.add("\n" + said + ".");
        System.out.println(said);
    }

    private void report() throws IOException {
        var readers = rows.stream().filter(row -> row.startsWith("|")).toList();
        var storms = rows.stream().filter(row -> !row.startsWith("|")).toList();
        var table =
                "| %d reads a second | signing in meanwhile | p50 ms | × quiet | p99 ms | × quiet | CPU-µs a read |\n"
                                .formatted(readsPerSecond)
                        + "|---|---|---:|---:|---:|---:|---:|\n"
                        + String.join("\n", readers) + "\n" + String.join("\n", storms) + "\n\n"
                        + "| Argon2id, memory × passes | CPU-ms a sign-in | sign-ins/s measured | p50 ms | sign-ins/s of %d processors | s for %,d, 1 replica | 3 replicas | 10 replicas |\n"
                                .formatted(PROCESSORS, PEOPLE)
                        + "|---|---:|---:|---:|---:|---:|---:|---:|\n"
                        + String.join("\n", costs) + "\n\nLoad average at the end: %.1f.\n".formatted(load());
        System.out.println("\n" + table);
        if (options.path("--write") != null) {
            new MarkedTable("sign-in benchmark", "./airclass bench sign-in").write(options.path("--write"), table);
        }
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
