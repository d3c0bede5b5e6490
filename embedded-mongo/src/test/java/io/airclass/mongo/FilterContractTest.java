package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.UUID;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.junit.jupiter.api.Test;

class FilterContractTest extends ContractTest {

    @Test
    void an_empty_filter_finds_everything_and_a_missing_collection_is_empty() {
        assertThat(idsOf("{}")).isEmpty();
        insert("{_id: 1}", "{_id: 2}");
        assertThat(idsOf("{}")).containsExactly(1, 2);
    }

    @Test
    void equality_is_of_every_field_named() {
        insert("{_id: 1, grade: 7, name: '王小明'}", "{_id: 2, grade: 7, name: '李雷'}");
        assertThat(idsOf("{grade: 7, name: '李雷'}")).containsExactly(2);
        assertThat(idsOf("{grade: {$eq: 7}}")).containsExactly(1, 2);
        assertThat(idsOf("{name: '小明'}")).isEmpty();
    }

    @Test
    void comparisons_hold_at_their_bounds() {
        insert("{_id: 1, n: 59}", "{_id: 2, n: 60}", "{_id: 3, n: 61}");
        assertThat(idsOf("{n: {$gt: 60}}")).containsExactly(3);
        assertThat(idsOf("{n: {$gte: 60}}")).containsExactly(2, 3);
        assertThat(idsOf("{n: {$lt: 60}}")).containsExactly(1);
        assertThat(idsOf("{n: {$lte: 60}}")).containsExactly(1, 2);
        assertThat(idsOf("{n: {$gt: 59, $lt: 61}}")).containsExactly(2);
        assertThat(idsOf("{n: {$ne: 60}}")).containsExactly(1, 3);
        assertThat(idsOf("{n: {$in: [59, 61, 99]}}")).containsExactly(1, 3);
        assertThat(idsOf("{n: {$in: []}}")).isEmpty();
        assertThat(idsOf("{n: {$nin: [59, 61]}}")).containsExactly(2);
    }

    @Test
    void numbers_are_equal_across_their_types() {
        pupils.insertMany(List.of(
                new Document("_id", 1).append("n", 5),
                new Document("_id", 2).append("n", 5L),
                new Document("_id", 3).append("n", 5.0),
                new Document("_id", 4).append("n", 5.5)));
        for (Object five : new Object[] {5, 5L, 5.0}) {
            assertThat(pupils.countDocuments(new Document("n", five))).isEqualTo(3);
        }
        assertThat(idsOf("{n: {$gt: 5}}")).containsExactly(4);
        assertThat(idsOf("{n: {$lte: 5.4}}")).containsExactly(1, 2, 3);
    }

    @Test
    void long_numbers_beyond_what_a_double_holds_stay_apart() {
        pupils.insertMany(List.of(
                new Document("_id", 1).append("n", 9007199254740992L),
                new Document("_id", 2).append("n", 9007199254740993L),
                new Document("_id", 3).append("n", Long.MAX_VALUE)));
        assertThat(pupils.countDocuments(new Document("n", 9007199254740993L))).isEqualTo(1);
        assertThat(pupils.countDocuments(new Document("n", new Document("$gt", 9007199254740992L))))
                .isEqualTo(2);
        assertThat(sortedBy("{n: -1}")).containsExactly(3, 2, 1);
    }

    @Test
    void a_comparison_stays_within_the_type_of_its_bound() {
        insert("{_id: 1, v: 5}", "{_id: 2, v: 'a'}", "{_id: 3, v: true}", "{_id: 4, v: null}", "{_id: 5}");
        assertThat(idsOf("{v: {$gt: 1}}")).containsExactly(1);
        assertThat(idsOf("{v: {$lt: 'b'}}")).containsExactly(2);
        assertThat(idsOf("{v: {$gte: false}}")).containsExactly(3);
    }

    @Test
    void null_matches_null_and_missing_but_exists_tells_them_apart() {
        insert("{_id: 1, v: null}", "{_id: 2}", "{_id: 3, v: 0}", "{_id: 4, v: ''}");
        assertThat(idsOf("{v: null}")).containsExactly(1, 2);
        assertThat(idsOf("{v: {$in: [null, 0]}}")).containsExactly(1, 2, 3);
        assertThat(idsOf("{v: {$ne: null}}")).containsExactly(3, 4);
        assertThat(idsOf("{v: {$exists: true}}")).containsExactly(1, 3, 4);
        assertThat(idsOf("{v: {$exists: false}}")).containsExactly(2);
    }

    @Test
    void null_as_a_bound_matches_null_and_missing() {
        insert("{_id: 1, v: null}", "{_id: 2}", "{_id: 3, v: 0}");
        assertThat(idsOf("{v: {$gte: null}}"))
                .isEqualTo(server.shows(KnownDifference.NULL_AS_A_BOUND_MATCHES_NOTHING) ? List.of() : List.of(1, 2));
    }

    @Test
    void dates_uuids_and_object_ids_are_found_and_compared() {
        var early = Date.from(Instant.parse("2026-09-01T00:00:00Z"));
        var late = Date.from(Instant.parse("2027-01-15T08:30:00.123Z"));
        var uuid = UUID.fromString("0190163d-8694-739b-aea5-966c26f8ad91");
        var objectId = new ObjectId("6560c0ffee00000000000001");
        pupils.insertMany(List.of(
                new Document("_id", 1).append("at", early).append("key", uuid).append("ref", objectId),
                new Document("_id", 2)
                        .append("at", late)
                        .append("key", UUID.fromString("ffffffff-8694-739b-aea5-966c26f8ad91"))));
        assertThat(pupils.find(new Document("at", late)).first()).containsEntry("at", late);
        assertThat(pupils.find(new Document("key", uuid)).first()).containsEntry("key", uuid);
        assertThat(pupils.find(new Document("ref", objectId)).first()).containsEntry("_id", 1);
        assertThat(pupils.countDocuments(new Document("at", new Document("$gt", early))))
                .isEqualTo(1);
        assertThat(pupils.countDocuments(new Document("key", new Document("$gt", uuid))))
                .isEqualTo(1);
    }

    @Test
    void embedded_fields_are_reached_by_dots() {
        insert(
                "{_id: 1, school: {county: '晴隆县', name: {full: '第一中学'}}}",
                "{_id: 2, school: {county: '兴仁市'}}",
                "{_id: 3, school: '晴隆县'}");
        assertThat(idsOf("{'school.county': '晴隆县'}")).containsExactly(1);
        assertThat(idsOf("{'school.name.full': '第一中学'}")).containsExactly(1);
        assertThat(idsOf("{'school.name': {$exists: false}}")).containsExactly(2, 3);
        assertThat(idsOf("{school: {county: '兴仁市'}}")).containsExactly(2);
    }

    @Test
    void an_embedded_document_is_equal_only_in_the_same_order() {
        insert("{_id: 1, v: {a: 1, b: 2}}", "{_id: 2, v: {b: 2, a: 1}}");
        assertThat(idsOf("{v: {a: 1, b: 2}}")).containsExactly(1);
    }

    @Test
    void a_filter_on_an_array_holds_for_any_element_or_the_whole() {
        insert(
                "{_id: 1, tags: ['数学', '物理']}",
                "{_id: 2, tags: ['语文']}",
                "{_id: 3, tags: []}",
                "{_id: 4, tags: '数学'}",
                "{_id: 5}");
        assertThat(idsOf("{tags: '数学'}")).containsExactly(1, 4);
        assertThat(idsOf("{tags: ['语文']}")).containsExactly(2);
        assertThat(idsOf("{tags: []}")).containsExactly(3);
        assertThat(idsOf("{tags: {$in: ['语文', '物理']}}")).containsExactly(1, 2);
        assertThat(idsOf("{tags: {$ne: '数学'}}")).containsExactly(2, 3, 5);
        assertThat(idsOf("{tags: {$nin: ['数学', '语文']}}")).containsExactly(3, 5);
        assertThat(idsOf("{'tags.0': '数学'}")).containsExactly(1);
        assertThat(idsOf("{'tags.1': {$exists: true}}")).containsExactly(1);
        assertThat(idsOf("{tags: {$exists: true}}")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void two_bounds_on_an_array_may_be_met_by_two_elements() {
        insert("{_id: 1, n: [1, 9]}", "{_id: 2, n: [5]}", "{_id: 3, n: [9]}");
        assertThat(idsOf("{n: {$gt: 4, $lt: 6}}"))
                .isEqualTo(server.shows(KnownDifference.ONE_ELEMENT_MEETS_BOTH_BOUNDS) ? List.of(2) : List.of(1, 2));
        assertThat(idsOf("{n: {$elemMatch: {$gt: 4, $lt: 6}}}")).containsExactly(2);
        assertThat(idsOf("{n: {$gt: 8}}")).containsExactly(1, 3);
    }

    @Test
    void size_is_exact() {
        insert("{_id: 1, a: []}", "{_id: 2, a: [1]}", "{_id: 3, a: [1, 2]}", "{_id: 4, a: 1}", "{_id: 5}");
        assertThat(idsOf("{a: {$size: 0}}")).containsExactly(1);
        assertThat(idsOf("{a: {$size: 2}}")).containsExactly(3);
    }

    @Test
    void elem_match_holds_for_one_element_as_a_whole() {
        insert(
                "{_id: 1, marks: [{subject: '数学', score: 95}, {subject: '语文', score: 60}]}",
                "{_id: 2, marks: [{subject: '数学', score: 60}, {subject: '语文', score: 95}]}",
                "{_id: 3, marks: []}",
                "{_id: 4}");
        assertThat(idsOf("{marks: {$elemMatch: {subject: '数学', score: {$gte: 90}}}}"))
                .containsExactly(1);
        assertThat(idsOf("{'marks.subject': '数学', 'marks.score': {$gte: 90}}")).containsExactly(1, 2);
        assertThat(idsOf("{marks: {$elemMatch: {score: {$in: [60]}, subject: '语文'}}}"))
                .containsExactly(1);
    }

    @Test
    void a_field_is_absent_from_an_array_only_if_no_element_has_it() {
        insert("{_id: 1, marks: [{score: 1}, {}]}", "{_id: 2, marks: [{}]}", "{_id: 3}");
        assertThat(idsOf("{'marks.score': {$exists: true}}")).containsExactly(1);
        assertThat(idsOf("{'marks.score': {$exists: false}}"))
                .isEqualTo(
                        server.shows(KnownDifference.A_FIELD_IS_ABSENT_IF_ONE_ELEMENT_LACKS_IT)
                                ? List.of(1, 2, 3)
                                : List.of(2, 3));
    }

    @Test
    void not_through_an_array_holds_if_no_element_meets_the_condition() {
        insert("{_id: 1, marks: [{n: 1}, {n: 9}]}", "{_id: 2, marks: [{n: 1}]}", "{_id: 3}");
        assertThat(idsOf("{'marks.n': {$not: {$gt: 5}}}"))
                .isEqualTo(
                        server.shows(KnownDifference.NOT_IS_ASKED_OF_EACH_ELEMENT) ? List.of(1, 2, 3) : List.of(2, 3));
        assertThat(idsOf("{'marks.n': {$ne: 9}}")).containsExactly(2, 3);
        assertThat(idsOf("{'marks.n': {$nin: [9, 8]}}")).containsExactly(2, 3);
    }

    @Test
    void and_or_nor_and_not_combine() {
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 2}");
        assertThat(idsOf("{$and: [{a: 1}, {b: 2}]}")).containsExactly(2);
        assertThat(idsOf("{$or: [{a: 2}, {b: 1}]}")).containsExactly(1, 3);
        assertThat(idsOf("{a: 1, $or: [{b: 1}, {b: 9}]}")).containsExactly(1);
        assertThat(idsOf("{$or: [{$and: [{a: 1}, {b: 1}]}, {$and: [{a: 2}, {b: 2}]}]}"))
                .containsExactly(1, 3);
        assertThat(idsOf("{$nor: [{a: 2}, {b: 1}]}")).containsExactly(2);
        assertThat(idsOf("{b: {$not: {$gt: 1}}}")).containsExactly(1);
        assertRefused(2, () -> idsOf("{$or: []}"));
        assertRefused(2, () -> idsOf("{$and: []}"));
    }

    @Test
    void expressions_compare_fields_of_the_document() {
        insert("{_id: 1, spent: 90, limit: 60}", "{_id: 2, spent: 50, limit: 60}");
        assertThat(idsOf("{$expr: {$gt: ['$spent', '$limit']}}")).containsExactly(1);
        assertThat(idsOf("{_id: 2, $expr: {$lte: [{$add: ['$spent', 10]}, '$limit']}}"))
                .containsExactly(2);
        assertThat(idsOf("{$expr: {$and: [{$eq: ['$limit', 60]}, {$ne: ['$spent', 90]}]}}"))
                .containsExactly(2);
        assertThat(idsOf("{$expr: {$in: ['$spent', [50, 51]]}}")).containsExactly(2);
    }

    @Test
    void an_anchored_regex_finds_a_prefix_of_any_script() {
        insert(
                "{_id: 1, name: '王小明'}",
                "{_id: 2, name: '小王'}",
                "{_id: 3, name: ['王老五', 'x']}",
                "{_id: 4, name: 7}",
                "{_id: 5}");
        assertThat(idsOf("{name: {$regex: '^王'}}")).containsExactly(1, 3);
        assertThat(idsOf("{name: /^小王$/}")).containsExactly(2);
        assertThat(idsOf("{name: {$in: [/^王/, '小王']}}")).containsExactly(1, 2, 3);
        insert("{_id: 6, name: 'Abc'}");
        assertThat(idsOf("{name: {$regex: '^abc', $options: 'i'}}")).containsExactly(6);
        assertThat(idsOf("{name: {$regex: '^abc'}}")).isEmpty();
        assertThat(idsOf("{name: {$regex: '^A.c'}}")).containsExactly(6);
    }

    @Test
    void an_unknown_operator_is_refused() {
        insert("{_id: 1, a: 1}");
        assertRefusedAsUnknown(2, () -> idsOf("{a: {$near_enough: 1}}"));
        assertRefusedAsUnknown(2, () -> idsOf("{$sometimes: [{a: 1}]}"));
    }

    @Test
    void sort_skip_and_limit_apply_in_this_order() {
        insert("{_id: 1, n: 3}", "{_id: 2, n: 1}", "{_id: 3, n: 2}", "{_id: 4, n: 4}");
        var found = pupils.find(doc("{n: {$lt: 4}}")).limit(1).skip(1).sort(doc("{n: -1}"));
        assertThat(found.map(d -> d.get("_id")).into(new ArrayList<>())).isEqualTo(List.of(3));
        assertThat(pupils.find().sort(doc("{n: 1}")).skip(10).first()).isNull();
    }

    @Test
    void types_sort_in_the_order_of_mongodb() {
        pupils.insertMany(List.of(
                new Document("_id", "date").append("v", new Date(0)),
                new Document("_id", "true").append("v", true),
                new Document("_id", "oid").append("v", new ObjectId("6560c0ffee00000000000001")),
                new Document("_id", "uuid").append("v", new UUID(1, 1)),
                new Document("_id", "doc").append("v", new Document("a", 1)),
                new Document("_id", "string").append("v", "课"),
                new Document("_id", "number").append("v", 1e300),
                new Document("_id", "null").append("v", null)));
        assertThat(sortedBy("{v: 1}"))
                .containsExactly("null", "number", "string", "doc", "uuid", "oid", "true", "date");
        assertThat(sortedBy("{v: -1}"))
                .containsExactly("date", "true", "oid", "uuid", "doc", "string", "number", "null");
    }

    @Test
    void numbers_of_all_types_sort_together() {
        pupils.insertMany(List.of(
                new Document("_id", 1).append("v", 2L),
                new Document("_id", 2).append("v", -1.5),
                new Document("_id", 3).append("v", 1),
                new Document("_id", 4).append("v", Double.NEGATIVE_INFINITY),
                new Document("_id", 5).append("v", Long.MAX_VALUE),
                new Document("_id", 6).append("v", 1.25)));
        assertThat(sortedBy("{v: 1}")).containsExactly(4, 2, 3, 6, 1, 5);
    }

    @Test
    void an_array_sorts_by_its_smallest_element_upward_and_by_its_largest_downward() {
        insert("{_id: 1, v: [5, 1]}", "{_id: 2, v: 3}", "{_id: 3, v: [2, 9]}");
        assertThat(sortedBy("{v: 1}")).containsExactly(1, 3, 2);
        assertThat(sortedBy("{v: -1}")).containsExactly(3, 1, 2);
    }

    @Test
    void missing_and_null_sort_first_and_together() {
        insert("{_id: 1, v: 'a'}", "{_id: 2}", "{_id: 3, v: null}", "{_id: 4, v: -5}");
        assertThat(sortedBy("{v: 1, _id: 1}")).containsExactly(2, 3, 4, 1);
        assertThat(sortedBy("{v: -1, _id: -1}")).containsExactly(1, 4, 3, 2);
    }

    @Test
    void an_empty_array_sorts_before_null() {
        insert("{_id: 1, v: 'a'}", "{_id: 2, v: []}", "{_id: 3, v: null}", "{_id: 4, v: []}", "{_id: 5, v: [-9]}");
        if (!server.shows(KnownDifference.EMPTY_ARRAYS_HAVE_NO_ORDER)) {
            assertThat(sortedBy("{v: 1, _id: 1}")).containsExactly(2, 4, 3, 5, 1);
            assertThat(sortedBy("{v: -1, _id: 1}")).containsExactly(1, 5, 3, 2, 4);
        }
    }

    @Test
    void several_sort_keys_each_have_their_direction() {
        insert("{_id: 1, a: 1, b: 1}", "{_id: 2, a: 1, b: 2}", "{_id: 3, a: 2, b: 1}", "{_id: 4, a: 2, b: 2}");
        assertThat(sortedBy("{a: 1, b: -1}")).containsExactly(2, 1, 4, 3);
        assertThat(sortedBy("{a: -1, b: 1}")).containsExactly(3, 4, 1, 2);
        assertThat(sortedBy("{$natural: 1}")).containsExactly(1, 2, 3, 4);
    }

    @Test
    void text_sorts_by_code_point() {
        insert("{_id: 1, v: 'é'}", "{_id: 2, v: 'Z'}", "{_id: 3, v: 'a'}", "{_id: 4, v: '班'}", "{_id: 5, v: '一'}");
        assertThat(sortedBy("{v: 1}")).containsExactly(2, 3, 1, 5, 4);
    }

    @Test
    void text_beyond_the_basic_plane_sorts_after_it() {
        insert("{_id: 1, v: '\uD842\uDFB7'}", "{_id: 2, v: '\uFF08'}");
        assertThat(sortedBy("{v: 1}"))
                .isEqualTo(
                        server.shows(KnownDifference.RARE_CHARACTERS_SORT_BY_UTF_16) ? List.of(1, 2) : List.of(2, 1));
    }
}
