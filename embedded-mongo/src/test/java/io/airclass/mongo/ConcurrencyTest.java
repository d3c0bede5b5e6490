package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Of many who want the same, one gets it; who only reads is never in the way and never fails. */
@ParameterizedClass(name = "{0}")
@EnumSource(names = {"IN_MEMORY", "ON_DISK"})
class ConcurrencyTest {

    private static final int WRITERS = 8;
    private static final int READERS = 16;
    private static final Duration READING = Duration.ofSeconds(2);

    @Parameter
    Server server;

    private MongoDatabase database;
    private MongoCollection<Document> pupils;

    @BeforeEach
    void open() {
        database = server.client().getDatabase("concurrent");
        pupils = database.getCollection("pupils");
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    private static Document doc(String json) {
        return Document.parse(json);
    }

    private static Document id(Object id) {
        return new Document("_id", id);
    }

    /** Runs all at once; the first failure is thrown. */
    private static void together(List<Callable<Void>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    private interface Work {
        void by(int worker) throws Exception;
    }

    private static List<Callable<Void>> times(int workers, Work work) {
        return IntStream.range(0, workers)
                .<Callable<Void>>mapToObj(worker -> () -> {
                    work.by(worker);
                    return null;
                })
                .toList();
    }

    /** Whether the write went through; a duplicate key is a lost race, anything else a failure. */
    private static boolean wins(Runnable write) {
        try {
            write.run();
            return true;
        } catch (MongoException e) {
            assertThat(e.getCode()).as(e.getMessage()).isEqualTo(11000);
            return false;
        }
    }

    @Test
    void readers_never_fail_beside_writers_and_see_whole_documents() throws Exception {
        int documents = 200;
        pupils.createIndex(doc("{n: 1}"));
        pupils.createIndex(doc("{g: 1, n: -1}"));
        pupils.createIndex(doc("{tags: 1}"));
        for (int i = 0; i < documents; i++) {
            pupils.insertOne(whole(i, 0));
        }
        long until = System.nanoTime() + READING.toNanos();
        var reads = new AtomicLong();
        var writes = new AtomicLong();
        var tasks = new ArrayList<Callable<Void>>();
        tasks.addAll(times(READERS, reader -> {
            while (System.nanoTime() < until) {
                read(ThreadLocalRandom.current().nextInt(5), documents);
                reads.incrementAndGet();
            }
        }));
        tasks.addAll(times(WRITERS, writer -> {
            var random = ThreadLocalRandom.current();
            while (System.nanoTime() < until) {
                int at = random.nextInt(documents);
                switch (random.nextInt(4)) {
                    case 0 -> pupils.replaceOne(id(at), whole(at, random.nextInt(1_000)));
                    case 1 ->
                        wins(() -> {
                            pupils.deleteOne(id(at));
                            pupils.insertOne(whole(at, random.nextInt(1_000)));
                        });
                    default -> {
                        int n = random.nextInt(1_000);
                        pupils.updateOne(
                                id(at),
                                new Document(
                                        "$set",
                                        new Document("n", n)
                                                .append("same", n)
                                                .append("tags", List.of("a" + n, "b" + n))));
                    }
                }
                writes.incrementAndGet();
            }
        }));
        tasks.addAll(times(1, maker -> {
            while (System.nanoTime() < until) {
                pupils.createIndex(doc("{same: 1}"));
                pupils.dropIndex("same_1");
            }
        }));
        together(tasks);
        assertThat(reads.get()).isGreaterThan(READERS);
        assertThat(writes.get()).isGreaterThan(WRITERS);
        assertClean();
    }

    private static Document whole(int id, int n) {
        return id(id).append("g", id % 5).append("n", n).append("same", n).append("tags", List.of("a" + n, "b" + n));
    }

    private void read(int kind, int documents) {
        int g = ThreadLocalRandom.current().nextInt(5);
        int n = ThreadLocalRandom.current().nextInt(1_000);
        var found = new ArrayList<Document>();
        switch (kind) {
            case 0 -> pupils.find(id(n % documents)).into(found);
            case 1 ->
                pupils.find(new Document("g", g).append("n", new Document("$gte", n)))
                        .sort(doc("{n: -1}"))
                        .limit(20)
                        .into(found);
            case 2 -> pupils.find(new Document("tags", "a" + n)).into(found);
            case 3 ->
                pupils.find(new Document("same", new Document("$lt", n)))
                        .batchSize(10)
                        .into(found);
            default -> assertThat(pupils.countDocuments(new Document("g", g))).isLessThanOrEqualTo(documents);
        }
        assertThat(found).allSatisfy(document -> {
            assertThat(document.get("n")).isEqualTo(document.get("same"));
            assertThat(document.getList("tags", String.class))
                    .containsExactly("a" + document.get("n"), "b" + document.get("n"));
        });
        if (kind == 1) {
            assertThat(found)
                    .allSatisfy(document -> assertThat(document.getInteger("n")).isGreaterThanOrEqualTo(n));
            assertThat(found).extracting(document -> -document.getInteger("n")).isSorted();
        }
        assertThat(found).extracting(document -> document.get("_id")).doesNotHaveDuplicates();
    }

    private void assertClean() {
        var report = database.runCommand(doc("{validate: 'pupils', full: true}"));
        assertThat(report.getList("errors", Object.class)).isEmpty();
        assertThat(report.getBoolean("valid")).isTrue();
    }

    @Test
    void each_version_is_won_once() throws Exception {
        pupils.insertOne(doc("{_id: 1, version: {$numberLong: '0'}}"));
        var won = new AtomicLong();
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 100; i++) {
                long version = pupils.find(id(1)).first().getLong("version");
                won.addAndGet(pupils.updateOne(
                                id(1).append("version", version),
                                new Document("$inc", new Document("version", 1L))
                                        .append("$push", new Document("by", writer)))
                        .getMatchedCount());
            }
        }));
        var stored = pupils.find().first();
        assertThat(stored.getLong("version")).isEqualTo(won.get()).isGreaterThanOrEqualTo(100);
        assertThat(stored.getList("by", Integer.class)).hasSize((int) won.get());
    }

    @Test
    void no_increment_is_lost() throws Exception {
        pupils.insertOne(doc("{_id: 1, n: 0, other: 0}"));
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 100; i++) {
                pupils.updateOne(id(1), doc("{$inc: {n: 1}}"));
                pupils.findOneAndUpdate(doc("{_id: {$gt: 0}}"), doc("{$inc: {other: 1}}"));
            }
        }));
        assertThat(pupils.find().first()).isEqualTo(doc("{_id: 1, n: 800, other: 800}"));
    }

    @Test
    void of_many_upserts_of_one_id_one_inserts_and_the_others_update() throws Exception {
        var upsert = new UpdateOptions().upsert(true);
        var inserted = new AtomicInteger();
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 50; i++) {
                int at = i;
                boolean done = false;
                while (!done) {
                    done = wins(() -> {
                        var result = pupils.updateOne(id(at), doc("{$inc: {n: 1}}"), upsert);
                        inserted.addAndGet(result.getUpsertedId() == null ? 0 : 1);
                    });
                }
            }
        }));
        assertThat(inserted).hasValue(50);
        assertThat(pupils.countDocuments(new Document("n", WRITERS))).isEqualTo(50);
    }

    @Test
    void of_many_upserts_of_one_unique_key_one_inserts() throws Exception {
        pupils.createIndex(doc("{k: 1}"), new IndexOptions().unique(true));
        var upsert = new UpdateOptions().upsert(true);
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 50; i++) {
                var key = new Document("k", "键" + i);
                wins(() -> pupils.updateOne(key, new Document("$setOnInsert", new Document("by", writer)), upsert));
            }
        }));
        assertThat(pupils.countDocuments()).isEqualTo(50);
        assertClean();
    }

    @Test
    void a_unique_key_has_one_winner() throws Exception {
        pupils.createIndex(doc("{k: 1}"), new IndexOptions().unique(true));
        pupils.createIndex(doc("{seats: 1}"), new IndexOptions().unique(true).sparse(true));
        var winners = new ConcurrentHashMap<Integer, Integer>();
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 50; i++) {
                int at = i;
                if (wins(() -> pupils.insertOne(id(writer + "-" + at).append("k", at)))) {
                    assertThat(winners.put(at, writer))
                            .as("second winner of %d", at)
                            .isNull();
                }
            }
        }));
        assertThat(winners).hasSize(50);
        var seats = new ConcurrentHashMap<Integer, Integer>();
        together(times(WRITERS, writer -> {
            for (int i = 0; i < 50; i++) {
                int at = i;
                var mine = new Document("k", (writer + i) % 50);
                if (wins(() ->
                        pupils.updateOne(mine, new Document("$set", new Document("seats", List.of(at, -at - 1)))))) {
                    seats.merge(at, 1, Integer::sum);
                }
            }
        }));
        assertThat(pupils.countDocuments(doc("{seats: {$exists: true}}"))).isLessThanOrEqualTo(50);
        assertClean();
    }

    @Test
    void a_job_is_claimed_by_one_worker() throws Exception {
        pupils.createIndex(doc("{by: 1, dueAt: 1}"));
        pupils.insertMany(IntStream.range(0, 200)
                .mapToObj(i -> id(i).append("by", null).append("dueAt", 1_000 - i))
                .toList());
        Map<Object, Set<Integer>> claimed = new ConcurrentHashMap<>();
        var oldest = new FindOneAndUpdateOptions().sort(doc("{dueAt: 1}")).returnDocument(ReturnDocument.AFTER);
        together(times(WRITERS, worker -> {
            for (var job = claim(worker + 1, oldest); job != null; job = claim(worker + 1, oldest)) {
                claimed.computeIfAbsent(job.get("_id"), j -> ConcurrentHashMap.newKeySet())
                        .add(worker);
                assertThat(job.getInteger("by")).isEqualTo(worker + 1);
            }
        }));
        assertThat(claimed).hasSize(200);
        assertThat(claimed.values()).allSatisfy(workers -> assertThat(workers).hasSize(1));
        assertClean();
    }

    private Document claim(int worker, FindOneAndUpdateOptions oldest) {
        return pupils.findOneAndUpdate(doc("{by: null}"), new Document("$set", new Document("by", worker)), oldest);
    }

    @Test
    void every_event_of_the_outbox_is_relayed_however_writers_and_relay_meet() throws Exception {
        pupils.createIndex(doc("{outboxAt: 1}"), new IndexOptions().sparse(true));
        for (int i = 0; i < 20; i++) {
            pupils.insertOne(id(i).append("version", 0L).append("outbox", List.of()));
        }
        Set<String> written = ConcurrentHashMap.newKeySet();
        Set<String> relayed = ConcurrentHashMap.newKeySet();
        var writing = new AtomicInteger(WRITERS);
        var tasks = new ArrayList<>(times(WRITERS, writer -> {
            for (int i = 0; i < 60; i++) {
                write(writer + "-" + i, written);
            }
            writing.decrementAndGet();
        }));
        tasks.addAll(times(2, relay -> {
            boolean last = false;
            while (!last) {
                last = writing.get() == 0;
                sweep(relayed);
            }
        }));
        together(tasks);
        assertThat(relayed).isEqualTo(written);
        assertThat(pupils.countDocuments(doc("{outbox: {$size: 0}, outboxAt: {$exists: false}}")))
                .isEqualTo(20);
        assertClean();
    }

    private void write(String event, Set<String> written) {
        int at = ThreadLocalRandom.current().nextInt(20);
        long version = pupils.find(id(at)).first().getLong("version");
        var result = pupils.updateOne(
                id(at).append("version", version),
                new Document("$inc", new Document("version", 1L))
                        .append("$set", new Document("outboxAt", System.nanoTime()))
                        .append("$push", new Document("outbox", new Document("id", event))));
        if (result.getMatchedCount() == 1) {
            written.add(event);
        }
    }

    private void sweep(Set<String> relayed) {
        var waiting = pupils.find(doc("{outboxAt: {$gt: 0}}"))
                .sort(doc("{outboxAt: 1}"))
                .limit(100);
        for (var document : waiting) {
            for (var event : document.getList("outbox", Document.class)) {
                relayed.add(event.getString("id"));
                pupils.updateOne(id(document.get("_id")), new Document("$pull", new Document("outbox", event)));
            }
            pupils.updateOne(
                    id(document.get("_id")).append("outbox", doc("{$size: 0}")), doc("{$unset: {outboxAt: ''}}"));
        }
    }
}
