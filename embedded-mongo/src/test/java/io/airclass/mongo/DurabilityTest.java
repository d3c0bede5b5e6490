package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoException;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOneModel;
import com.mongodb.client.model.WriteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there afterwards. {@code -Dairclass.durability.rounds=20} kills so often; else three times. */
class DurabilityTest {

    private static final int WRITERS = 8;

    @TempDir
    Path directory;

    @Test
    void nothing_acknowledged_is_lost_when_the_process_is_killed() throws Exception {
        int rounds = Integer.getInteger("airclass.durability.rounds", 3);
        long seed = Long.getLong("airclass.durability.seed", System.nanoTime());
        var random = new Random(seed);
        var data = directory.resolve("data");
        var ledger = new Ledger();
        for (int round = 0; round <= rounds; round++) {
            try (var server = ServerProcess.start(data);
                    var client = server.connect()) {
                var database = client.getDatabase("school");
                if (round == 0) {
                    Ledger.prepare(database);
                }
                ledger.assertKept(database);
                if (round < rounds) {
                    writeUntilKilled(server, database, ledger, round, 100 + random.nextInt(1_500));
                }
            }
        }
        System.out.printf(
                "%d rounds of kill -9 under %d writers: %,d writes acknowledged, none lost (seed %d)%n",
                rounds, WRITERS, ledger.acknowledged(), seed);
    }

    private static void writeUntilKilled(
            ServerProcess server, MongoDatabase database, Ledger ledger, int round, int acknowledgedMore)
            throws InterruptedException {
        long until = ledger.acknowledged() + acknowledgedMore;
        var failure = new AtomicReference<Throwable>();
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(writer ->
                        Thread.ofPlatform().start(() -> write(server, database, ledger, writer, round, failure)))
                .toList();
        while (ledger.acknowledged() < until && server.isAlive() && failure.get() == null) {
            Thread.onSpinWait();
            Thread.yield();
        }
        server.kill();
        for (var writer : writers) {
            writer.join();
        }
        assertThat(failure.get()).as("a writer failed before the kill").isNull();
    }

    private static void write(
            ServerProcess server,
            MongoDatabase database,
            Ledger ledger,
            int writer,
            int round,
            AtomicReference<Throwable> failure) {
        var random = new Random(writer * 1_000L + round);
        long number = round * 1_000_000L;
        try {
            while (server.isAlive()) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> ledger.insert(database, writer, number);
                    case 3 -> ledger.delete(database, writer, round * 1_000_000L + random.nextInt(1_000));
                    case 4, 5 -> ledger.count(database, random.nextInt(Ledger.COUNTERS), writer + "/" + number);
                    default -> ledger.append(database, writer, number);
                }
                number++;
            }
        } catch (MongoException e) {
            if (server.isAlive() && e.getCode() > 0) {
                failure.compareAndSet(null, e);
            }
        } catch (RuntimeException | AssertionError e) {
            failure.compareAndSet(null, e);
        }
    }

    @Test
    void a_second_process_on_the_same_data_is_refused_with_one_sentence() throws Exception {
        var data = directory.resolve("data");
        try (var first = ServerProcess.start(data);
                var client = first.connect()) {
            var refusal = ServerProcess.refusal(data);
            assertThat(refusal.status()).isEqualTo(1);
            assertThat(refusal.errors().lines()).as(refusal.errors()).hasSize(1);
            assertThat(refusal.errors()).contains(data.toString()).endsWith(".");
            client.getDatabase("school").getCollection("pupils").insertOne(new Document("_id", 1));
            assertThat(first.isAlive()).isTrue();
        }
    }

    @Test
    void a_full_disk_is_an_error_and_loses_nothing_acknowledged() throws Exception {
        var data = directory.resolve("data");
        var acknowledged = new ArrayList<Integer>();
        try (var server = ServerProcess.startWithFilesOfAtMost(12 * 1024, data);
                var client = server.connect()) {
            var pupils = client.getDatabase("school").getCollection("pupils");
            pupils.createIndex(new Document("n", 1));
            var refusal = catchThrowableOfType(MongoException.class, () -> {
                for (int i = 0; i < 1_000; i++) {
                    pupils.insertOne(pupil(i));
                    acknowledged.add(i);
                }
            });
            assertThat(refusal).as("the disk is full").isNotNull();
            assertThat(refusal.getMessage()).doesNotContain("java.");
            assertThat(acknowledged).hasSizeGreaterThan(100);
            server.kill();
        }
        try (var server = ServerProcess.start(data);
                var client = server.connect()) {
            var database = client.getDatabase("school");
            var stored = database.getCollection("pupils").find().into(new ArrayList<>());
            assertThat(stored).extracting(d -> d.get("_id")).containsAll(acknowledged);
            assertThat(stored.size()).isBetween(acknowledged.size(), acknowledged.size() + 1);
            assertThat(stored)
                    .allSatisfy(document -> assertThat(document).isEqualTo(pupil(document.getInteger("_id"))));
            assertThat(database.runCommand(Document.parse("{validate: 'pupils', full: true}")))
                    .containsEntry("valid", true);
            database.getCollection("pupils").insertOne(pupil(5_000));
        }
    }

    /** About 50 KB that no compression makes smaller. */
    private static Document pupil(int id) {
        var bytes = new byte[50_000];
        new Random(id).nextBytes(bytes);
        return new Document("_id", id).append("n", id % 10).append("picture", new org.bson.types.Binary(bytes));
    }

    @Test
    void when_the_disk_has_room_again_writes_go_on() {
        var free = new AtomicReference<>(1L << 30);
        var store = MvOrderedStore.open(directory.resolve("test.db"), 8, free::get);
        try (var server = EmbeddedMongo.start(store, "127.0.0.1", 0, Duration.ofMinutes(1));
                var client = Server.connect(server.connectionString())) {
            var pupils = client.getDatabase("school").getCollection("pupils");
            pupils.insertOne(new Document("_id", 1));
            free.set(1L << 20);
            var refusal = catchThrowableOfType(MongoException.class, () -> IntStream.range(10, 20)
                    .forEach(i -> pupils.insertOne(new Document("_id", i))));
            assertThat(refusal).isNotNull();
            assertThat(pupils.find(new Document("_id", 1)).first())
                    .as("reads go on")
                    .isNotNull();
            free.set(1L << 30);
            eventually(() -> catchThrowableOfType(
                            MongoException.class,
                            () -> pupils.updateOne(new Document("_id", 1), new Document("$inc", new Document("n", 1))))
                    == null);
        }
    }

    @Test
    void the_file_stays_within_a_few_times_of_what_it_holds_however_much_is_rewritten() throws IOException {
        var data = directory.resolve("data");
        int documents = 2_000;
        try (var server = EmbeddedMongo.start(data, 0);
                var client = Server.connect(server.connectionString())) {
            var pupils = client.getDatabase("school").getCollection("pupils");
            pupils.createIndex(new Document("n", 1));
            pupils.insertMany(IntStream.range(0, documents)
                    .mapToObj(i -> new Document("_id", i).append("n", 0).append("text", "x".repeat(1_000)))
                    .toList());
            var random = new Random(1);
            for (int round = 0; round < 120; round++) {
                List<WriteModel<Document>> updates = IntStream.range(0, 200)
                        .<WriteModel<Document>>mapToObj(i -> new UpdateOneModel<>(
                                new Document("_id", random.nextInt(documents)),
                                new Document("$inc", new Document("n", 1))))
                        .toList();
                pupils.bulkWrite(updates, new BulkWriteOptions().ordered(false));
            }
            assertThat(size(data)).as("bytes while it runs").isLessThan(40L << 20);
        }
        assertThat(size(data)).as("bytes after a stop").isLessThan(12L << 20);
        try (var server = EmbeddedMongo.start(data, 0);
                var client = Server.connect(server.connectionString())) {
            var pupils = client.getDatabase("school").getCollection("pupils");
            assertThat(pupils.countDocuments()).isEqualTo(documents);
            pupils.deleteMany(new Document());
        }
        assertThat(size(data)).as("bytes when all is deleted").isLessThan(4L << 20);
    }

    private static long size(Path data) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void documents_go_when_their_time_is_over() {
        var store = MvOrderedStore.open(directory.resolve("test.db"), 8);
        var now = Instant.now();
        try (var server = EmbeddedMongo.start(store, "127.0.0.1", 0, Duration.ofMillis(50));
                var client = Server.connect(server.connectionString())) {
            var database = client.getDatabase("school");
            var tokens = database.getCollection("tokens");
            tokens.createIndex(new Document("at", 1), new IndexOptions().expireAfter(3_600L, TimeUnit.SECONDS));
            tokens.createIndex(new Document("owner", 1));
            tokens.insertMany(List.of(
                    new Document("_id", "over").append("owner", 1).append("at", Date.from(now.minusSeconds(3_700))),
                    new Document("_id", "not yet").append("owner", 1).append("at", Date.from(now.minusSeconds(3_000))),
                    new Document("_id", "never").append("owner", 1),
                    new Document("_id", "no date").append("owner", 1).append("at", 5),
                    new Document("_id", "one of them over")
                            .append("owner", 1)
                            .append(
                                    "at",
                                    List.of(Date.from(now.plusSeconds(60)), Date.from(now.minusSeconds(9_000))))));
            eventually(() -> tokens.countDocuments() == 3);
            assertThat(tokens.find(new Document("owner", 1))
                            .sort(new Document("_id", 1))
                            .map(d -> d.get("_id"))
                            .into(new ArrayList<>()))
                    .isEqualTo(List.of("never", "no date", "not yet"));
            assertThat(database.runCommand(Document.parse("{validate: 'tokens', full: true}")))
                    .containsEntry("valid", true);
        }
    }

    private interface Condition {
        boolean holds();
    }

    private static void eventually(Condition condition) {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("not within ten seconds").isLessThan(until);
        }
    }
}
