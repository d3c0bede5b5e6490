package io.airclass.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PermittedCommandsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'notes', filter: {_id: 'a'}, '$db': 'test', lsid: {id: 1}, '$readPreference': {mode: 'primary'}}",
                "{find: 'notes', filter: {_id: {'$in': ['a', 'b']}}, batchSize: 500}",
                "{find: 'notes', filter: {'$and': [{_id: {'$in': ['a']}}, {deleted: false}]}}",
                "{find: 'notes', filter: {owner: '张老师'}, sort: {text: 1, _id: 1}, limit: 51}",
                "{find: 'notes', filter: {'$or': [{a: {'$gte': 1, '$lt': 9}}, {b: {'$nin': [1, 2]}}]}, limit: 1}",
                "{find: 'notes', filter: {a: {'$exists': true}, b: {'$size': 0}, c: {'$ne': null}}, limit: 1}",
                "{find: 'notes', filter: {a: {'$elemMatch': {b: 1, c: {'$gt': 2}}}, d: {'$elemMatch': {'$gt': 2}}}, limit: 1}",
                "{find: 'notes', filter: {'$expr': {'$gt': ['$spent', '$granted']}}, limit: 1}",
                "{find: 'notes', filter: {name: {'$regex': '^王'}}, limit: 1}",
                "{find: 'notes', filter: {name: {'$regularExpression': {pattern: '^\\\\Qa|b\\\\E', options: ''}}}, limit: 1}",
                "{find: 'notes', projection: {a: 1, b: {'$slice': -1}, c: {'$elemMatch': {d: 1}}, e: false}, limit: 1}",
                "{getMore: 7, collection: 'notes', batchSize: 9}",
                "{aggregate: 'notes', pipeline: [{'$match': {a: 1}}, {'$limit': 9}, {'$group': {_id: 1, n: {'$sum': 1}}}], cursor: {}}",
                "{aggregate: 'notes', pipeline: [{'$match': {a: 1}}, {'$project': {a: 1, b: {'$cond': [{'$eq': ['$a', 1]}, 2, 3]}}}], cursor: {}}",
                "{aggregate: 'notes', pipeline: [{'$facet': {a: [{'$unwind': '$b'}, {'$sortByCount': '$b'}]}}], cursor: {}}",
                "{insert: 'notes', ordered: true, documents: [{_id: 'a', '$odd': 1}]}",
                "{update: 'notes', updates: [{q: {_id: 'a', version: 3}, u: {'$set': {a: 1}, '$inc': {version: 1}}}]}",
                "{update: 'notes', updates: [{q: {'$and': [{_id: 'a'}, {version: 3}]}, u: {'$unset': {a: ''}}, upsert: true}]}",
                "{update: 'notes', updates: [{q: {_id: {'$eq': 'a'}}, u: {_id: 'a', whole: 1}, upsert: true, multi: false}]}",
                "{update: 'notes', updates: [{q: {_id: 'a'}, u: {'$push': {o: {'$each': [1], '$slice': -9, '$sort': 1, '$position': 0}}}}]}",
                "{update: 'notes', updates: [{q: {_id: 'a'}, u: {'$pull': {outbox: {id: {'$in': ['x']}}}, '$addToSet': {s: {'$each': [1]}}}}]}",
                "{update: 'notes', updates: [{q: {_id: 'a'}, u: {'$set': {'a.$[e].b': 1}}, arrayFilters: [{'e.c': {'$gt': 1}}]}]}",
                "{update: 'notes', updates: [{q: {_id: 'a'}, u: {'$setOnInsert': {a: 1}, '$min': {b: 1}, '$max': {c: 1}, '$mul': {d: 2}}, upsert: true}]}",
                "{findAndModify: 'notes', query: {_id: 'a'}, update: {'$set': {a: 1}}, new: true, fields: {a: 1}}",
                "{delete: 'notes', deletes: [{q: {_id: 'a', version: 3}, limit: 1}], ordered: true}",
                "{createIndexes: 'notes', indexes: [{key: {owner: 1, at: -1}, name: 'latest', sparse: true}]}",
                "{ping: 1}"
            })
    void what_every_server_does_alike_is_permitted(String command) {
        assertThat(PermittedCommands.broken(BsonDocument.parse(command))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            {distinct: 'notes', key: 'a'}                                                        | command distinct
            {count: 'notes', query: {}}                                                          | command count
            {bulkWrite: 1, ops: []}                                                              | command bulkWrite
            {commitTransaction: 1, '$db': 'admin'}                                               | command commitTransaction
            {insert: 'notes', documents: [], startTransaction: true}                             | option startTransaction of insert
            {insert: 'notes', documents: [], autocommit: false}                                  | option autocommit of insert
            {find: 'notes', limit: 1, readConcern: {level: 'snapshot'}}                          | a session
            {find: 'notes', limit: 1, readConcern: {afterClusterTime: 1}}                        | a session
            {find: 'notes', limit: 1, skip: 50}                                                  | option skip of find
            {find: 'notes', limit: 1, tailable: true}                                            | option tailable of find
            {find: 'notes', limit: 1, collation: {locale: 'zh'}}                                 | option collation of find
            {aggregate: 'notes', pipeline: [], cursor: {}, collation: {locale: 'zh'}}            | option collation of aggregate
            {find: 'notes', limit: 1, filter: {'$text': {'$search': 'a'}}}                       | filter operator $text
            {find: 'notes', limit: 1, filter: {'$nor': [{a: 1}]}}                                | filter operator $nor
            {find: 'notes', limit: 1, filter: {'$or': [{a: {'$not': {'$gt': 1}}}]}}              | filter operator $not
            {find: 'notes', limit: 1, filter: {a: {'$all': [1]}}}                                | filter operator $all
            {find: 'notes', limit: 1, filter: {a: {'$elemMatch': {b: {'$type': 2}}}}}            | filter operator $type
            {find: 'notes', limit: 1, filter: {'$expr': {'$switch': {}}}}                        | expression $switch
            {find: 'notes', limit: 1, filter: {a: {'$regex': 'middle'}}}                         | unanchored regex /middle/
            {find: 'notes', limit: 1, filter: {a: {'$regex': '^.*middle'}}}                      | unanchored regex /^.*middle/
            {find: 'notes', limit: 1, filter: {a: {'$in': [{'$regularExpression': {pattern: 'b', options: ''}}]}}} | unanchored regex /b/
            {find: 'notes', limit: 1, filter: {a: {'$regex': '^a', '$options': 'i'}}}            | option i of regex /^a/
            {find: 'notes', limit: 1, projection: {'a.$': 1}}                                    | positional projection a.$
            {find: 'notes', limit: 1, projection: {a: '$b'}}                                     | computed projection of a
            {find: 'notes', limit: 1, projection: {a: {'$add': ['$b', 1]}}}                      | computed projection of a
            {find: 'notes', limit: 1, projection: {a: {'$elemMatch': {b: {'$mod': [2, 0]}}}}}    | filter operator $mod
            {aggregate: 'notes', pipeline: [{'$match': {a: {'$bitsAllSet': 1}}}], cursor: {}}    | filter operator $bitsAllSet
            {aggregate: 'notes', pipeline: [{'$setWindowFields': {}}], cursor: {}}               | aggregation stage $setWindowFields
            {aggregate: 'notes', pipeline: [{'$facet': {a: [{'$unionWith': 'b'}]}}], cursor: {}} | aggregation stage $unionWith
            {aggregate: 'notes', pipeline: [{'$lookup': {from: 'b', pipeline: [{'$skip': 1}]}}], cursor: {}} | aggregation stage $skip
            {aggregate: 'notes', pipeline: [{'$group': {_id: '$a', n: {'$percentile': {}}}}], cursor: {}} | accumulator $percentile
            {aggregate: 'notes', pipeline: [{'$group': {_id: {'$dateTrunc': {}}}}], cursor: {}}  | expression $dateTrunc
            {aggregate: 'notes', pipeline: [{'$addFields': {a: {'$dateDiff': {}}}}], cursor: {}} | expression $dateDiff
            {aggregate: 1, pipeline: [{'$changeStream': {}}], cursor: {}}                        | aggregation stage $changeStream
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$bit': {a: {or: 1}}}}]}             | update operator $bit
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$rename': {a: 'b'}}}]}              | update operator $rename
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$addToSet': {a: {'$slice': 1}}}}]}  | option $slice of $addToSet
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$pull': {a: {b: {'$type': 1}}}}}]}  | filter operator $type
            {update: 'notes', updates: [{q: {_id: 'a'}, u: [{'$set': {a: 1}}]}]}                 | an update by a pipeline
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$set': {a: 1}}, multi: true}]}      | updateMany
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$set': {a: 1}}, collation: {}}]}    | option collation of an update
            {update: 'notes', updates: [{q: {_id: 'a'}, u: {'$set': {a: 1}}, arrayFilters: [{a: {'$mod': [1, 1]}}]}]} | filter operator $mod
            {delete: 'notes', deletes: [{q: {_id: 'a'}, limit: 0}]}                              | deleteMany
            {findAndModify: 'notes', query: {_id: 'a'}, remove: true}                            | option remove of findAndModify
            {createIndexes: 'notes', indexes: [{key: {a: 'text'}, name: 'b'}]}                   | an index on a that is neither ascending nor descending
            {createIndexes: 'notes', indexes: [{key: {a: 1}, name: 'b', collation: {}}]}         | option collation of an index
            """)
    void what_servers_do_differently_is_refused(String command, String what) {
        assertThat(PermittedCommands.broken(BsonDocument.parse(command)))
                .filteredOn(broken -> broken.rule() == DatabaseRule.NOT_PERMITTED)
                .extracting(BrokenRule::what)
                .contains(what);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{update: 'notes', updates: [{q: {owner: 'a'}, u: {'$set': {a: 1}}}]}",
                "{update: 'notes', updates: [{q: {_id: {'$in': ['a', 'b']}}, u: {'$set': {a: 1}}}]}",
                "{update: 'notes', updates: [{q: {_id: {'$gt': 'a'}}, u: {'$set': {a: 1}}}]}",
                "{update: 'notes', updates: [{q: {'$or': [{_id: 'a'}, {b: 1}]}, u: {'$set': {a: 1}}}]}",
                "{update: 'notes', updates: [{q: {_id: 'a'}, u: {}}, {q: {}, u: {'$set': {a: 1}}}]}",
                "{delete: 'notes', deletes: [{q: {owner: 'a'}, limit: 1}]}",
                "{findAndModify: 'notes', query: {dueAt: {'$lt': 1}}, sort: {dueAt: 1}, update: {'$set': {a: 1}}}"
            })
    void a_write_names_its_document_by_id(String command) {
        assertThat(PermittedCommands.broken(BsonDocument.parse(command)))
                .extracting(BrokenRule::rule)
                .containsExactly(DatabaseRule.NO_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{find: 'notes'}",
                "{find: 'notes', filter: {owner: 'a'}, limit: 0}",
                "{find: 'notes', filter: {_id: {'$gt': 'a'}}, batchSize: 10}",
                "{find: 'notes', filter: {'$or': [{_id: 'a'}, {b: 1}]}}"
            })
    void a_find_has_a_limit(String command) {
        assertThat(PermittedCommands.broken(BsonDocument.parse(command)))
                .extracting(BrokenRule::rule)
                .containsExactly(DatabaseRule.NO_LIMIT);
    }

    @Test
    void a_list_of_ids_is_a_limit_up_to_a_thousand() {
        assertThat(PermittedCommands.broken(byIds(1000))).isEmpty();
        assertThat(PermittedCommands.broken(byIds(1001)))
                .extracting(BrokenRule::rule)
                .containsExactly(DatabaseRule.NO_LIMIT);
    }

    private static BsonDocument byIds(int count) {
        var ids =
                new BsonArray(IntStream.range(0, count).mapToObj(BsonInt32::new).toList());
        return BsonDocument.parse("{find: 'notes'}")
                .append("filter", new BsonDocument("_id", new BsonDocument("$in", ids)));
    }

    @Test
    void a_finding_tells_rule_shape_command_and_what_to_do_without_long_values() {
        var command = BsonDocument.parse("{update: 'notes', updates: [{q: {text: '%s'}, u: {'$set': {a: %s}}}]}"
                .formatted(
                        "字".repeat(81), Stream.iterate(1, i -> i + 1).limit(5).toList()));

        assertThat(PermittedCommands.broken(command)).singleElement().hasToString("""
                        no-id: a write whose filter does not set _id equal to a value
                          in:   update notes {text: string}
                          sent: {"update": "notes", "updates": [{"q": {"text": "%s…"}, "u": {"$set": {"a": [1, 2, 3, "… 5 in all"]}}}]}
                          mend: %s
                        """.formatted(
                        "字".repeat(79), DatabaseRule.NO_ID.mend()));
    }
}
