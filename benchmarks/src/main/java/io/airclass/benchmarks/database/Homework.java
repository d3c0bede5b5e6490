package io.airclass.benchmarks.database;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * Documents of about 1 KB as the homework service writes them, and the operations on them. Of every hundred, eight are a school's; times
 * rise with the number.
 */
final class Homework {
    private static final int BATCH = 1_000;
    private static final int SCHOOL_SIZE = 100;
    private static final int SWEEP = 100;
    private static final String TEXT = "课文第三段抄写两遍并背诵。".repeat(22);

    private final MongoCollection<Document> collection;
    private final int count;
    private final int threads;
    private final long[] versions;
    private final ThreadLocal<Random> random = ThreadLocal.withInitial(Random::new);

    /** @param threads that will change documents: each only its own */
    Homework(MongoCollection<Document> collection, int count, int threads) {
        this.collection = collection;
        this.count = count;
        this.threads = threads;
        this.versions = new long[count];
    }

    void makeIndexes() {
        collection.createIndex(new Document("key", 1), new IndexOptions().unique(true));
        collection.createIndex(new Document("school", 1).append("at", -1));
        collection.createIndex(new Document("at", 1).append("_id", 1));
        collection.createIndex(new Document("outboxAt", 1), new IndexOptions().sparse(true));
    }

    int batches() {
        return (count + BATCH - 1) / BATCH;
    }

    void loadBatch(int batch) {
        collection.insertMany(IntStream.range(batch * BATCH, Math.min(count, (batch + 1) * BATCH))
                .mapToObj(this::document)
                .toList());
    }

    private Document document(int n) {
        return new Document("_id", id(n))
                .append("key", "key-" + n)
                .append("school", "school-" + n % schools())
                .append("at", at(n))
                .append("version", 0L)
                .append("state", "OPEN")
                .append("outbox", List.of())
                .append("log", List.of())
                .append("text", TEXT);
    }

    private int schools() {
        return Math.max(1, count / SCHOOL_SIZE);
    }

    private static String id(int n) {
        return "assignment-" + n;
    }

    private static long at(int n) {
        return 1_790_000_000_000L + n * 1_000L;
    }

    private int any() {
        return random.get().nextInt(count);
    }

    private int own(int thread) {
        int own = any() / threads * threads + thread;
        return own < count ? own : thread;
    }

    void insert(int n) {
        collection.insertOne(document(count + n));
    }

    void removeInserted() {
        collection.deleteMany(new Document("at", new Document("$gte", at(count))));
    }

    void findById() {
        require(collection.find(new Document("_id", id(any()))).first());
    }

    void findByUniqueField() {
        require(collection.find(new Document("key", "key-" + any())).first());
    }

    void findByCompoundIndex() {
        int n = any();
        require(collection
                .find(new Document("school", "school-" + n % schools()).append("at", at(n)))
                .first());
    }

    void findRangeSorted() {
        int n = random.get().nextInt(Math.max(1, count - 20));
        var found = collection
                .find(new Document("at", new Document("$gte", at(n))))
                .sort(new Document("at", 1).append("_id", 1))
                .limit(20)
                .into(new ArrayList<>());
        require(found.size() == Math.min(20, count - n) ? found.getFirst() : null);
    }

    void findPageOfSchool() {
        var found = collection
                .find(new Document("school", "school-" + any() % schools()))
                .sort(new Document("at", -1))
                .limit(20)
                .into(new ArrayList<>());
        require(found.isEmpty() ? null : found.getFirst());
    }

    void compareAndSet(int thread) {
        int n = own(thread);
        var result = collection.updateOne(
                new Document("_id", id(n)).append("version", versions[n]),
                new Document("$set", new Document("state", "CLOSED")).append("$inc", new Document("version", 1L)));
        require(result.getModifiedCount() == 1);
        versions[n]++;
    }

    void push() {
        collection.updateOne(
                new Document("_id", id(any())),
                new Document(
                        "$push",
                        new Document("log", new Document("$each", List.of(System.nanoTime())).append("$slice", -10))));
    }

    /** Changes the state of as many documents as one sweep takes, each with its event. */
    void fillOutbox(int thread) {
        for (int i = 0; i < SWEEP; i++) {
            int n = own(thread);
            var result = collection.updateOne(
                    new Document("_id", id(n)).append("version", versions[n]),
                    new Document("$set", new Document("outboxAt", System.nanoTime()))
                            .append("$inc", new Document("version", 1L))
                            .append("$push", new Document("outbox", new Document("id", "event-" + n))));
            require(result.getModifiedCount() == 1);
            versions[n]++;
        }
    }

    /** Events relayed. */
    int sweep() {
        var waiting = collection
                .find(new Document("outboxAt", new Document("$gt", 0)))
                .sort(new Document("outboxAt", 1))
                .limit(SWEEP)
                .into(new ArrayList<>());
        int relayed = 0;
        for (var document : waiting) {
            for (var event : document.getList("outbox", Document.class)) {
                collection.updateOne(
                        new Document("_id", document.get("_id")),
                        new Document("$pull", new Document("outbox", new Document("id", event.get("id")))));
                relayed++;
            }
            collection.updateOne(
                    new Document("_id", document.get("_id")).append("outbox", new Document("$size", 0)),
                    new Document("$unset", new Document("outboxAt", "")));
        }
        return relayed;
    }

    private static void require(Object found) {
        if (found == null || Boolean.FALSE.equals(found)) {
            throw new IllegalStateException("The database did not answer what it was given");
        }
    }
}
