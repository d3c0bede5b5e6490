package io.airclass.benchmarks.database;

import com.mongodb.client.MongoClients;
import io.airclass.benchmarks.Directories;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Memory;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.Server;
import io.airclass.mongo.EmbeddedMongoMain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Loads the embedded database, does what the services do, and prints what an operation costs its process. */
public final class DatabaseBenchmark {
    private final Settings settings;
    private final Clients clients;
    private final List<String> rows = new ArrayList<>();

    private DatabaseBenchmark(Settings settings) {
        this.settings = settings;
        this.clients = new Clients(settings.threads());
    }

    private record Settings(
            int documents, int operations, int threads, String heap, Path data, Path write, String jfr) {
        static Settings of(String[] arguments) {
            var given = Options.of(arguments);
            return new Settings(
                    given.number("--documents", 200000),
                    given.number("--operations", 20000),
                    given.number("--threads", 8),
                    given.text("--heap", "512m"),
                    Path.of(given.text("--data", "target/database-benchmark")).toAbsolutePath(),
                    given.path("--write"),
                    given.text("--jfr", null));
        }
    }

    public static void main(String[] arguments) throws Exception {
        new DatabaseBenchmark(Settings.of(arguments)).run();
    }

    private void run() throws Exception {
        Directories.empty(settings.data());
        System.out.printf("loading %,d documents of 1 KB%n", settings.documents());
        String facts;
        try (var server = start()) {
            facts = measure(server);
        }
        long start = System.nanoTime();
        try (var _ = start()) {
            facts += " It starts again in %.1f s.".formatted((System.nanoTime() - start) / 1e9);
            report(facts);
        }
    }

    private Server start() throws IOException, InterruptedException {
        int port = Server.freePort();
        var flags = new ArrayList<>(List.of("-Xmx" + settings.heap()));
        if (settings.jfr() != null) {
            flags.add("-XX:StartFlightRecording=settings=profile,filename=" + settings.jfr());
        }
        return Server.start(
                "database",
                port,
                settings.data(),
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedMongoMain.class.getName(),
                        "--port",
                        String.valueOf(port),
                        "--data",
                        settings.data().resolve("data").toString()),
                Map.of(),
                flags.toArray(String[]::new));
    }

    private String measure(Server server) throws Exception {
        try (var client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
            var homework = new Homework(
                    client.getDatabase("bench").getCollection("assignments"), settings.documents(), settings.threads());
            homework.makeIndexes();
            load(server, homework);
            long loaded = megabytes();
            int n = settings.operations();
            row(server, "insert", n, (i, thread) -> homework.insert(i));
            homework.removeInserted();
            row(server, "find by id", n, (i, thread) -> homework.findById());
            row(server, "find by a unique field", n, (i, thread) -> homework.findByUniqueField());
            row(server, "find by a compound index", n, (i, thread) -> homework.findByCompoundIndex());
            row(server, "range, sorted, limit 20", n, (i, thread) -> homework.findRangeSorted());
            row(server, "one school's, newest first, limit 20", n, (i, thread) -> homework.findPageOfSchool());
            row(server, "compare-and-set by `{_id, version}`", n, (i, thread) -> homework.compareAndSet(thread));
            row(server, "`$push` with `$slice`", n, (i, thread) -> homework.push());
            sweep(server, homework);
            var memory = Memory.of(server.process());
            return "%,d documents; the file: %,d MB when loaded, %,d MB at the end; live heap %,d MB of %s, resident %,d MB."
                    .formatted(
                            settings.documents(),
                            loaded,
                            megabytes(),
                            memory.heapMegabytes(),
                            settings.heap(),
                            memory.residentMegabytes());
        }
    }

    private void load(Server server, Homework homework) throws InterruptedException {
        var before = server.cpu();
        var result = clients.run(homework.batches(), (batch, thread) -> homework.loadBatch(batch));
        add("load, 1,000 at once (a document)", server.cpu().minus(before), settings.documents(), result, 1_000);
    }

    private void row(Server server, String name, int operations, Clients.Operation operation)
            throws InterruptedException {
        clients.run(operations, (n, thread) -> operation.run(n, thread));
        var before = server.cpu();
        int first = operations;
        var result = clients.run(operations, (n, thread) -> operation.run(first + n, thread));
        add(name, server.cpu().minus(before), operations, result, 1);
    }

    /** One relay, as each service has it; the clients only make the events. */
    private void sweep(Server server, Homework homework) throws InterruptedException {
        int rounds = Math.max(1, settings.operations() / 400);
        var cpu = Duration.ZERO;
        int events = 0;
        double seconds = 0;
        var micros = new long[rounds];
        for (int i = 0; i < rounds; i++) {
            clients.run(1, (n, thread) -> homework.fillOutbox(thread));
            var before = server.cpu();
            long start = System.nanoTime();
            events += homework.sweep();
            micros[i] = (System.nanoTime() - start) / 1000;
            seconds += micros[i] / 1e6;
            cpu = cpu.plus(server.cpu().minus(before));
        }
        java.util.Arrays.sort(micros);
        add(
                "outbox sweep of 100 (an event; times: the sweep)",
                cpu,
                events,
                new Clients.Result(seconds, micros),
                (double) events / rounds);
    }

    /** @param each operations that one latency stands for */
    private void add(String name, Duration cpu, int operations, Clients.Result result, double each) {
        var row = "| %s | %.0f | %.0f | %.2f | %.2f |"
                .formatted(
                        name,
                        cpu.toNanos() / 1000.0 / operations,
                        result.perSecond() * each,
                        result.quantileMillis(0.5),
                        result.quantileMillis(0.99));
        rows.add(row);
        System.out.println(row);
    }

    private long megabytes() throws IOException {
        return Directories.megabytes(settings.data().resolve("data"));
    }

    private void report(String facts) throws IOException {
        var table = """
                | Operation | CPU-µs in the database | operations/s | p50 ms | p99 ms |
                |---|---:|---:|---:|---:|
                """ + String.join("\n", rows) + "\n\n" + facts + "\n";
        System.out.println("\n" + table);
        if (settings.write() == null) {
            return;
        }
        var name = "database benchmark " + settings.documents();
        if (Files.readString(settings.write()).contains("<!-- " + name + ":")) {
            new MarkedTable(name, "./airclass bench database").write(settings.write(), table);
        }
    }
}
