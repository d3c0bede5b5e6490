package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever indexes there are, the result is that of a full scan: random documents, indexes, queries and writes, each also
 * asked of the stock server, which has the same documents and no index.
 *
 * <p>{@code -Dairclass.planner.seeds=1,2,3} runs these seeds, {@code -Dairclass.planner.rounds=N} so many rounds of each.
 */
class PlannerTest {

    private static final int DOCUMENTS_A_ROUND = 80;
    private static final int QUERIES_A_ROUND = 60;
    private static final int WRITES_A_ROUND = 40;
    private static final int INDEXES_MAX = 6;

    @TempDir
    Path data;

    private EmbeddedMongo server;
    private MongoClient client;
    private MongoDatabase database;
    private MongoDatabase oracleDatabase;
    private MongoCollection<Document> pupils;
    private MongoCollection<Document> oracle;
    private RandomSchool school;
    private final Map<String, RandomIndex> indexes = new HashMap<>();
    private int documents;
    private int indexesMade;
    private String context;

    static Stream<Arguments> seeds() {
        var seeds = Arrays.stream(System.getProperty("airclass.planner.seeds", "20261122,7,4711")
                        .split(","))
                .mapToLong(Long::parseLong);
        return seeds.mapToObj(seed -> Arguments.of(seed, seed % 2 == 0));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        oracleDatabase.drop();
    }

    @ParameterizedTest(name = "seed {0}, restarted after each round: {1}")
    @MethodSource("seeds")
    void every_result_is_that_of_a_full_scan(long seed, boolean onDisk) {
        school = new RandomSchool(new Random(seed));
        oracleDatabase = Server.STOCK.client().getDatabase("planner_" + seed);
        oracle = oracleDatabase.getCollection("pupils");
        start(onDisk);
        int rounds = Integer.getInteger("airclass.planner.rounds", onDisk ? 4 : 8);
        for (int round = 1; round <= rounds; round++) {
            context = "seed %d, round %d".formatted(seed, round);
            changeIndexes();
            insert();
            for (int i = 0; i < QUERIES_A_ROUND; i++) {
                query();
                if (i < WRITES_A_ROUND) {
                    write();
                }
            }
            if (onDisk) {
                client.close();
                server.close();
                start(true);
            }
            assertSameDocuments();
            assertIndexesHoldWhatTheDocumentsSay();
        }
    }

    private void start(boolean onDisk) {
        server = onDisk ? EmbeddedMongo.start(data, 0) : EmbeddedMongo.startInMemory();
        client = Server.connect(server.connectionString());
        database = client.getDatabase("planner");
        pupils = database.getCollection("pupils");
    }

    // --- indexes

    private void changeIndexes() {
        while (indexes.size() > INDEXES_MAX - 3) {
            var dropped = school.oneOf(List.copyOf(indexes.values()));
            pupils.dropIndex(dropped.name());
            indexes.remove(dropped.name());
        }
        for (int i = 0; i < 3; i++) {
            var index = school.index("index-" + ++indexesMade);
            if (indexes.values().stream().anyMatch(other -> other.keys().equals(index.keys()))) {
                continue;
            }
            if (wasDuplicate(() -> {
                index.create(pupils);
                return null;
            })) {
                assertThat(index.isBroken(oracle))
                        .as("%s: refused %s", context, index)
                        .isTrue();
            } else {
                assertThat(index.isBroken(oracle))
                        .as("%s: made %s", context, index)
                        .isFalse();
                indexes.put(index.name(), index);
            }
        }
    }

    private void assertIndexesHoldWhatTheDocumentsSay() {
        var report = database.runCommand(new Document("validate", "pupils").append("full", true));
        assertThat(report.getList("errors", Object.class)).as(context).isEmpty();
        assertThat(report.getBoolean("valid")).as(context).isTrue();
        assertThat(report.get("nrecords", Number.class).longValue()).isEqualTo(oracle.countDocuments());
        var keys = report.get("keysPerIndex", Document.class);
        for (var index : indexes.values()) {
            assertThat(keys.get(index.name(), Number.class))
                    .as("%s: keys of %s", context, index)
                    .extracting(Number::longValue)
                    .isEqualTo(index.keysExpected(oracle));
            assertThat(index.isBroken(oracle))
                    .as("%s: duplicates in %s", context, index)
                    .isFalse();
        }
    }

    private void assertSameDocuments() {
        assertThat(byId(pupils.find())).as(context).isEqualTo(byId(oracle.find()));
    }

    // --- queries

    private void query() {
        var filter = school.filter();
        switch (school.below(6)) {
            case 0 ->
                assertThat(pupils.countDocuments(filter))
                        .as("%s: count %s", context, filter.toJson())
                        .isEqualTo(oracle.countDocuments(filter));
            case 1 -> aggregate(filter);
            default -> find(filter, school.sort());
        }
    }

    private void find(Document filter, Document sort) {
        int skip = school.chance(0.2) ? school.below(10) : 0;
        int limit = school.chance(0.5) ? 1 + school.below(25) : 0;
        var found = pupils.find(filter).sort(sort).skip(skip).limit(limit);
        if (school.chance(0.2)) {
            found.batchSize(1 + school.below(10));
        }
        assertResult(
                "%s: find %s sort %s skip %d limit %d".formatted(context, filter.toJson(), sort.toJson(), skip, limit),
                found.into(new ArrayList<>()),
                oracle.find(filter).sort(sort).into(new ArrayList<>()),
                sort,
                skip,
                limit);
    }

    private void aggregate(Document filter) {
        var sort = new Document(school.sort()).append("_id", 1);
        var pipeline = new ArrayList<Document>(List.of(new Document("$match", filter), new Document("$sort", sort)));
        if (school.chance(0.5)) {
            pipeline.add(new Document("$limit", 1 + school.below(25)));
        }
        if (school.chance(0.3)) {
            pipeline.add(Document.parse("{$group: {_id: '$g', n: {$sum: 1}, ids: {$push: '$_id'}}}"));
            pipeline.add(Document.parse("{$sort: {_id: 1}}"));
        }
        assertThat(pupils.aggregate(pipeline).into(new ArrayList<>()))
                .as("%s: aggregate %s", context, pipeline)
                .isEqualTo(oracle.aggregate(pipeline).into(new ArrayList<>()));
    }

    /** Ties may come in any order; what is before a skip or behind a limit may then be any of the tied. */
    private static void assertResult(
            String what, List<Document> found, List<Document> all, Document sort, int skip, int limit) {
        int end = limit == 0 ? all.size() : Math.min(all.size(), skip + limit);
        assertThat(found).as(what).hasSize(Math.max(0, end - skip));
        var expected = byId(all);
        assertThat(found).as(what).allSatisfy(document -> assertThat(document)
                .isEqualTo(expected.get(document.get("_id"))));
        assertThat(found).as(what).extracting(document -> document.get("_id")).doesNotHaveDuplicates();
        if (!sort.isEmpty() && !found.isEmpty()) {
            assertThat(sortKeys(found, sort)).as(what).isEqualTo(sortKeys(all.subList(skip, end), sort));
        }
    }

    private static List<List<Object>> sortKeys(List<Document> documents, Document sort) {
        return documents.stream().map(document -> Keys.sortKey(document, sort)).toList();
    }

    private static Map<Object, Document> byId(Iterable<Document> documents) {
        var byId = new HashMap<Object, Document>();
        documents.forEach(document -> byId.put(document.get("_id"), document));
        return byId;
    }

    // --- writes

    private void insert() {
        for (int i = 0; i < DOCUMENTS_A_ROUND; i++) {
            var document = school.document(documents++);
            both(
                    "insert " + document.toJson(),
                    collection -> collection.insertOne(new Document(document)),
                    document.get("_id"));
        }
    }

    private void write() {
        var id = school.below(documents);
        var byId = new Document("_id", id);
        var update = school.update();
        switch (school.below(10)) {
            case 0 -> updateMany(school.filter().append("g", school.below(5)), school.updateOfMany());
            case 1 ->
                both("delete " + id, collection -> collection.deleteOne(byId).getDeletedCount(), id);
            case 2 -> {
                var filter = school.filter().append("_id", id);
                both(
                        "delete " + filter.toJson(),
                        collection -> collection.deleteOne(filter).getDeletedCount(),
                        id);
            }
            case 3 -> {
                var replacement = school.document(id);
                both(
                        "replace by " + replacement.toJson(),
                        collection -> collection.replaceOne(byId, replacement).getMatchedCount(),
                        id);
            }
            case 4 -> claim();
            case 5, 6 -> {
                var filter = school.filter().append("_id", id);
                both(
                        "update %s by %s".formatted(filter.toJson(), update.toJson()),
                        collection -> collection.updateOne(filter, update).getMatchedCount(),
                        id);
            }
            default ->
                both(
                        "update %d by %s".formatted(id, update.toJson()),
                        collection -> collection.updateOne(byId, update).getModifiedCount(),
                        id);
        }
    }

    private void updateMany(Document filter, Document update) {
        var what = "%s: update all %s by %s".formatted(context, filter.toJson(), update.toJson());
        var ours = pupils.updateMany(filter, update);
        var theirs = oracle.updateMany(filter, update);
        assertThat(ours.getMatchedCount()).as(what).isEqualTo(theirs.getMatchedCount());
        assertThat(ours.getModifiedCount()).as(what).isEqualTo(theirs.getModifiedCount());
    }

    private void claim() {
        var filter = school.filter();
        var sort = school.sort().append("_id", 1);
        var update = school.updateOfMany();
        var options = new FindOneAndUpdateOptions().sort(sort).returnDocument(ReturnDocument.AFTER);
        assertThat(pupils.findOneAndUpdate(filter, update, options))
                .as("%s: claim %s sort %s by %s", context, filter.toJson(), sort.toJson(), update.toJson())
                .isEqualTo(oracle.findOneAndUpdate(filter, update, options));
    }

    private interface Write {
        Object on(MongoCollection<Document> collection);
    }

    /** If ours refuses a duplicate, the write is tried on the oracle, must break a unique index there, and is taken back. */
    private void both(String what, Write write, Object id) {
        var before = oracle.find(new Document("_id", id)).first();
        if (!wasDuplicate(() -> {
            assertSame(what, write.on(pupils), write);
            return null;
        })) {
            return;
        }
        write.on(oracle);
        assertThat(indexes.values().stream().anyMatch(index -> index.isBroken(oracle)))
                .as("%s: %s was refused as a duplicate", context, what)
                .isTrue();
        oracle.deleteOne(new Document("_id", id));
        if (before != null) {
            oracle.insertOne(before);
        }
        assertThat(pupils.find(new Document("_id", id)).first())
                .as("%s: %s was refused and must change nothing", context, what)
                .isEqualTo(before);
    }

    private void assertSame(String what, Object ours, Write write) {
        var theirs = write.on(oracle);
        if (ours instanceof Long) {
            assertThat(ours).as("%s: %s", context, what).isEqualTo(theirs);
        }
    }

    private static boolean wasDuplicate(Callable<Void> write) {
        try {
            write.call();
            return false;
        } catch (MongoException e) {
            if (e.getCode() == 11000) {
                return true;
            }
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
