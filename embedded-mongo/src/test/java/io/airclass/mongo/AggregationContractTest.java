package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class AggregationContractTest extends ContractTest {

    private void insertMarks() {
        insert(
                "{_id: 1, class: '高一1班', score: 90, pupil: 'a', at: 3}",
                "{_id: 2, class: '高一1班', score: 60, pupil: 'b', at: 1}",
                "{_id: 3, class: '高一2班', score: 75, pupil: 'a', at: 2}",
                "{_id: 4, class: '高一2班', pupil: 'c', at: 4}");
    }

    @Test
    void stages_run_in_their_order() {
        insertMarks();
        assertThat(aggregated("{$match: {score: {$gte: 60}}}", "{$sort: {score: -1}}", "{$skip: 1}", "{$limit: 1}"))
                .isEqualTo(docs("{_id: 3, class: '高一2班', score: 75, pupil: 'a', at: 2}"));
        assertThat(aggregated("{$limit: 1}", "{$match: {_id: 2}}")).isEmpty();
        assertThat(aggregated("{$match: {score: {$gt: 70}}}", "{$count: 'n'}")).isEqualTo(docs("{n: 2}"));
        assertThat(aggregated("{$match: {_id: 99}}", "{$count: 'n'}")).isEmpty();
    }

    @Test
    void a_missing_collection_aggregates_to_nothing() {
        assertThat(aggregated("{$match: {a: 1}}")).isEmpty();
        assertThat(aggregated("{$group: {_id: null, n: {$sum: 1}}}")).isEmpty();
    }

    @Test
    void group_has_its_accumulators() {
        insertMarks();
        var groups = aggregated("{$sort: {at: 1}}", """
                {$group: {_id: '$class', n: {$sum: 1}, total: {$sum: '$score'}, mean: {$avg: '$score'},
                          all: {$push: '$pupil'}, first: {$first: '$pupil'}, last: {$last: '$pupil'},
                          low: {$min: '$score'}, high: {$max: '$score'}}}""", "{$sort: {_id: 1}}");
        assertThat(groups)
                .isEqualTo(
                        docs(
                                "{_id: '高一1班', n: 2, total: 150, mean: 75.0, all: ['b', 'a'], first: 'b', last: 'a', low: 60, high: 90}",
                                "{_id: '高一2班', n: 2, total: 75, mean: 75.0, all: ['a', 'c'], first: 'a', last: 'c', low: 75, high: 75}"));
    }

    @Test
    void group_by_several_fields_or_by_nothing() {
        insertMarks();
        assertThat(aggregated(
                        "{$match: {_id: {$lte: 2}}}",
                        "{$group: {_id: {c: '$class', p: '$pupil'}, s: {$sum: '$score'}}}",
                        "{$sort: {'_id.p': 1}}"))
                .isEqualTo(docs("{_id: {c: '高一1班', p: 'a'}, s: 90}", "{_id: {c: '高一1班', p: 'b'}, s: 60}"));
        assertThat(aggregated("{$group: {_id: null, n: {$sum: 1}, best: {$max: '$score'}}}"))
                .isEqualTo(docs("{_id: null, n: 4, best: 90}"));
    }

    @Test
    void add_to_set_collects_each_value_once() {
        insertMarks();
        var pupilsSeen = aggregated("{$group: {_id: null, p: {$addToSet: '$pupil'}}}")
                .getFirst()
                .getList("p", String.class);
        assertThat(pupilsSeen).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void sums_keep_the_wider_type_and_averages_of_nothing_are_null() {
        insert("{_id: 1, n: {$numberLong: '1'}}", "{_id: 2, n: 2}");
        assertThat(aggregated("{$group: {_id: null, s: {$sum: '$n'}, a: {$avg: '$none'}, z: {$sum: '$none'}}}"))
                .isEqualTo(docs("{_id: null, s: {$numberLong: '3'}, a: null, z: 0}"));
    }

    @Test
    void project_includes_excludes_and_computes() {
        insert("{_id: 1, name: '王小明', score: 80, school: {county: '晴隆县', n: 1}}");
        assertThat(aggregated("{$project: {name: 1, 'school.county': 1}}"))
                .isEqualTo(docs("{_id: 1, name: '王小明', school: {county: '晴隆县'}}"));
        assertThat(aggregated("{$project: {_id: 0, school: 0}}")).isEqualTo(docs("{name: '王小明', score: 80}"));
        assertThat(aggregated(
                        "{$project: {_id: 0, who: '$name', county: '$school.county', passed: {$gte: ['$score', 60]}}}"))
                .isEqualTo(docs("{who: '王小明', county: '晴隆县', passed: true}"));
    }

    @Test
    void add_fields_keeps_what_is_there() {
        insert("{_id: 1, a: 2, b: 3}");
        assertThat(aggregated("{$addFields: {c: {$add: ['$a', '$b']}, a: 20, none: '$nothing'}}"))
                .isEqualTo(docs("{_id: 1, a: 20, b: 3, c: 5}"));
    }

    @Test
    void add_fields_reaches_into_documents() {
        insert("{_id: 1, a: {x: 1}}");
        assertThat(aggregated("{$addFields: {'a.y': 2}}"))
                .isEqualTo(docs(
                        server.shows(KnownDifference.ADD_FIELDS_WRITES_DOTS_INTO_NAMES)
                                ? "{_id: 1, a: {x: 1}, 'a.y': 2}"
                                : "{_id: 1, a: {x: 1, y: 2}}"));
    }

    @Test
    void add_fields_reaches_into_each_element_and_makes_what_is_not_there() {
        insert("{_id: 1, n: 3, m: [{k: 'a'}, {k: 'b'}], s: 5}");
        if (server.shows(KnownDifference.ADD_FIELDS_WRITES_DOTS_INTO_NAMES)) {
            return;
        }
        assertThat(aggregated("{$addFields: {'m.n': '$n', 'x.y': '$n', 's.t': 1}}"))
                .isEqualTo(docs("{_id: 1, n: 3, m: [{k: 'a', n: 3}, {k: 'b', n: 3}], s: {t: 1}, x: {y: 3}}"));
        assertThat(aggregated("{$addFields: {m: {n: '$n'}}}"))
                .isEqualTo(docs("{_id: 1, n: 3, m: [{k: 'a', n: 3}, {k: 'b', n: 3}], s: 5}"));
        assertThat(aggregated("{$addFields: {n: '$$REMOVE', s: '$nothing'}}"))
                .isEqualTo(docs("{_id: 1, m: [{k: 'a'}, {k: 'b'}]}"));
        assertRefused(40176, () -> aggregated("{$addFields: {m: 1, 'm.n': 2}}"));
    }

    @Test
    void project_computes_below_a_field() {
        insert("{_id: 1, n: 3, a: {x: 1, z: 2}, m: [{k: 'a', l: 1}, {k: 'b', l: 2}]}");
        if (server.shows(KnownDifference.COMPUTED_FIELDS_BELOW_A_FIELD_REPLACE_IT)) {
            return;
        }
        assertThat(aggregated("{$project: {_id: 0, a: {x: 1, y: '$n'}, 'm.k': 1, 'm.n': '$n', b: {c: '$n'}}}"))
                .isEqualTo(docs("{a: {x: 1, y: 3}, m: [{k: 'a', n: 3}, {k: 'b', n: 3}], b: {c: 3}}"));
        assertThat(aggregated("{$project: {a: {z: 0}, m: {k: 0}}}"))
                .isEqualTo(docs("{_id: 1, n: 3, a: {x: 1}, m: [{l: 1}, {l: 2}]}"));
        assertRefused(31250, () -> aggregated("{$project: {a: 1, 'a.x': 1}}"));
        assertRefused(31254, () -> aggregated("{$project: {n: 1, a: 0}}"));
    }

    @Test
    void arrays_in_expressions_are_evaluated() {
        insert("{_id: 1, a: 1, b: 2}");
        if (server.shows(KnownDifference.ARRAYS_IN_EXPRESSIONS_ARE_NOT_EVALUATED)) {
            return;
        }
        assertThat(aggregated("{$addFields: {v: ['$a', {n: '$b'}, '$none'], in: {$in: ['$b', ['$a', '$b']]}}}"))
                .isEqualTo(docs("{_id: 1, a: 1, b: 2, v: [1, {n: 2}, null], in: true}"));
    }

    @Test
    void numbers_are_equal_in_sets_whatever_their_type() {
        insert("{_id: 1, v: [1, 2.0, {$numberLong: '1'}], w: [1.0], n: {$numberLong: '2'}}", "{_id: 2, n: 2, v: []}");
        if (server.shows(KnownDifference.SETS_TELL_NUMBER_TYPES_APART)) {
            return;
        }
        assertThat(aggregated("{$match: {_id: 1}}", """
                {$project: {_id: 0, in: {$in: ['$n', '$v']}, size: {$size: {$setUnion: ['$v', '$w']}},
                  both: {$size: {$setIntersection: ['$v', '$w']}}, at: {$indexOfArray: ['$v', '$n']}}}""")).isEqualTo(docs("{in: true, size: 2, both: 1, at: 1}"));
        assertThat(aggregated("{$group: {_id: null, ns: {$addToSet: '$n'}}}")
                        .getFirst()
                        .getList("ns", Number.class))
                .hasSize(1);
    }

    @Test
    void null_is_collected_and_what_is_missing_is_not() {
        insert("{_id: 1, n: null}", "{_id: 2}", "{_id: 3, n: 5}");
        if (server.shows(KnownDifference.NULLS_ARE_NOT_COLLECTED)) {
            return;
        }
        assertThat(aggregated("{$sort: {_id: 1}}", "{$group: {_id: null, all: {$push: '$n'}}}"))
                .isEqualTo(docs("{_id: null, all: [null, 5]}"));
    }

    @Test
    void text_in_arrays_and_variables_is_text() {
        insert("{_id: 1, v: ['$secret', 'b'], secret: 7, outer: '$secret'}");
        database.getCollection("others").insertMany(docs("{_id: 'a', secret: 1, t: '$secret'}", "{_id: 'b', t: 7}"));
        if (server.shows(KnownDifference.TEXT_IN_AN_ARRAY_IS_EVALUATED)) {
            return;
        }
        assertThat(aggregated("""
                {$project: {_id: 0, map: {$map: {input: '$v', in: '$$this'}}, joined: {$concat: ['$outer', '!']},
                  first: {$arrayElemAt: ['$v', 0]}, some: {$filter: {input: '$v', as: 'x', cond: {$eq: ['$$x', '$outer']}}},
                  all: {$reduce: {input: '$v', initialValue: '', in: {$concat: ['$$value', '$$this']}}}}}"""))
                .isEqualTo(
                        docs(
                                "{map: ['$secret', 'b'], joined: '$secret!', first: '$secret', some: ['$secret'], all: '$secretb'}"));
        assertThat(aggregated("{$match: {$expr: {$eq: [{$arrayElemAt: ['$v', 0]}, '$outer']}}}"))
                .hasSize(1);
        assertThat(aggregated(
                        "{$lookup: {from: 'others', let: {t: '$outer'}, as: 'o', pipeline: [{$match: {$expr: {$eq: ['$t', '$$t']}}}]}}",
                        "{$project: {ids: '$o._id'}}"))
                .isEqualTo(docs("{_id: 1, ids: ['a']}"));
        assertThat(aggregated("{$replaceRoot: {newRoot: {a: '$outer', of: {b: '$v'}}}}"))
                .isEqualTo(docs("{a: '$secret', of: {b: ['$secret', 'b']}}"));
    }

    @Test
    void fields_are_computed_from_the_document_as_it_came() {
        insert("{_id: 1, a: 1, b: 2}");
        assertThat(aggregated("{$addFields: {a: '$b', b: '$a'}}"))
                .isEqualTo(docs(
                        server.shows(KnownDifference.ADD_FIELDS_COMPUTES_FROM_WHAT_IT_JUST_ADDED)
                                ? "{_id: 1, a: 2, b: 2}"
                                : "{_id: 1, a: 2, b: 1}"));
        assertThat(aggregated("{$project: {a: '$b', b: '$a'}}")).isEqualTo(docs("{_id: 1, a: 2, b: 1}"));
    }

    @Test
    void a_document_that_is_copied_replaces_what_was_there() {
        insert("{_id: 1, a: {x: 1}, b: {y: 2}}");
        assertThat(aggregated("{$addFields: {c: {z: 3}}}"))
                .isEqualTo(docs("{_id: 1, a: {x: 1}, b: {y: 2}, c: {z: 3}}"));
        assertThat(aggregated("{$addFields: {a: '$b'}}"))
                .isEqualTo(docs(
                        server.shows(KnownDifference.ADD_FIELDS_COMPUTES_FROM_WHAT_IT_JUST_ADDED)
                                ? "{_id: 1, a: {x: 1, y: 2}, b: {y: 2}}"
                                : "{_id: 1, a: {y: 2}, b: {y: 2}}"));
    }

    @Test
    void text_that_looks_like_an_expression_is_text() {
        insert("{_id: 1, price: '$5', of: {text: '$secret', more: ['$secret']}, secret: 7}");
        var copied = server.shows(KnownDifference.TEXT_IN_A_COPIED_DOCUMENT_IS_EVALUATED)
                ? doc("{text: 7, more: ['$secret']}")
                : doc("{text: '$secret', more: ['$secret']}");
        for (var stage : List.of("$project", "$addFields")) {
            assertThat(aggregated("{" + stage + ": {copy: '$of', cost: '$price'}}")
                            .getFirst())
                    .as(stage)
                    .containsEntry("cost", "$5")
                    .containsEntry("copy", copied);
        }
        assertThat(aggregated("{$group: {_id: '$price', all: {$push: '$price'}, one: {$first: '$of'}}}")
                        .getFirst())
                .isEqualTo(
                        new Document("_id", "$5").append("all", List.of("$5")).append("one", copied));
        assertThat(aggregated("{$match: {$expr: {$eq: ['$price', {$literal: '$5'}]}}}"))
                .hasSize(1);
    }

    @Test
    void fields_of_documents_in_arrays_are_projected_one_by_one() {
        insert("{_id: 1, m: [{k: 'a', n: 1}, {k: 'b', n: 2}], v: [1, 2]}");
        assertThat(aggregated("{$project: {'m.k': 1}}"))
                .isEqualTo(docs(
                        server.shows(KnownDifference.PROJECT_TURNS_AN_ARRAY_OF_DOCUMENTS_INTO_A_DOCUMENT_OF_ARRAYS)
                                ? "{_id: 1, m: {k: ['a', 'b']}}"
                                : "{_id: 1, m: [{k: 'a'}, {k: 'b'}]}"));
        assertThat(aggregated("{$project: {'m.k': 0, v: 0}}")).isEqualTo(docs("{_id: 1, m: [{n: 1}, {n: 2}]}"));
        assertThat(aggregated("{$project: {ns: '$m.n', s: {$sum: '$m.n'}, _id: 0}}"))
                .isEqualTo(docs("{ns: [1, 2], s: 3}"));
    }

    @Test
    void groups_of_equal_numbers_are_one_whatever_their_type() {
        insert("{_id: 1, g: 1}", "{_id: 2, g: {$numberLong: '1'}}", "{_id: 3, g: 1.0}");
        assertThat(aggregated("{$group: {_id: '$g', n: {$sum: 1}}}").getFirst()).containsEntry("n", 3);
        assertThat(aggregated("{$group: {_id: {g: '$g'}, n: {$sum: 1}}}").getFirst())
                .containsEntry("n", 3);
    }

    @Test
    void expressions_that_the_services_use_work() {
        insert("{_id: 1, a: 7, b: 2, s: '王', v: [1, 2, 3], m: [{k: 'x', n: 1}, {k: 'y', n: 2}]}");
        assertThat(aggregated("""
                {$project: {_id: 0, minus: {$subtract: ['$a', '$b']}, times: {$multiply: ['$a', 2]}, half: {$divide: ['$b', 4]},
                  if: {$cond: [{$gt: ['$a', 5]}, '多', '少']}, none: {$ifNull: ['$zz', 0]}, size: {$size: '$v'},
                  has: {$in: [2, '$v']}, text: {$concat: ['$s', '小明']}, at: {$arrayElemAt: ['$v', 1]},
                  big: {$filter: {input: '$v', as: 'x', cond: {$gt: ['$$x', 1]}}},
                  names: {$map: {input: '$m', as: 'e', in: '$$e.k'}}, keys: '$m.k', top: {$max: ['$a', '$b']}}}""")).isEqualTo(docs("""
                {minus: 5, times: 14, half: 0.5, if: '多', none: 0, size: 3, has: true, text: '王小明', at: 2,
                 big: [2, 3], names: ['x', 'y'], keys: ['x', 'y'], top: 7}"""));
    }

    @Test
    void unwind_makes_a_document_of_each_element() {
        insert("{_id: 1, v: ['a', 'b']}", "{_id: 2, v: []}", "{_id: 3}", "{_id: 4, v: 'c'}");
        assertThat(aggregated("{$sort: {_id: 1}}", "{$unwind: '$v'}"))
                .isEqualTo(docs("{_id: 1, v: 'a'}", "{_id: 1, v: 'b'}", "{_id: 4, v: 'c'}"));
        assertThat(aggregated(
                        "{$sort: {_id: 1}}",
                        "{$unwind: {path: '$v', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i'}}"))
                .isEqualTo(docs(
                        "{_id: 1, v: 'a', i: {$numberLong: '0'}}",
                        "{_id: 1, v: 'b', i: {$numberLong: '1'}}",
                        "{_id: 2, i: null}",
                        "{_id: 3, i: null}",
                        "{_id: 4, v: 'c', i: null}"));
    }

    @Test
    void lookup_joins_another_collection() {
        insert("{_id: 1, classId: 'c1'}", "{_id: 2, classId: 'c9'}", "{_id: 3, classId: ['c1', 'c2']}");
        database.getCollection("classes").insertMany(docs("{_id: 'c1', name: '一班'}", "{_id: 'c2', name: '二班'}"));
        var joined = aggregated(
                "{$sort: {_id: 1}}",
                "{$lookup: {from: 'classes', localField: 'classId', foreignField: '_id', as: 'classes'}}",
                "{$project: {names: '$classes.name'}}");
        assertThat(joined.get(0)).isEqualTo(doc("{_id: 1, names: ['一班']}"));
        assertThat(joined.get(1)).isEqualTo(doc("{_id: 2, names: []}"));
        assertThat(joined.get(2).getList("names", String.class)).containsExactlyInAnyOrder("一班", "二班");
    }

    @Test
    void lookup_with_a_pipeline_sees_the_outer_document() {
        insert("{_id: 1, min: 2}");
        database.getCollection("marks").insertMany(docs("{_id: 'a', n: 1}", "{_id: 'b', n: 2}", "{_id: 'c', n: 3}"));
        assertThat(aggregated("""
                {$lookup: {from: 'marks', let: {min: '$min'}, as: 'marks',
                  pipeline: [{$match: {$expr: {$gte: ['$n', '$$min']}}}, {$sort: {_id: -1}}, {$project: {n: 1}}]}}""")).isEqualTo(docs("{_id: 1, min: 2, marks: [{_id: 'c', n: 3}, {_id: 'b', n: 2}]}"));
    }

    @Test
    void facet_runs_pipelines_beside_each_other() {
        insertMarks();
        assertThat(aggregated("""
                {$facet: {n: [{$match: {pupil: 'a'}}, {$count: 'n'}],
                          best: [{$sort: {score: -1}}, {$limit: 1}, {$project: {score: 1}}]}}""")).isEqualTo(docs("{n: [{n: 2}], best: [{_id: 1, score: 90}]}"));
    }

    @Test
    void sort_by_count_counts_and_sorts_down() {
        insertMarks();
        insert("{_id: 5, class: '高一2班'}");
        assertThat(aggregated("{$sortByCount: '$class'}"))
                .isEqualTo(docs("{_id: '高一2班', count: 3}", "{_id: '高一1班', count: 2}"));
    }

    @Test
    void merge_writes_into_a_collection() {
        insertMarks();
        MongoCollection<Document> totals = database.getCollection("totals");
        totals.insertOne(doc("{_id: '高一1班', total: 1, kept: true}"));
        assertThat(aggregated(
                        "{$group: {_id: '$class', total: {$sum: '$score'}}}",
                        "{$merge: {into: 'totals', on: '_id', whenMatched: 'merge', whenNotMatched: 'insert'}}"))
                .hasSize(2);
        assertThat(totals.find().sort(doc("{_id: 1}")).into(new ArrayList<>()))
                .isEqualTo(docs("{_id: '高一1班', total: 150, kept: true}", "{_id: '高一2班', total: 75}"));
        aggregated(
                "{$match: {_id: 1}}",
                "{$project: {_id: '$class', total: '$at'}}",
                "{$merge: {into: 'totals', whenMatched: 'replace', whenNotMatched: 'discard'}}");
        assertThat(totals.find(doc("{_id: '高一1班'}")).first()).isEqualTo(doc("{_id: '高一1班', total: 3}"));
    }

    @Test
    void a_merge_into_an_indexed_collection_is_found_by_the_index() {
        insertMarks();
        MongoCollection<Document> totals = database.getCollection("totals");
        totals.createIndex(doc("{total: 1}"));
        aggregated("{$group: {_id: '$class', total: {$sum: '$score'}}}", "{$merge: {into: 'totals'}}");
        assertThat(totals.find(doc("{total: 150}")).first()).containsEntry("_id", "高一1班");
        assertThat(totals.find(doc("{total: {$lt: 100}}")).first()).containsEntry("_id", "高一2班");
    }

    @Test
    void an_unknown_stage_or_accumulator_is_refused() {
        insertMarks();
        assertRefusedAsUnknown(40324, () -> aggregated("{$shuffle: {}}"));
        assertRefusedAsUnknown(15952, () -> aggregated("{$group: {_id: null, x: {$mean: '$score'}}}"));
        assertThat(codeOf(() -> aggregated("{$project: {x: {$guess: 1}}}"))).isIn(168, 31325, NOT_SUPPORTED);
    }

    @Test
    void null_and_missing_are_one_group() {
        insert("{_id: 1, g: null}", "{_id: 2}", "{_id: 3, g: 'a'}");
        assertThat(aggregated("{$group: {_id: '$g', n: {$sum: 1}}}", "{$sort: {_id: 1}}"))
                .isEqualTo(docs("{_id: null, n: 2}", "{_id: 'a', n: 1}"));
    }

    @Test
    void count_estimate_and_distinct_agree() {
        insert("{_id: 1, g: 7, t: ['a', 'b']}", "{_id: 2, g: 8, t: ['b']}", "{_id: 3, g: 7}");
        assertThat(pupils.countDocuments()).isEqualTo(3);
        assertThat(pupils.countDocuments(doc("{g: 7}"))).isEqualTo(2);
        assertThat(pupils.countDocuments(
                        doc("{g: 7}"),
                        new com.mongodb.client.model.CountOptions().skip(1).limit(5)))
                .isEqualTo(1);
        assertThat(pupils.estimatedDocumentCount()).isEqualTo(3);
        assertThat(pupils.distinct("g", Integer.class).into(new ArrayList<>())).containsExactlyInAnyOrder(7, 8);
        assertThat(pupils.distinct("t", doc("{g: 7}"), String.class).into(new ArrayList<>()))
                .containsExactlyInAnyOrder("a", "b");
        assertThat(database.getCollection("none").countDocuments()).isZero();
        assertThat(database.getCollection("none").estimatedDocumentCount()).isZero();
        assertThat(database.getCollection("none").distinct("a", String.class).into(new ArrayList<>()))
                .isEqualTo(List.of());
        assertThat(run("{count: 'pupils', query: {g: 7}}").get("n")).isEqualTo(2);
    }
}
