package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.IndexOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which queries and sorts an index serves, and that explain tells it as MongoDB does. */
class ExplainTest {

    /** 1,000 documents: {@code n} is the number, {@code g} one of ten groups, {@code t} two tags. */
    private static final int COUNT = 1_000;

    private MongoDatabase database;
    private MongoCollection<Document> pupils;

    @BeforeEach
    void open() {
        database = Server.IN_MEMORY.client().getDatabase("explained");
        pupils = database.getCollection("pupils");
        pupils.insertMany(IntStream.range(0, COUNT)
                .mapToObj(i -> new Document("_id", i)
                        .append("n", i)
                        .append("g", i % 10)
                        .append("name", "学生" + i)
                        .append("t", List.of("a" + i % 100, "b" + i % 50))
                        .append("school", new Document("county", "县" + i % 20)))
                .toList());
        pupils.updateMany(doc("{n: {$lt: 30}}"), doc("{$set: {rare: 1}}"));
    }

    @AfterEach
    void drop() {
        database.drop();
    }

    private static Document doc(String json) {
        return Document.parse(json);
    }

    private void index(String keys) {
        pupils.createIndex(doc(keys), new IndexOptions().name("the-index"));
    }

    private Explained explain(String filter) {
        return explain(filter, "{}", 0);
    }

    private Explained explain(String filter, String sort, int limit) {
        var find = new Document("find", "pupils").append("filter", doc(filter)).append("sort", doc(sort));
        if (limit > 0) {
            find.append("limit", limit);
        }
        return Explained.of(database, find);
    }

    /** Served by the index, and looks at no more documents than so many. */
    private void assertServed(String filter, int examinedMax) {
        var explained = explain(filter);
        assertThat(explained.indexes()).as(filter).containsOnly("the-index");
        assertThat(explained.scansAll()).as(filter).isFalse();
        assertThat(explained.documentsExamined()).as(filter).isLessThanOrEqualTo(examinedMax);
        assertThat(explained.returned())
                .as(filter)
                .isEqualTo(pupils.find(doc(filter)).into(new ArrayList<>()).size());
    }

    private void assertScanned(String filter) {
        var explained = explain(filter);
        assertThat(explained.indexes()).as(filter).isEmpty();
        assertThat(explained.stageNames()).as(filter).containsExactly("COLLSCAN");
        assertThat(explained.documentsExamined()).as(filter).isEqualTo(COUNT);
        assertThat(explained.keysExamined()).as(filter).isZero();
    }

    @Test
    void without_an_index_everything_is_looked_at() {
        assertScanned("{n: 5}");
        assertScanned("{}");
        var sorted = explain("{g: 3}", "{n: 1}", 0);
        assertThat(sorted.stageNames()).containsExactly("SORT", "COLLSCAN");
        assertThat(sorted.returned()).isEqualTo(100);
    }

    @Test
    void a_find_by_id_looks_at_one_document() {
        var explained = explain("{_id: 5}");
        assertThat(explained.stageNames())
                .isIn(List.of("IDHACK"), List.of("EXPRESS_IXSCAN"), List.of("FETCH", "IXSCAN"));
        assertThat(explained.documentsExamined()).isEqualTo(1);
        assertThat(explained.returned()).isEqualTo(1);
        assertThat(explain("{_id: 5, n: 6}").documentsExamined()).isEqualTo(1);
        assertThat(explain("{_id: {$in: [5, 6, 7]}, version: 1}").documentsExamined())
                .isEqualTo(3);
        assertThat(explain("{_id: {$gte: 990}}").documentsExamined()).isEqualTo(10);
        assertThat(explain("{}", "{_id: -1}", 5).documentsExamined()).isEqualTo(5);
        assertThat(explain("{}", "{_id: -1}", 5).sortsInMemory()).isFalse();
    }

    @Test
    void the_plan_is_written_as_mongodb_writes_it() {
        index("{n: 1}");
        var answer = explain("{n: 5}").answer();
        var planner = answer.get("queryPlanner", Document.class);
        assertThat(planner.getString("namespace")).isEqualTo("explained.pupils");
        var fetch = planner.get("winningPlan", Document.class);
        assertThat(fetch.getString("stage")).isEqualTo("FETCH");
        var scan = fetch.get("inputStage", Document.class);
        assertThat(scan)
                .containsEntry("stage", "IXSCAN")
                .containsEntry("keyPattern", doc("{n: 1}"))
                .containsEntry("indexName", "the-index")
                .containsEntry("direction", "forward");
        assertThat(answer.get("executionStats", Document.class))
                .containsKeys("nReturned", "executionTimeMillis", "totalKeysExamined", "totalDocsExamined");
        assertThat(answer.get("ok", Number.class).intValue()).isEqualTo(1);
    }

    @Test
    void the_planner_alone_runs_nothing() {
        index("{n: 1}");
        var find = new Document("find", "pupils").append("filter", doc("{n: 5}"));
        var explained = Explained.of(database, find, "queryPlanner");
        assertThat(explained.indexes()).containsExactly("the-index");
        assertThat(explained.answer()).doesNotContainKey("executionStats");
    }

    @Test
    void the_driver_can_ask_too() {
        index("{n: 1}");
        var answer = pupils.find(doc("{n: {$lt: 3}}")).explain(com.mongodb.ExplainVerbosity.EXECUTION_STATS);
        assertThat(new Explained(answer).indexes()).containsExactly("the-index");
        assertThat(new Explained(answer).returned()).isEqualTo(3);
    }

    @Test
    void a_single_field_serves_equality_in_and_ranges() {
        index("{n: 1}");
        assertServed("{n: 5}", 1);
        assertServed("{n: {$eq: 5}}", 1);
        assertServed("{n: 5.0}", 1);
        assertServed("{n: {$in: [5, 600, -1]}}", 2);
        assertServed("{n: {$gte: 10, $lt: 20}}", 10);
        assertServed("{n: {$gt: 989}}", 10);
        assertServed("{n: {$lte: 4}}", 5);
        assertServed("{n: 5, g: 5}", 1);
        assertServed("{n: {$lt: 10}, g: 5}", 10);
        assertServed("{$and: [{n: {$gte: 10}}, {n: {$lt: 12}}]}", 2);
        assertServed("{n: null}", 0);
        assertScanned("{g: 5}");
    }

    @Test
    void an_equality_of_a_number_does_not_look_at_text() {
        index("{n: 1}");
        assertServed("{n: {$gte: 'a'}}", 0);
        assertServed("{n: '5'}", 0);
    }

    @Test
    void a_descending_index_serves_the_same() {
        index("{n: -1}");
        assertServed("{n: 5}", 1);
        assertServed("{n: {$gte: 10, $lt: 20}}", 10);
        assertThat(explain("{}", "{n: 1}", 3).documentsExamined()).isEqualTo(3);
        assertThat(explain("{}", "{n: -1}", 3).documentsExamined()).isEqualTo(3);
    }

    @Test
    void a_compound_index_serves_its_prefixes() {
        index("{g: 1, n: -1}");
        assertServed("{g: 5}", 100);
        assertServed("{g: 5, n: 15}", 1);
        assertServed("{n: 15, g: 5}", 1);
        assertServed("{g: 5, n: {$gte: 100, $lt: 200}}", 10);
        assertServed("{g: {$in: [5, 6]}, n: {$lt: 100}}", 20);
        assertServed("{g: {$lt: 2}}", 200);
        assertScanned("{n: 15}");
    }

    @Test
    void a_compound_index_serves_a_sort_after_equality() {
        index("{g: 1, n: -1}");
        for (var sort : List.of("{n: -1}", "{n: 1}", "{g: 1, n: -1}", "{g: -1, n: 1}")) {
            var explained = explain("{g: 5}", sort, 20);
            assertThat(explained.indexes()).as(sort).containsExactly("the-index");
            assertThat(explained.sortsInMemory()).as(sort).isFalse();
            assertThat(explained.documentsExamined()).as(sort).isEqualTo(20);
        }
        assertThat(explain("{}", "{g: 1, n: -1}", 7).documentsExamined()).isEqualTo(7);
        assertThat(explain("{}", "{g: -1, n: 1}", 7).documentsExamined()).isEqualTo(7);
        assertThat(explain("{}", "{g: 1, n: 1}", 7).sortsInMemory()).isTrue();
        assertThat(explain("{n: 3}", "{n: 1}", 7).sortsInMemory()).isTrue();
    }

    @Test
    void a_backward_scan_says_so() {
        index("{n: 1}");
        var explained = explain("{n: {$lt: 500}}", "{n: -1}", 4);
        assertThat(explained.stages()).last().satisfies(scan -> assertThat(scan)
                .containsEntry("stage", "IXSCAN")
                .containsEntry("direction", "backward"));
        assertThat(explained.documentsExamined()).isEqualTo(4);
        assertThat(pupils.find(doc("{n: {$lt: 500}}"))
                        .sort(doc("{n: -1}"))
                        .limit(2)
                        .map(d -> d.get("n"))
                        .into(new ArrayList<>()))
                .isEqualTo(List.of(499, 498));
    }

    @Test
    void a_sort_by_range_and_limit_looks_at_little_more_than_it_returns() {
        index("{g: 1, n: 1, _id: 1}");
        var explained = explain("{g: 5, n: {$gt: 300}}", "{n: 1, _id: 1}", 20);
        assertThat(explained.sortsInMemory()).isFalse();
        assertThat(explained.documentsExamined()).isLessThanOrEqualTo(21);
        assertThat(explained.returned()).isEqualTo(20);
    }

    @Test
    void a_sort_that_no_index_serves_is_in_memory_over_what_the_filter_left() {
        index("{g: 1}");
        var explained = explain("{g: 5}", "{name: 1}", 3);
        assertThat(explained.sortsInMemory()).isTrue();
        assertThat(explained.indexes()).containsExactly("the-index");
        assertThat(explained.documentsExamined()).isEqualTo(100);
    }

    @Test
    void a_multikey_index_serves_the_elements_of_an_array() {
        index("{t: 1}");
        assertServed("{t: 'a7'}", 10);
        assertServed("{t: {$in: ['a7', 'b7']}}", 20);
        assertServed("{t: {$gte: 'b9'}}", 20);
        var explained = explain("{t: 'a7'}");
        assertThat(explained.stages()).last().satisfies(scan -> assertThat(scan).containsEntry("isMultiKey", true));
        assertThat(pupils.find(doc("{t: {$gte: 'a'}}")).into(new ArrayList<>())).hasSize(COUNT);
    }

    @Test
    void a_multikey_index_does_not_serve_a_sort_it_would_get_wrong() {
        index("{t: 1}");
        var found = pupils.find(doc("{t: {$gte: 'b'}}"))
                .sort(doc("{t: 1, _id: -1}"))
                .limit(1)
                .first();
        assertThat(found).as("by its smallest element, in range or not").containsEntry("_id", 900);
    }

    @Test
    void embedded_fields_are_served() {
        index("{'school.county': 1}");
        assertServed("{'school.county': '县7'}", 50);
        assertScanned("{school: {county: '县7'}}");
    }

    @Test
    void a_unique_index_serves() {
        pupils.createIndex(
                doc("{name: 1}"), new IndexOptions().name("the-index").unique(true));
        assertServed("{name: '学生77'}", 1);
        assertServed("{name: '学生77', g: 7}", 1);
        assertServed("{name: {$in: ['学生77', '学生78']}}", 2);
    }

    @Test
    void a_prefix_regex_is_a_range() {
        index("{name: 1}");
        assertServed("{name: {$regex: '^学生99'}}", 12);
        assertServed("{name: /^学生99/}", 12);
        assertThat(explain("{name: {$regex: '^学生99[0-4]$'}}").documentsExamined())
                .isLessThanOrEqualTo(12);
        assertThat(pupils.find(doc("{name: {$regex: '^学生99[0-4]$'}}")).into(new ArrayList<>()))
                .hasSize(5);
        assertThat(pupils.find(doc("{name: {$regex: '^学生99|生1$'}}")).into(new ArrayList<>()))
                .hasSize(12);
        assertThat(pupils.find(doc("{name: {$regex: '^学生99?$'}}")).into(new ArrayList<>()))
                .as("the last character may be missing")
                .hasSize(2);
        assertThat(pupils.find(doc("{name: {$regex: '^学生99*$'}}")).into(new ArrayList<>()))
                .hasSize(3);
        assertThat(pupils.find(doc("{name: {$regex: '^学生99', $options: 'i'}}")).into(new ArrayList<>()))
                .hasSize(11);
        assertThat(pupils.find(doc("{name: {$regex: '生99'}}")).into(new ArrayList<>()))
                .hasSize(11);
    }

    @Test
    void a_sparse_index_serves_only_where_missing_cannot_match() {
        pupils.createIndex(
                doc("{rare: 1}"), new IndexOptions().name("the-index").sparse(true));
        assertServed("{rare: 1}", 30);
        assertServed("{rare: {$gt: 0}}", 30);
        assertServed("{rare: {$exists: true}}", 30);
        var sorted = explain("{rare: {$gt: 0}}", "{rare: 1}", 10);
        assertThat(sorted.indexes()).containsExactly("the-index");
        assertThat(sorted.sortsInMemory()).isFalse();
        assertScanned("{rare: null}");
        assertScanned("{rare: {$exists: false}}");
        assertScanned("{rare: {$ne: 1}}");
        assertThat(explain("{}", "{rare: 1}", 0).indexes()).isEmpty();
        assertThat(explain("{}", "{rare: 1}", 0).returned()).isEqualTo(COUNT);
    }

    @Test
    void a_partial_index_serves_only_what_its_filter_covers() {
        pupils.createIndex(doc("{n: 1}"), new IndexOptions().name("the-index").partialFilterExpression(doc("{g: 5}")));
        assertServed("{n: 15, g: 5}", 1);
        assertServed("{g: 5, n: {$lt: 100}}", 10);
        assertScanned("{n: 15}");
        assertScanned("{n: 15, g: 6}");
        assertScanned("{n: 15, g: {$in: [5, 6]}}");
        assertThat(explain("{n: 15}").returned()).isEqualTo(1);
    }

    @Test
    void a_partial_index_over_a_range_covers_narrower_ranges() {
        pupils.createIndex(
                doc("{g: 1}"), new IndexOptions().name("the-index").partialFilterExpression(doc("{n: {$gt: 500}}")));
        assertThat(explain("{g: 5, n: {$gt: 400}}").indexes()).isEmpty();
        assertThat(explain("{g: 5, n: {$gt: 400}}").returned()).isEqualTo(60);
        assertThat(explain("{g: 5, n: {$gt: 600}}").returned()).isEqualTo(40);
    }

    @Test
    void an_or_is_served_if_each_of_its_branches_is() {
        pupils.createIndex(doc("{n: 1}"));
        pupils.createIndex(doc("{name: 1}"));
        var explained = explain("{$or: [{n: 5}, {name: '学生7'}, {n: 7}]}");
        assertThat(explained.scansAll()).isFalse();
        assertThat(explained.indexes()).contains("n_1", "name_1");
        assertThat(explained.returned()).isEqualTo(2);
        assertThat(explained.documentsExamined()).isLessThanOrEqualTo(3);
        var unserved = explain("{$or: [{n: 5}, {'school.county': '县7'}]}");
        assertThat(unserved.scansAll()).isTrue();
        assertThat(unserved.returned()).isEqualTo(51);
    }

    @Test
    void the_branches_of_an_or_are_merged_in_the_order_that_their_indexes_have() {
        pupils.createIndex(doc("{g: 1, n: -1, _id: -1}"));
        pupils.createIndex(doc("{'school.county': 1, n: 1, _id: 1}"));
        var filter = "{$or: [{g: {$in: [5, 6]}}, {'school.county': '县5'}]}";
        var order = doc("{n: -1, _id: -1}");
        var all =
                pupils.find(doc(filter)).hint(doc("{$natural: 1}")).sort(order).into(new ArrayList<>());
        assertThat(pupils.find(doc(filter)).sort(order).into(new ArrayList<>())).isEqualTo(all);
        assertThat(pupils.find(doc(filter)).sort(order).skip(3).limit(4).into(new ArrayList<>()))
                .isEqualTo(all.subList(3, 7));
        var explained = explain(filter, "{n: -1, _id: -1}", 4);
        assertThat(explained.sortsInMemory()).isFalse();
        assertThat(explained.returned()).isEqualTo(4);
        assertThat(explained.documentsExamined()).isLessThanOrEqualTo(12);
        var otherwise = explain(filter, "{n: -1, name: 1}", 0);
        assertThat(otherwise.scansAll()).isFalse();
        assertThat(otherwise.sortsInMemory()).isTrue();
        assertThat(otherwise.returned()).isEqualTo(all.size());
    }

    @Test
    void two_documents_that_compare_equal_are_both_found_through_the_index() {
        index("{g: 1}");
        pupils.insertOne(new Document("_id", "long").append("g", 5L));
        pupils.insertOne(new Document("_id", "double").append("g", 5.0));
        assertServed("{g: 5}", 102);
        assertServed("{g: {$gt: 4.5, $lt: 5.5}}", 102);
    }

    @Test
    void updates_deletes_counts_and_aggregations_can_be_explained() {
        index("{n: 1}");
        for (var command : List.of(
                "{update: 'pupils', updates: [{q: {n: 5}, u: {$set: {x: 1}}}]}",
                "{delete: 'pupils', deletes: [{q: {n: 5}, limit: 1}]}",
                "{findAndModify: 'pupils', query: {n: 5}, update: {$set: {x: 1}}}",
                "{count: 'pupils', query: {n: 5}}",
                "{distinct: 'pupils', key: 'g', query: {n: 5}}")) {
            assertThat(Explained.of(database, doc(command), "queryPlanner").indexes())
                    .as(command)
                    .containsExactly("the-index");
        }
        var aggregate = database.runCommand(doc("""
                {explain: {aggregate: 'pupils', pipeline: [{$match: {n: 5}}, {$project: {n: 1}}], cursor: {}},
                 verbosity: 'queryPlanner'}"""));
        assertThat(aggregate.toJson()).contains("IXSCAN", "the-index");
        assertThat(pupils.find(doc("{n: 5}")).first()).as("explained, not done").doesNotContainKey("x");
    }

    @Test
    void a_match_and_sort_at_the_head_of_a_pipeline_are_served() {
        index("{g: 1, n: -1}");
        var aggregate = database.runCommand(doc("""
                {explain: {aggregate: 'pupils', pipeline: [{$match: {g: 5}}, {$sort: {n: -1}}, {$limit: 3}], cursor: {}},
                 verbosity: 'queryPlanner'}"""));
        assertThat(aggregate.toJson()).contains("IXSCAN", "the-index").doesNotContain("COLLSCAN");
    }

    @Test
    void a_hint_chooses_the_index() {
        pupils.createIndex(doc("{n: 1}"));
        pupils.createIndex(doc("{n: 1, g: 1}"));
        var find = new Document("find", "pupils").append("filter", doc("{n: 5, g: 5}"));
        assertThat(Explained.of(database, new Document(find).append("hint", "n_1"))
                        .indexes())
                .containsExactly("n_1");
        assertThat(Explained.of(database, new Document(find).append("hint", doc("{n: 1, g: 1}")))
                        .indexes())
                .containsExactly("n_1_g_1");
        assertThat(Explained.of(database, new Document(find).append("hint", doc("{$natural: 1}")))
                        .stageNames())
                .containsExactly("COLLSCAN");
    }

    @Test
    void the_compare_and_set_and_the_outbox_sweep_are_served() {
        pupils.createIndex(
                doc("{outboxAt: 1}"), new IndexOptions().name("outbox").sparse(true));
        pupils.updateMany(doc("{n: {$gte: 995}}"), doc("{$set: {outboxAt: {$numberLong: '7'}}}"));
        var sweep = explain("{outboxAt: {$gt: 0}}", "{outboxAt: 1}", 100);
        assertThat(sweep.indexes()).containsExactly("outbox");
        assertThat(sweep.sortsInMemory()).isFalse();
        assertThat(sweep.documentsExamined()).isEqualTo(5);
        assertThat(explain("{_id: 5, version: {$numberLong: '1'}}").documentsExamined())
                .isEqualTo(1);
    }
}
