package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bson.Document;

/**
 * What writers tried and what was acknowledged to them, held against what a database has after it was killed. A write that was
 * tried and not acknowledged may be there or not; all others must be as they were acknowledged.
 */
final class Ledger {

    private enum Fate {
        INSERT_TRIED,
        INSERTED,
        DELETE_TRIED,
        DELETED
    }

    static final int COUNTERS = 16;

    private static final int ENTRIES_A_LOG = 200;

    private final Map<String, Fate> pupils = new ConcurrentHashMap<>();
    private final Map<Integer, Map<Long, String>> countsTried = new ConcurrentHashMap<>();
    private final Map<Integer, Map<Long, String>> countsAcknowledged = new ConcurrentHashMap<>();
    private final Map<String, Set<Long>> entriesTried = new ConcurrentHashMap<>();
    private final Map<String, Set<Long>> entriesAcknowledged = new ConcurrentHashMap<>();
    private final AtomicLong acknowledged = new AtomicLong();

    long acknowledged() {
        return acknowledged.get();
    }

    static void prepare(MongoDatabase database) {
        var unique = new IndexOptions().unique(true);
        database.getCollection("pupils").createIndex(new Document("key", 1), unique);
        database.getCollection("pupils").createIndex(new Document("writer", 1).append("number", -1));
        database.getCollection("pupils").createIndex(new Document("tags", 1));
        database.getCollection("counters").createIndex(new Document("by", 1));
        database.getCollection("logs").createIndex(new Document("entries", 1));
        for (int i = 0; i < COUNTERS; i++) {
            database.getCollection("counters")
                    .insertOne(new Document("_id", i).append("version", 0L).append("history", List.of()));
        }
    }

    // --- writing

    void insert(MongoDatabase database, int writer, long number) {
        var id = writer + "-" + number;
        pupils.put(id, Fate.INSERT_TRIED);
        database.getCollection("pupils").insertOne(pupil(id));
        pupils.put(id, Fate.INSERTED);
        acknowledged.incrementAndGet();
    }

    void delete(MongoDatabase database, int writer, long number) {
        var id = writer + "-" + number;
        if (pupils.replace(id, Fate.INSERTED, Fate.DELETE_TRIED)) {
            database.getCollection("pupils").deleteOne(new Document("_id", id));
            pupils.put(id, Fate.DELETED);
            acknowledged.incrementAndGet();
        }
    }

    /** Compare-and-set: the version tells who was there before. */
    void count(MongoDatabase database, int counter, String by) {
        var counters = database.getCollection("counters");
        long version = counters.find(new Document("_id", counter)).first().getLong("version");
        countsTried.computeIfAbsent(counter, c -> new ConcurrentHashMap<>()).put(version + 1, by);
        var result = counters.updateOne(
                new Document("_id", counter).append("version", version),
                new Document("$inc", new Document("version", 1L))
                        .append("$set", new Document("by", by))
                        .append(
                                "$push",
                                new Document(
                                        "history",
                                        new Document("$each", List.of(version + 1 + ":" + by)).append("$slice", -50))));
        if (result.getMatchedCount() == 1) {
            var before = countsAcknowledged
                    .computeIfAbsent(counter, c -> new ConcurrentHashMap<>())
                    .put(version + 1, by);
            assertThat(before).as("only one wins version %d", version + 1).isNull();
            acknowledged.incrementAndGet();
        }
    }

    void append(MongoDatabase database, int writer, long number) {
        var log = writer + "-" + number / ENTRIES_A_LOG;
        entriesTried.computeIfAbsent(log, l -> ConcurrentHashMap.newKeySet()).add(number);
        database.getCollection("logs")
                .updateOne(
                        new Document("_id", log),
                        new Document("$push", new Document("entries", number)),
                        new com.mongodb.client.model.UpdateOptions().upsert(true));
        entriesAcknowledged
                .computeIfAbsent(log, l -> ConcurrentHashMap.newKeySet())
                .add(number);
        acknowledged.incrementAndGet();
    }

    private static Document pupil(String id) {
        long number = Long.parseLong(id.substring(id.indexOf('-') + 1));
        return new Document("_id", id)
                .append("key", "学号-" + id)
                .append("writer", id.substring(0, id.indexOf('-')))
                .append("number", number)
                .append("tags", List.of("标签" + number % 50, "t" + number % 7))
                .append("text", "课".repeat((int) (number % 300)));
    }

    // --- holding it against a database

    void assertKept(MongoDatabase database) {
        assertPupils(database);
        assertCounters(database);
        assertLogs(database);
        for (var collection : List.of("pupils", "counters", "logs")) {
            var report = database.runCommand(new Document("validate", collection).append("full", true));
            assertThat(report.getList("errors", Object.class))
                    .as("errors of " + collection)
                    .isEmpty();
            assertThat(report.getBoolean("valid")).as(collection).isTrue();
        }
    }

    private void assertPupils(MongoDatabase database) {
        var stored = new HashMap<String, Document>();
        database.getCollection("pupils").find().forEach(pupil -> stored.put(pupil.getString("_id"), pupil));
        var lost = new TreeSet<String>();
        var risen = new TreeSet<String>();
        pupils.forEach((id, fate) -> {
            if (fate == Fate.INSERTED && !stored.containsKey(id)) {
                lost.add(id);
            }
            if (fate == Fate.DELETED && stored.containsKey(id)) {
                risen.add(id);
            }
        });
        assertThat(lost).as("acknowledged and lost").isEmpty();
        assertThat(risen).as("deleted and there again").isEmpty();
        assertThat(pupils.keySet()).as("never written by anybody").containsAll(stored.keySet());
        stored.forEach((id, pupil) -> assertThat(pupil).isEqualTo(pupil(id)));
        assertReachable(database, stored);
        pupils.replaceAll((id, fate) -> stored.containsKey(id) ? Fate.INSERTED : Fate.DELETED);
    }

    /** By each index as by the scan. */
    private static void assertReachable(MongoDatabase database, Map<String, Document> stored) {
        var collection = database.getCollection("pupils");
        for (var keys : List.of(
                new Document("key", 1), new Document("writer", 1).append("number", -1), new Document("tags", 1))) {
            var first = keys.keySet().iterator().next();
            var byIndex = new ArrayList<String>();
            collection
                    .find(new Document(first, new Document("$gt", "")))
                    .hint(keys)
                    .forEach(pupil -> byIndex.add(pupil.getString("_id")));
            assertThat(byIndex).as("by index " + keys).containsExactlyInAnyOrderElementsOf(stored.keySet());
        }
        stored.keySet().stream().limit(100).forEach(id -> assertThat(
                        collection.find(new Document("key", "学号-" + id)).first())
                .as("by unique key")
                .isEqualTo(stored.get(id)));
    }

    private void assertCounters(MongoDatabase database) {
        var counters = database.getCollection("counters").find().into(new ArrayList<>());
        assertThat(counters).hasSize(COUNTERS);
        for (var counter : counters) {
            int id = counter.getInteger("_id");
            long version = counter.getLong("version");
            var acknowledgedHere = countsAcknowledged.getOrDefault(id, Map.of());
            long highest =
                    acknowledgedHere.keySet().stream().mapToLong(v -> v).max().orElse(0);
            assertThat(version).as("version of counter %d", id).isBetween(highest, highest + 1);
            var history = counter.getList("history", String.class);
            assertThat(history).as("history of counter %d", id).hasSize((int) Math.min(version, 50));
            for (var entry : history) {
                long at = Long.parseLong(entry.substring(0, entry.indexOf(':')));
                var by = entry.substring(entry.indexOf(':') + 1);
                if (acknowledgedHere.containsKey(at)) {
                    assertThat(by).isEqualTo(acknowledgedHere.get(at));
                } else {
                    assertThat(countsTried.get(id))
                            .as("never written by anybody")
                            .containsKey(at);
                    countsAcknowledged
                            .computeIfAbsent(id, c -> new ConcurrentHashMap<>())
                            .put(at, by);
                }
            }
        }
    }

    private void assertLogs(MongoDatabase database) {
        var stored = new HashMap<String, List<Long>>();
        database.getCollection("logs")
                .find()
                .forEach(log -> stored.put(log.getString("_id"), log.getList("entries", Long.class)));
        entriesAcknowledged.forEach((log, entries) -> assertThat(stored.getOrDefault(log, List.of()))
                .as("entries of log %s", log)
                .containsAll(entries));
        stored.forEach((log, entries) -> {
            assertThat(entriesTried.getOrDefault(log, Set.of()))
                    .as("log %s: never written by anybody", log)
                    .containsAll(entries);
            assertThat(entries).as("entries of log %s", log).isSorted().doesNotHaveDuplicates();
        });
    }
}
