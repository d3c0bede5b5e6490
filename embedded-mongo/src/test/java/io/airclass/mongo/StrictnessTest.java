package io.airclass.mongo;

import static com.mongodb.client.model.Collation.builder;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.Collation;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.ValidationOptions;
import java.util.ArrayList;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a real MongoDB can do and this server cannot is refused with 115, never done wrong; what is an error in MongoDB is
 * refused too, with MongoDB's code or, where only MongoDB's own list of names would tell a wrong one from one that is
 * merely missing here, with 115.
 */
class StrictnessTest {

    private static final int BAD_VALUE = 2;
    private static final int FAILED_TO_PARSE = 9;
    private static final int NOT_SUPPORTED = 115;

    /** A field of a command that MongoDB does not know. */
    private static final int UNKNOWN_FIELD = 40415;

    private static final Set<Integer> UNKNOWN_OPTION = Set.of(UNKNOWN_FIELD, FAILED_TO_PARSE, NOT_SUPPORTED);
    private static final Set<Integer> UNKNOWN_EXPRESSION = Set.of(NOT_SUPPORTED, 168, 31325, 15952);

    private static final Collation CHINESE = builder().locale("zh").build();

    private MongoClient client;
    private MongoDatabase database;
    private MongoCollection<Document> pupils;

    @BeforeEach
    void open() {
        client = Server.IN_MEMORY.client();
        database = client.getDatabase("strict");
        pupils = database.getCollection("pupils");
        pupils.insertOne(doc("{_id: 1, name: '王小明', marks: [{subject: '数学', score: 95}, {subject: '语文', score: 60}]}"));
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    private static Document doc(String json) {
        return Document.parse(json);
    }

    private void assertRefused(int code, ThrowingCallable call) {
        assertRefused(Set.of(code), call);
    }

    private void assertRefused(Set<Integer> codes, ThrowingCallable call) {
        var refusal = catchThrowableOfType(MongoException.class, call);
        assertThat(refusal).as("refusal").isNotNull();
        int code = refusal instanceof MongoBulkWriteException bulk
                ? bulk.getWriteErrors().getFirst().getCode()
                : refusal.getCode();
        assertThat(code).as(refusal.getMessage()).isIn(codes);
        assertThat(refusal.getMessage()).as("one sentence, no Java").doesNotContain("java.", "Exception:");
        assertThat(pupils.find(doc("{_id: 1}")).first())
                .as("nothing was changed")
                .isEqualTo(
                        doc("{_id: 1, name: '王小明', marks: [{subject: '数学', score: 95}, {subject: '语文', score: 60}]}"));
    }

    private void find(String filter) {
        pupils.find(doc(filter)).into(new ArrayList<>());
    }

    private void project(String projection) {
        pupils.find().projection(doc(projection)).into(new ArrayList<>());
    }

    private void update(String update) {
        pupils.updateOne(doc("{_id: 1}"), doc(update));
    }

    private void aggregate(String stage) {
        pupils.aggregate(java.util.List.of(doc(stage))).into(new ArrayList<>());
    }

    private void run(String command) {
        database.runCommand(doc(command));
    }

    @Test
    void a_collation_is_refused_wherever_it_is_asked_for() {
        assertRefused(NOT_SUPPORTED, () -> pupils.find().collation(CHINESE).first());
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.find().sort(doc("{name: 1}")).collation(CHINESE).first());
        assertRefused(NOT_SUPPORTED, () -> pupils.aggregate(java.util.List.of(Aggregates.limit(1)))
                .collation(CHINESE)
                .first());
        assertRefused(NOT_SUPPORTED, () -> pupils.createIndex(doc("{name: 1}"), new IndexOptions().collation(CHINESE)));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.updateOne(
                        doc("{_id: 1}"), doc("{$set: {name: 'x'}}"), new UpdateOptions().collation(CHINESE)));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.findOneAndUpdate(
                        doc("{_id: 1}"), doc("{$set: {name: 'x'}}"), new FindOneAndUpdateOptions().collation(CHINESE)));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.deleteOne(
                        doc("{_id: 1}"), new com.mongodb.client.model.DeleteOptions().collation(CHINESE)));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.countDocuments(doc("{}"), new com.mongodb.client.model.CountOptions().collation(CHINESE)));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.distinct("name", String.class).collation(CHINESE).first());
        assertRefused(
                NOT_SUPPORTED,
                () -> database.createCollection("sorted", new CreateCollectionOptions().collation(CHINESE)));
    }

    @Test
    void validators_and_kinds_of_collection_that_are_not_kept_are_refused() {
        assertRefused(
                NOT_SUPPORTED,
                () -> database.createCollection(
                        "checked",
                        new CreateCollectionOptions()
                                .validationOptions(new ValidationOptions()
                                        .validator(doc("{$jsonSchema: {required: ['name']}}")))));
        assertRefused(NOT_SUPPORTED, () -> run("{create: 'bounded', capped: true, size: 4096}"));
        assertRefused(NOT_SUPPORTED, () -> run("{create: 'view', viewOn: 'pupils', pipeline: []}"));
        assertRefused(NOT_SUPPORTED, () -> run("{create: 'series', timeseries: {timeField: 'at'}}"));
        assertRefused(Set.of(NOT_SUPPORTED, 59), () -> run("{collMod: 'pupils', validator: {name: 'x'}}"));
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactly("pupils");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$jsonSchema: {required: ['name']}}",
                "{$where: 'this.name'}",
                "{$text: {$search: '王'}}",
                "{place: {$near: [1, 2]}}",
                "{place: {$geoWithin: {$center: [[1, 2], 3]}}}",
                "{flags: {$bitsAllSet: 3}}",
            })
    void a_filter_of_mongodb_that_this_server_lacks_is_refused(String filter) {
        assertRefused(NOT_SUPPORTED, () -> find(filter));
        assertRefused(NOT_SUPPORTED, () -> pupils.countDocuments(doc(filter)));
        assertRefused(NOT_SUPPORTED, () -> pupils.updateMany(doc(filter), doc("{$set: {name: 'x'}}")));
        assertRefused(NOT_SUPPORTED, () -> pupils.deleteMany(doc(filter)));
        assertRefused(NOT_SUPPORTED, () -> aggregate("{$match: " + filter + "}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{name: {$like: '王'}}",
                "{name: {$gt: 'a', $most: 1}}",
                "{$all_of: [{name: 1}]}",
                "{_id: 99, name: {$like: '王'}}",
                "{$and: [{_id: 99}, {name: {$like: '王'}}]}",
                "{$or: [{_id: 1}, {name: {$like: '王'}}]}",
                "{marks: {$elemMatch: {score: {$over: 1}}}}",
                "{name: {$in: '王'}}",
                "{marks: {$size: 'x'}}",
                "{$or: []}",
                "{$or: {_id: 1}}",
            })
    void a_filter_that_is_wrong_is_refused_even_where_nothing_would_match(String filter) {
        var wrong = Set.of(BAD_VALUE, FAILED_TO_PARSE, 14, 14817, NOT_SUPPORTED);
        assertRefused(wrong, () -> find(filter));
        assertRefused(wrong, () -> pupils.deleteMany(doc(filter)));
        assertRefused(wrong, () -> database.getCollection("pupils").countDocuments(doc(filter)));
        pupils.deleteOne(doc("{_id: 1}"));
        assertThat(catchThrowableOfType(MongoException.class, () -> find(filter)))
                .as("refused by an empty collection")
                .isNotNull();
    }

    @Test
    void positional_and_computed_projections_are_refused() {
        assertRefused(NOT_SUPPORTED, () -> pupils.find(doc("{'marks.subject': '语文'}"))
                .projection(doc("{'marks.$': 1}"))
                .first());
        assertRefused(NOT_SUPPORTED, () -> project("{twice: {$add: ['$_id', '$_id']}}"));
        assertRefused(NOT_SUPPORTED, () -> project("{who: '$name'}"));
        assertRefused(NOT_SUPPORTED, () -> project("{score: {$meta: 'textScore'}}"));
        assertRefused(
                NOT_SUPPORTED,
                () -> pupils.findOneAndUpdate(
                        doc("{_id: 1}"),
                        doc("{$set: {name: 'x'}}"),
                        new FindOneAndUpdateOptions().projection(doc("{who: '$name'}"))));
    }

    @Test
    void pipeline_updates_are_refused() {
        var pipeline = java.util.List.of(doc("{$set: {name: 'x'}}"));
        assertRefused(NOT_SUPPORTED, () -> pupils.updateOne(doc("{_id: 1}"), pipeline));
        assertRefused(NOT_SUPPORTED, () -> pupils.updateMany(doc("{}"), pipeline));
        assertRefused(NOT_SUPPORTED, () -> pupils.findOneAndUpdate(doc("{_id: 1}"), pipeline));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$improve: {name: 'x'}}",
                "{$push: {marks: {$each: [1], $shuffle: 1}}}",
                "{$push: {marks: {$each: 1}}}",
                "{$push: {marks: {$each: [1], $slice: 'x'}}}",
                "{$push: {marks: {$each: [1], $position: 'x'}}}",
                "{$push: {marks: {$each: [1], $sort: 'x'}}}",
                "{$addToSet: {marks: {$each: [1], $slice: 1}}}",
                "{$addToSet: {marks: {$each: 1}}}",
                "{$pullAll: {marks: 1}}",
                "{$set: 'x'}",
                "{$set: {'marks..score': 1}}",
                "{$set: {'': 1}}",
                "{$set: {'marks.': 1}}",
                "{$set: {'name.first': 1}}",
                "{$inc: {name: 1}}",
                "{$inc: {n: 'x'}}",
                "{$rename: {name: 'name'}}",
                "{$rename: {name: 5}}",
            })
    void an_update_that_is_wrong_is_refused(String update) {
        var wrong = Set.of(BAD_VALUE, FAILED_TO_PARSE, 14, 28, 52, 55, 56, 57, NOT_SUPPORTED);
        assertRefused(wrong, () -> pupils.findOneAndUpdate(doc("{_id: 1}"), doc(update)));
        assertRefused(wrong, () -> database
                .runCommand(new Document("update", "pupils")
                        .append(
                                "updates",
                                java.util.List.of(new Document("q", doc("{_id: 1}")).append("u", doc(update)))))
                .getList("writeErrors", Document.class, java.util.List.of())
                .stream()
                .findFirst()
                .ifPresent(error -> {
                    throw new MongoException(error.getInteger("code"), error.getString("errmsg"));
                }));
    }

    @Test
    void bit_updates_are_refused() {
        assertRefused(NOT_SUPPORTED, () -> update("{$bit: {n: {and: 1}}}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$setWindowFields: {sortBy: {_id: 1}, output: {}}}",
                "{$unionWith: 'others'}",
                "{$bucketAuto: {groupBy: '$_id', buckets: 2}}",
                "{$geoNear: {near: [1, 2], distanceField: 'd'}}",
                "{$search: {}}",
                "{$densify: {field: '_id', range: {step: 1, bounds: 'full'}}}",
                "{$group: {_id: null, p: {$percentile: {input: '$_id', p: [0.5], method: 'approximate'}}}}",
                "{$group: {_id: null, s: {$stdDevPop: '$_id'}}}",
                "{$project: {d: {$dateTrunc: {date: '$at', unit: 'day'}}}}",
                "{$project: {d: {$dateDiff: {startDate: '$a', endDate: '$b', unit: 'day'}}}}",
            })
    void a_stage_or_expression_of_mongodb_that_this_server_lacks_is_refused(String stage) {
        assertRefused(UNKNOWN_EXPRESSION, () -> aggregate(stage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{$shuffle: {}}",
                "{$group: {_id: null, x: {$mean: '$score'}}}",
                "{$group: {x: {$sum: 1}}}",
                "{$group: {_id: null, x: 1}}",
                "{$group: {_id: null, x: {$sum: 1, $avg: 1}}}",
                "{$project: {x: {$guess: 1}}}",
                "{$project: {}}",
                "{$match: {}, $limit: 1}",
                "{$match: 'x'}",
                "{$limit: -1}",
                "{$limit: 'x'}",
                "{$skip: -1}",
                "{$sort: {}}",
                "{$unwind: 'marks'}",
                "{$lookup: {from: 'others'}}",
                "{$lookup: {from: 'o', localField: 'a', foreignField: 'b', as: 'c', fancy: 1}}",
                "{$merge: {into: 'others', fancy: 1}}",
                "{$count: ''}",
            })
    void a_stage_that_is_wrong_is_refused(String stage) {
        var wrong = Set.of(
                BAD_VALUE,
                FAILED_TO_PARSE,
                14,
                NOT_SUPPORTED,
                168,
                4570,
                15947,
                15952,
                15955,
                15957,
                15958,
                15959,
                15976,
                15981,
                28812,
                28818,
                31325,
                40156,
                40177,
                40234,
                40237,
                40238,
                40323,
                40324,
                40415,
                51024,
                51270,
                51272);
        assertRefused(wrong, () -> aggregate(stage));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'pupils', filter: {}, fancy: true}",
                "{insert: 'pupils', documents: [{_id: 7}], fancy: true}",
                "{update: 'pupils', updates: [{q: {_id: 1}, u: {$set: {name: 'x'}}}], fancy: true}",
                "{update: 'pupils', updates: [{q: {_id: 1}, u: {$set: {name: 'x'}}, fancy: true}]}",
                "{delete: 'pupils', deletes: [{q: {_id: 1}, limit: 1}], fancy: true}",
                "{delete: 'pupils', deletes: [{q: {_id: 1}, limit: 1, fancy: true}]}",
                "{findAndModify: 'pupils', query: {_id: 1}, update: {$set: {name: 'x'}}, fancy: true}",
                "{count: 'pupils', query: {}, fancy: true}",
                "{distinct: 'pupils', key: 'name', fancy: true}",
                "{aggregate: 'pupils', pipeline: [], cursor: {}, fancy: true}",
                "{createIndexes: 'pupils', indexes: [{key: {a: 1}, name: 'a_1'}], fancy: true}",
                "{create: 'fresh', fancy: true}",
            })
    void an_option_that_mongodb_lacks_is_refused(String command) {
        assertRefused(UNKNOWN_OPTION, () -> run(command));
        assertThat(database.listCollectionNames().into(new ArrayList<>())).containsExactly("pupils");
        assertThat(pupils.countDocuments()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'pupils', tailable: true}",
                "{find: 'pupils', min: {_id: 1}, hint: {_id: 1}}",
                "{find: 'pupils', returnKey: true}",
                "{find: 'pupils', showRecordId: true}",
                "{find: 'pupils', let: {a: 1}}",
                "{aggregate: 'pupils', pipeline: [{$changeStream: {}}], cursor: {}}",
                "{insert: 'pupils', documents: [{_id: 7}], txnNumber: {$numberLong: '1'}, startTransaction: true, autocommit: false}",
            })
    void an_option_of_mongodb_that_this_server_lacks_is_refused(String command) {
        assertRefused(NOT_SUPPORTED, () -> run(command));
        assertThat(pupils.countDocuments()).isEqualTo(1);
    }

    @Test
    void a_command_of_mongodb_that_this_server_lacks_is_refused() {
        var unknown = Set.of(NOT_SUPPORTED, 59);
        assertRefused(
                unknown,
                () -> run("{mapReduce: 'pupils', map: 'function() {}', reduce: 'function() {}', out: {inline: 1}}"));
        assertRefused(unknown, () -> run("{bulkWrite: 1, ops: [], nsInfo: []}"));
        assertRefused(unknown, () -> run("{cloneCollectionAsCapped: 'pupils', toCollection: 'x', size: 4096}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{key: {a: 'text'}, name: 'i'}",
                "{key: {a: '2dsphere'}, name: 'i'}",
                "{key: {a: 'hashed'}, name: 'i'}",
                "{key: {'$**': 1}, name: 'i'}",
                "{key: {a: 1}, name: 'i', wildcardProjection: {a: 1}}",
                "{key: {a: 1}, name: 'i', hidden: true}",
                "{key: {a: 1}, name: 'i', collation: {locale: 'zh'}}",
            })
    void an_index_of_mongodb_that_this_server_lacks_is_refused(String index) {
        assertRefused(NOT_SUPPORTED, () -> run("{createIndexes: 'pupils', indexes: [" + index + "]}"));
        assertThat(pupils.listIndexes().into(new ArrayList<>())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{key: {a: 1}, name: 'i', fancy: true}",
                "{key: {a: 0}, name: 'i'}",
                "{key: {a: 'sideways'}, name: 'i'}",
                "{key: {}, name: 'i'}",
                "{name: 'i'}",
                "{key: {a: 1}}",
                "{key: {a: 1}, name: 'i', sparse: true, partialFilterExpression: {b: 1}}",
                "{key: {a: 1, b: 1}, name: 'i', expireAfterSeconds: 5}",
                "{key: {_id: 1}, name: '_id_', sparse: true}",
            })
    void an_index_that_is_wrong_is_refused(String index) {
        var wrong = Set.of(BAD_VALUE, FAILED_TO_PARSE, 14, 67, 72, 197, UNKNOWN_FIELD, NOT_SUPPORTED);
        assertRefused(wrong, () -> run("{createIndexes: 'pupils', indexes: [" + index + "]}"));
        assertThat(pupils.listIndexes().into(new ArrayList<>())).hasSize(1);
    }

    @Test
    void an_unknown_hint_is_refused_and_a_known_one_obeyed() {
        pupils.createIndex(doc("{name: 1}"));
        assertRefused(BAD_VALUE, () -> pupils.find().hint(doc("{nothing: 1}")).first());
        assertRefused(BAD_VALUE, () -> pupils.find().hintString("nothing").first());
        assertRefused(
                BAD_VALUE,
                () -> pupils.countDocuments(
                        doc("{}"), new com.mongodb.client.model.CountOptions().hintString("nothing")));
        assertRefused(BAD_VALUE, () -> pupils.aggregate(java.util.List.of())
                .hintString("nothing")
                .first());
        assertRefused(
                BAD_VALUE,
                () -> pupils.updateOne(
                        doc("{_id: 1}"), doc("{$set: {name: 'x'}}"), new UpdateOptions().hintString("nothing")));
        assertThat(pupils.find(doc("{name: '王小明'}")).hint(doc("{name: 1}")).first())
                .containsEntry("_id", 1);
        assertThat(pupils.find(doc("{name: '王小明'}")).hintString("name_1").first())
                .containsEntry("_id", 1);
    }

    @Test
    void a_document_over_16_megabytes_is_refused() {
        var tooLong = "x".repeat(16 * 1024 * 1024);
        assertThat(catchThrowableOfType(
                        BsonMaximumSizeExceededException.class,
                        () -> pupils.insertOne(new Document("_id", 2).append("text", tooLong))))
                .as("refused by the driver already, which asks the server for the limit")
                .isNotNull();
        var half = "x".repeat(9 * 1024 * 1024);
        pupils.insertOne(new Document("_id", 2).append("text", half));
        var tooLarge = Set.of(10334, 17280, 17419, 17420, 17421);
        assertRefused(
                tooLarge, () -> pupils.updateOne(doc("{_id: 2}"), new Document("$set", new Document("more", half))));
        assertRefused(
                tooLarge,
                () -> pupils.findOneAndUpdate(doc("{_id: 2}"), new Document("$push", new Document("more", half))));
        assertThat(pupils.find(doc("{_id: 2}")).projection(doc("{text: 0}")).first())
                .isEqualTo(doc("{_id: 2}"));
    }

    @Test
    void names_that_mongodb_does_not_take_are_refused() {
        assertRefused(Set.of(73, 10093, 16256), () -> run("{insert: 'a$b', documents: [{_id: 1}]}"));
        assertRefused(Set.of(73, 16256), () -> run("{insert: '', documents: [{_id: 1}]}"));
        assertRefused(Set.of(73, 16459), () -> run("{insert: 'system.indexes', documents: [{_id: 1}]}"));
    }

    @Test
    void sorts_that_are_wrong_are_refused() {
        assertRefused(
                Set.of(BAD_VALUE, 15975, NOT_SUPPORTED),
                () -> pupils.find().sort(doc("{name: 0}")).first());
        assertRefused(
                Set.of(BAD_VALUE, 15974, 15975, NOT_SUPPORTED),
                () -> pupils.find().sort(doc("{name: 'up'}")).first());
        assertRefused(
                Set.of(NOT_SUPPORTED, BAD_VALUE, 17312),
                () -> pupils.find().sort(doc("{score: {$meta: 'textScore'}}")).first());
        pupils.insertOne(doc("{_id: 2, a: [1, 2], b: [3, 4]}"));
        assertRefused(
                Set.of(BAD_VALUE, 171),
                () -> pupils.find().sort(doc("{a: 1, b: 1}")).first());
    }

    @Test
    void negative_skips_and_batches_are_refused() {
        assertRefused(Set.of(BAD_VALUE, FAILED_TO_PARSE, 51024), () -> run("{find: 'pupils', skip: -1}"));
        assertRefused(Set.of(BAD_VALUE, FAILED_TO_PARSE, 51024), () -> run("{find: 'pupils', batchSize: -1}"));
    }
}
