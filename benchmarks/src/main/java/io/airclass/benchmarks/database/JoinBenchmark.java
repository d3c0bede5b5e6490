package io.airclass.benchmarks.database;

import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.WriteModel;
import io.airclass.benchmarks.Directories;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.Server;
import io.airclass.mongo.EmbeddedMongoMain;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;
import org.bson.conversions.Bson;

/**
 * What it costs the embedded database to store that all students of a region join their lessons, and then each a sign of life: the writes
 * that schedule-service makes, by documents for each class and joins in one write.
 */
public final class JoinBenchmark {
    private static final int CLASS_SIZE = 45;
    private static final long BEGIN = 1_788_742_800_000L;
    private static final UpdateOptions UPSERT = new UpdateOptions().upsert(true);
    private static final BulkWriteOptions UNORDERED = new BulkWriteOptions().ordered(false);

    private final Settings settings;
    private final List<String> rows = new ArrayList<>();

    private JoinBenchmark(Settings settings) {
        this.settings = settings;
    }

    /** @param cases students x documents for each class x joins in one write */
    private record Settings(List<String> cases, int writesAtOnce, String heap, Path data, Path write) {
        static Settings of(String[] arguments) {
            var given = Options.of(arguments);
            return new Settings(
                    List.of(given.text(
                                    "--cases",
                                    "10000x1x500,10000x4x500,10000x16x500,10000x64x500,10000x4x1,10000x4x50,230000x4x500")
                            .split(",")),
                    given.number("--writes-at-once", 2),
                    given.text("--heap", "512m"),
                    Path.of(given.text("--data", "target/join-benchmark")).toAbsolutePath(),
                    given.path("--write"));
        }
    }

    public static void main(String[] arguments) throws Exception {
        new JoinBenchmark(Settings.of(arguments)).run();
    }

    private void run() throws Exception {
        for (var each : settings.cases()) {
            var parts = each.split("x");
            measure(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
        var table = """
                | students | documents a class | joins a write | CPU-µs a join | joins/s | p50 ms | p99 ms | CPU-µs a sign of life | file MB |
                |---:|---:|---:|---:|---:|---:|---:|---:|---:|
                """ + String.join("\n", rows) + "\n";
        System.out.println("\n" + table);
        if (settings.write() != null) {
            new MarkedTable("join benchmark", "./airclass bench joins").write(settings.write(), table);
        }
    }

    private void measure(int students, int buckets, int together) throws Exception {
        Directories.empty(settings.data());
        try (var server = start();
                var client = MongoClients.create("mongodb://127.0.0.1:" + server.port())) {
            var attendance = client.getDatabase("bench").getCollection("attendance");
            warm(client.getDatabase("bench").getCollection("other"), buckets, together);
            var order = order(students);
            var clients = new Clients(settings.writesAtOnce());
            int writes = (students + together - 1) / together;
            var before = server.cpu();
            var joined = clients.run(writes, (n, thread) -> write(attendance, order, n, buckets, together, 0));
            double join = server.cpu().minus(before).toNanos() / 1000.0 / students;
            Collections.shuffle(order, new Random(2));
            before = server.cpu();
            clients.run(writes, (n, thread) -> write(attendance, order, n, buckets, together, 2));
            double sign = server.cpu().minus(before).toNanos() / 1000.0 / students;
            var row = "| %,d | %d | %d | %.0f | %.0f | %.1f | %.1f | %.0f | %d |"
                    .formatted(
                            students,
                            buckets,
                            together,
                            join,
                            students / joined.seconds(),
                            joined.quantileMillis(0.5),
                            joined.quantileMillis(0.99),
                            sign,
                            Directories.megabytes(settings.data().resolve("data")));
            rows.add(row);
            System.out.println(row);
        }
    }

    private void warm(MongoCollection<Document> other, int buckets, int together) {
        var order = order(10_000);
        for (int n = 0; n < order.size() / together; n++) {
            write(other, order, n, buckets, together, 0);
        }
    }

    /** As they come: anybody before anybody. */
    private static List<Integer> order(int students) {
        var order = new ArrayList<>(IntStream.range(0, students).boxed().toList());
        Collections.shuffle(order, new Random(1));
        return order;
    }

    private static void write(
            MongoCollection<Document> attendance, List<Integer> order, int n, int buckets, int together, int minute) {
        var byDocument = new LinkedHashMap<String, Document[]>();
        for (int i = n * together; i < Math.min(order.size(), (n + 1) * together); i++) {
            int student = order.get(i);
            String person = "5a3c1e8e-0000-7000-8000-" + "%012d".formatted(student);
            String id = "gz-522301-s%d-c0903~20260907~1/gz-522301-s%<d-c0903/%d"
                    .formatted(student / CLASS_SIZE, Math.floorMod(person.hashCode(), buckets));
            var changes = byDocument.computeIfAbsent(id, _ -> new Document[] {new Document(), new Document()});
            String place = "people." + person + ".PHONE.m" + (60 + minute) + '.';
            var at = new Date(BEGIN + minute * 60_000L + i % 60_000);
            changes[0].append(place + "from", at);
            changes[1].append(place + "until", at);
        }
        var writes = new ArrayList<WriteModel<Document>>();
        byDocument.forEach((id, changes) ->
                writes.add(new UpdateOneModel<>(new Document("_id", id), update(changes[0], changes[1]), UPSERT)));
        attendance.bulkWrite(writes, UNORDERED);
    }

    private static Bson update(Document least, Document most) {
        return new Document("$min", least).append("$max", most);
    }

    private Server start() throws IOException, InterruptedException {
        int port = Server.freePort();
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
                "-Xmx" + settings.heap());
    }
}
