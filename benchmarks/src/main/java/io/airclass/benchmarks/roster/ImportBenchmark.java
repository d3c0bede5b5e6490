package io.airclass.benchmarks.roster;

import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Memory;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.Server;
import io.airclass.testkit.region.Region;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Imports a region, imports it again, exports it and imports the export; then the same with a region of a part of the size: what 10,000
 * people cost must not depend on how many there are, nor on how many have gone before.
 */
public final class ImportBenchmark {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration TELL_EVERY = Duration.ofSeconds(15);

    private final Options options;
    private final Path directory;
    private final List<String> flags = new ArrayList<>();

    private ImportBenchmark(Options options) {
        this.options = options;
        this.directory =
                Path.of(options.text("--data", "target/import-benchmark")).toAbsolutePath();
        flags.addAll(List.of("-XX:ActiveProcessorCount=2", "-Xmx" + options.text("--heap", "512m")));
        if (options.path("--jfr") != null) {
            flags.add("-XX:StartFlightRecording=settings=profile,filename=" + options.path("--jfr"));
        }
    }

    /**
     * What one import or export took, from the asking on.
     *
     * @param publishedSeconds until the last of its events was published
     */
    private record Run(
            double seconds,
            double checkSeconds,
            double publishedSeconds,
            List<Double> thirds,
            Map<String, Duration> cpu,
            long published,
            JsonNode end) {
        double cpuSeconds(String process) {
            return cpu.get(process).toMillis() / 1e3;
        }
    }

    private record Whole(
            int people,
            long zipMegabytes,
            Run first,
            Run again,
            Run export,
            Run back,
            long exportMegabytes,
            long liveMegabytes,
            long residentMegabytes,
            long databaseMegabytes) {
        double per10k(double amount) {
            return amount / people * 10_000;
        }
    }

    public static void main(String[] arguments) throws Exception {
        new ImportBenchmark(Options.of(arguments)).run();
    }

    private void run() throws Exception {
        var region = new Region(
                options.number("--schools", 1_149),
                options.number("--teachers", 20_000),
                options.number("--students", 230_000));
        var wholes = new LinkedHashMap<String, Whole>();
        for (var divisor : Arrays.stream(options.text("--divide", "10,1").split(","))
                .map(Integer::parseInt)
                .toList()) {
            var part = new Region(region.schools() / divisor, region.teachers() / divisor, region.students() / divisor);
            System.out.printf("%n%s, %,d people%n", part, part.people());
            wholes.put(
                    "%,d schools, %,d people".formatted(part.schools(), part.people()),
                    measured(part, directory.resolve("region-" + divisor)));
        }
        report(wholes);
    }

    private Whole measured(Region region, Path home) throws Exception {
        try (var suite = RosterSuite.start(home, jar(), Map.of(), flags)) {
            var api = new RosterApi(suite.roster().port());
            api.get("/api/imports");
            dropIndex(suite);
            var zip = region.zip(home);
            var first = imported("import", suite, api, zip);
            var again = imported("the same again", suite, api, zip);
            var export = exported(suite, api);
            var file = api.download(export.end().get("file").asString(), home.resolve("export.zip"));
            var back = imported("the export", suite, api, file);
            return new Whole(
                    region.people(),
                    Files.size(zip) >> 20,
                    first,
                    again,
                    export,
                    back,
                    Files.size(file) >> 20,
                    suite.liveMegabytesMost(),
                    Memory.residentMost(suite.roster().process()),
                    suite.databaseMegabytes());
        }
    }

    private Path jar() {
        return Path.of(options.text("--jar", "roster-service/target/roster-service-0.1.0-SNAPSHOT.jar"));
    }

    /** What an index costs is seen without it. */
    private void dropIndex(RosterSuite suite) {
        var index = options.text("--without-index", "");
        if (!index.isEmpty()) {
            int dot = index.indexOf('.');
            suite.stored().getCollection(index.substring(0, dot)).dropIndex(index.substring(dot + 1));
        }
    }

    private interface Start {
        String location() throws IOException, InterruptedException;
    }

    private Run imported(String name, RosterSuite suite, RosterApi api, Path zip) throws Exception {
        var run = followed(name, suite, api, () -> api.startImport(zip));
        if (run.end().get("errorCount").asLong() > 0) {
            throw new IllegalStateException(run.end().toString());
        }
        return run;
    }

    private Run exported(RosterSuite suite, RosterApi api) throws Exception {
        return followed("export", suite, api, () -> api.startExport("root"));
    }

    private static Map<String, Duration> cpu(RosterSuite suite) {
        return List.of(suite.roster(), suite.database(), suite.broker()).stream()
                .collect(Collectors.toMap(Server::name, Server::cpu));
    }

    private static Run followed(String name, RosterSuite suite, RosterApi api, Start start)
            throws IOException, InterruptedException, ExecutionException {
        long publishedBefore = suite.published();
        var before = cpu(suite);
        long began = System.nanoTime();
        var location = start.location();
        var progress = new Progress();
        double checkSeconds = 0;
        double toldAt = 0;
        JsonNode now = api.get(location);
        while (List.of("WAITING", "RUNNING").contains(now.get("state").asString())) {
            double seconds = (System.nanoTime() - began) / 1e9;
            var phase = now.path("phase").asString("");
            if (phase.equals("CHECKING")) {
                checkSeconds = seconds;
            } else if (phase.equals("PEOPLE")) {
                progress.add(seconds, now.get("rowsDone").asLong());
            }
            if (seconds - toldAt >= TELL_EVERY.toSeconds()) {
                toldAt = seconds;
                System.out.printf(
                        "  %s: %4.0f s %s %s of %s%n",
                        name,
                        seconds,
                        phase,
                        now.path("rowsDone").asString("?"),
                        now.path("rowsTotal").asString("?"));
            }
            Thread.sleep(LOOK_EVERY);
            now = api.get(location);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!now.get("state").asString().equals("DONE")) {
            throw new IllegalStateException(now.toString());
        }
        long published = suite.published() - publishedBefore;
        double quiet = (System.nanoTime() - began) / 1e9;
        var after = cpu(suite);
        after.replaceAll((process, total) -> total.minus(before.get(process)));
        var run = new Run(seconds, checkSeconds, quiet, progress.secondsByThird(), after, published, now);
        System.out.printf(
                "  %s: %.1f s, checking %.1f, thirds %s, %,d events, all published after %.1f s, CPU %s, load %.1f%n",
                name, seconds, checkSeconds, run.thirds(), published, quiet, after, load());
        return run;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void report(Map<String, Whole> wholes) throws IOException {
        var table = new StringBuilder("| |");
        wholes.keySet().forEach(name -> table.append(" ").append(name).append(" |"));
        table.append("\n|---|").append("---:|".repeat(wholes.size())).append('\n');
        row(table, wholes, "bundle, MB", whole -> "%d".formatted(whole.zipMegabytes()));
        row(table, wholes, "import, s", whole -> "%.0f".formatted(whole.first().seconds()));
        row(table, wholes, "of that until everything is checked", whole -> "%.1f"
                .formatted(whole.first().checkSeconds()));
        row(table, wholes, "s for 10,000 people: first, second, last third", whole -> whole.first().thirds().stream()
                .map("%.2f"::formatted)
                .collect(Collectors.joining(", ")));
        for (var process : List.of("roster", "database", "broker")) {
            row(table, wholes, "CPU-s for 10,000 people, " + process, whole -> "%.2f"
                    .formatted(whole.per10k(whole.first().cpuSeconds(process))));
        }
        row(table, wholes, "events published, and until when, s", whole -> "%,d, %.0f"
                .formatted(whole.first().published(), whole.first().publishedSeconds()));
        row(table, wholes, "the same again, s (events)", whole -> told(whole.again()));
        row(table, wholes, "export of everything, s (MB)", whole -> "%.0f (%d)"
                .formatted(whole.export().seconds(), whole.exportMegabytes()));
        row(table, wholes, "the export imported, s (events)", whole -> told(whole.back()));
        row(table, wholes, "service: live heap at most, MB", whole -> "%d".formatted(whole.liveMegabytes()));
        row(table, wholes, "service: resident at most, MB", whole -> "%d".formatted(whole.residentMegabytes()));
        row(table, wholes, "database file, MB", whole -> "%,d".formatted(whole.databaseMegabytes()));
        table.append("\nLoad average at the end: %.1f.\n".formatted(load()));
        System.out.println("\n" + table);
        if (options.path("--write") != null) {
            new MarkedTable("import benchmark", "./airclass bench import")
                    .write(options.path("--write"), table.toString());
        }
    }

    private static String told(Run run) {
        return "%.0f (%,d)".formatted(run.seconds(), run.published());
    }

    private static void row(StringBuilder table, Map<String, Whole> wholes, String name, Function<Whole, String> cell) {
        table.append("| ").append(name).append(" |");
        wholes.values()
                .forEach(whole -> table.append(" ").append(cell.apply(whole)).append(" |"));
        table.append('\n');
    }
}
