package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.FindOneAndUpdateOptions;
import com.mongodb.client.model.ReturnDocument;
import com.mongodb.client.model.UpdateOptions;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ArrayUpdateContractTest extends ContractTest {

    private Object afterwards(String field, String update) {
        return updated(update).get(field);
    }

    private Object filtered(String field, String update, String... arrayFilters) {
        pupils.updateOne(doc("{_id: 1}"), doc(update), new UpdateOptions().arrayFilters(docs(arrayFilters)));
        return first().get(field);
    }

    private void assertMarks(String update, String expected, String... arrayFilters) {
        assertThat(filtered("m", update, arrayFilters))
                .isEqualTo(doc("{m: " + expected + "}").get("m"));
    }

    @Test
    void push_appends_one_even_if_it_is_an_array() {
        insert("{_id: 1}");
        assertThat(afterwards("v", "{$push: {v: 1}}")).isEqualTo(List.of(1));
        assertThat(afterwards("v", "{$push: {v: [2, 3]}}")).isEqualTo(List.of(1, List.of(2, 3)));
        assertThat(afterwards("v", "{$push: {v: {id: 'e1'}}}"))
                .isEqualTo(List.of(1, List.of(2, 3), new Document("id", "e1")));
        insert("{_id: 2, v: 5}");
        assertRefused(2, () -> update("{_id: 2}", "{$push: {v: 1}}"));
    }

    @Test
    void push_takes_each_position_sort_and_slice() {
        insert("{_id: 1, v: [3, 1]}");
        assertThat(afterwards("v", "{$push: {v: {$each: [5, 4]}}}")).isEqualTo(List.of(3, 1, 5, 4));
        assertThat(afterwards("v", "{$push: {v: {$each: [9, 8], $position: 0}}}"))
                .isEqualTo(List.of(9, 8, 3, 1, 5, 4));
        assertThat(afterwards("v", "{$push: {v: {$each: [7], $position: -1}}}"))
                .isEqualTo(List.of(9, 8, 3, 1, 5, 7, 4));
        assertThat(afterwards("v", "{$push: {v: {$each: [2], $sort: 1}}}")).isEqualTo(List.of(1, 2, 3, 4, 5, 7, 8, 9));
        assertThat(afterwards("v", "{$push: {v: {$each: [], $slice: -3}}}")).isEqualTo(List.of(7, 8, 9));
        assertThat(afterwards("v", "{$push: {v: {$each: [6], $sort: -1, $slice: 2}}}"))
                .isEqualTo(List.of(9, 8));
        assertThat(afterwards("v", "{$push: {v: {$each: [1], $slice: 0}}}")).isEqualTo(List.of());
    }

    @Test
    void push_sorts_documents_by_their_fields() {
        insert("{_id: 1, v: [{at: 3, n: 1}, {at: 1, n: 2}]}");
        assertThat(afterwards("v", "{$push: {v: {$each: [{at: 2, n: 3}, {at: 1, n: 9}], $sort: {at: 1, n: -1}}}}"))
                .isEqualTo(doc("{v: [{at: 1, n: 9}, {at: 1, n: 2}, {at: 2, n: 3}, {at: 3, n: 1}]}")
                        .get("v"));
    }

    @Test
    void add_to_set_adds_only_what_is_not_there() {
        insert("{_id: 1, v: ['a']}");
        assertThat(afterwards("v", "{$addToSet: {v: 'a'}}")).isEqualTo(List.of("a"));
        assertThat(afterwards("v", "{$addToSet: {v: {$each: ['b', 'a', 'b']}}}"))
                .isEqualTo(List.of("a", "b"));
        assertThat(afterwards("w", "{$addToSet: {w: {k: 1}}}")).isEqualTo(List.of(new Document("k", 1)));
        assertThat(afterwards("w", "{$addToSet: {w: {k: 1}}}")).isEqualTo(List.of(new Document("k", 1)));
    }

    @Test
    void add_to_set_takes_numbers_of_different_types_as_equal() {
        insert("{_id: 1, v: [1]}");
        Object expected =
                server.shows(KnownDifference.ADD_TO_SET_TELLS_NUMBER_TYPES_APART) ? List.of(1, 1L) : List.of(1);
        assertThat(afterwards("v", "{$addToSet: {v: {$numberLong: '1'}}}")).isEqualTo(expected);
        if (server.shows(KnownDifference.ADD_TO_SET_TELLS_NUMBER_TYPES_APART)) {
            return;
        }
        assertThat(update("{_id: 1}", "{$addToSet: {v: 1.0}}").getModifiedCount())
                .isZero();
        assertThat(afterwards("v", "{$addToSet: {v: {$each: [2.0, 2, 1, {a: 1, b: 2}, {b: 2, a: 1}]}}, $inc: {n: 1}}"))
                .isEqualTo(List.of(1, 2.0, doc("{a: 1, b: 2}"), doc("{b: 2, a: 1}")));
        assertThat(updated("{$addToSet: {v: {b: 2, a: 1}}}").getList("v", Object.class))
                .hasSize(4);
        assertThat(pupils.findOneAndUpdate(
                        doc("{_id: 1}"),
                        doc("{$addToSet: {'deep.v': {$each: [1, 1.0]}}, $push: {w: 3}}"),
                        new FindOneAndUpdateOptions().returnDocument(ReturnDocument.AFTER)))
                .containsEntry("deep", doc("{v: [1]}"))
                .containsEntry("w", List.of(3));
        pupils.updateOne(doc("{_id: 2}"), doc("{$addToSet: {v: {$each: [1, 1.0]}}}"), new UpdateOptions().upsert(true));
        assertThat(pupils.find(doc("{_id: 2}")).first()).isEqualTo(doc("{_id: 2, v: [1]}"));
        assertRefused(2, () -> update("{_id: 1}", "{$addToSet: {n: 1}}"));
    }

    @Test
    void a_set_within_an_array_is_added_to_where_equality_is_sure() {
        insert("{_id: 1, m: [{k: 'a', v: ['x']}, {k: 'b', v: [1]}]}");
        update("{_id: 1, 'm.k': 'a'}", "{$addToSet: {'m.$.v': {$each: ['x', 'y']}}}");
        assertThat(first().get("m"))
                .isEqualTo(
                        doc("{m: [{k: 'a', v: ['x', 'y']}, {k: 'b', v: [1]}]}").get("m"));
        if (server.isOurs()) {
            assertRefused(NOT_SUPPORTED, () -> update("{_id: 1}", "{$addToSet: {'m.$[].v': 1.0}}"));
        }
    }

    @Test
    void pull_takes_away_equal_values_and_matching_documents() {
        insert("{_id: 1, v: [1, 2, 3, 2], w: [{id: 'a', n: 1}, {id: 'b', n: 2}, {id: 'c', n: 3}]}");
        assertThat(afterwards("v", "{$pull: {v: 2}}")).isEqualTo(List.of(1, 3));
        assertThat(afterwards("v", "{$pull: {v: {$gte: 3}}}")).isEqualTo(List.of(1));
        assertThat(afterwards("v", "{$pull: {v: 99, nothing: 1}}")).isEqualTo(List.of(1));
        assertThat(afterwards("w", "{$pull: {w: {id: 'b'}}}"))
                .isEqualTo(doc("{w: [{id: 'a', n: 1}, {id: 'c', n: 3}]}").get("w"));
        assertThat(afterwards("w", "{$pull: {w: {id: {$in: ['a', 'x']}}}}"))
                .isEqualTo(doc("{w: [{id: 'c', n: 3}]}").get("w"));
        assertThat(afterwards("w", "{$pull: {w: {n: {$gt: 1}, id: 'c'}}}")).isEqualTo(List.of());
    }

    @Test
    void pop_takes_an_end() {
        insert("{_id: 1, v: [1, 2, 3]}");
        assertThat(afterwards("v", "{$pop: {v: 1}}")).isEqualTo(List.of(1, 2));
        assertThat(afterwards("v", "{$pop: {v: -1}}")).isEqualTo(List.of(2));
    }

    @Test
    void the_positional_operator_changes_the_first_element_that_matched() {
        insert("{_id: 1, m: [{s: '语文', n: 1}, {s: '数学', n: 2}, {s: '数学', n: 3}], v: [5, 6, 7]}");
        update("{_id: 1, 'm.s': '数学'}", "{$set: {'m.$.n': 20}}");
        assertThat(first().get("m"))
                .isEqualTo(doc("{m: [{s: '语文', n: 1}, {s: '数学', n: 20}, {s: '数学', n: 3}]}")
                        .get("m"));
        update("{_id: 1, m: {$elemMatch: {s: '数学', n: 3}}}", "{$inc: {'m.$.n': 10}, $set: {'m.$.x': true}}");
        assertThat(first().get("m"))
                .isEqualTo(doc("{m: [{s: '语文', n: 1}, {s: '数学', n: 20}, {s: '数学', n: 13, x: true}]}")
                        .get("m"));
        update("{_id: 1, v: {$gte: 6}}", "{$set: {'v.$': 60}}");
        assertThat(first().get("v")).isEqualTo(List.of(5, 60, 7));
        update("{_id: 1, v: 7}", "{$unset: {'v.$': ''}}");
        assertThat(first().getList("v", Integer.class)).containsExactly(5, 60, null);
    }

    @Test
    void the_positional_operator_without_a_match_in_an_array_is_refused() {
        insert("{_id: 1, v: [5, 6, 7]}");
        assertRefused(2, () -> update("{_id: 1}", "{$set: {'v.$': 60}}"));
    }

    @Test
    void all_elements_change_by_the_all_positional_operator() {
        insert("{_id: 1, m: [{n: 1}, {n: 2}], v: [1, 2]}");
        assertMarks("{$inc: {'m.$[].n': 10}}", "[{n: 11}, {n: 12}]");
        assertThat(afterwards("v", "{$mul: {'v.$[]': 2}}")).isEqualTo(List.of(2, 4));
        assertRefused(2, () -> updated("{$inc: {'nothing.$[]': 1}}"));
    }

    @Test
    void array_filters_choose_the_elements() {
        insert("{_id: 1, m: [{s: '语文', n: 50, k: []}, {s: '数学', n: 70, k: [1, 2]}, {s: '英语', n: 90, k: [2]}]}");
        assertMarks(
                "{$set: {'m.$[low].again': true}}",
                "[{s: '语文', n: 50, k: [], again: true}, {s: '数学', n: 70, k: [1, 2]}, {s: '英语', n: 90, k: [2]}]",
                "{'low.n': {$lt: 60}}");
        assertMarks(
                "{$inc: {'m.$[x].n': 1}, $unset: {'m.$[y].again': ''}}",
                "[{s: '语文', n: 50, k: []}, {s: '数学', n: 71, k: [1, 2]}, {s: '英语', n: 90, k: [2]}]",
                "{'x.s': '数学', 'x.n': 70}",
                "{'y.s': '语文'}");
        assertMarks(
                "{$set: {'m.$[].k.$[two]': 22}}",
                "[{s: '语文', n: 50, k: []}, {s: '数学', n: 71, k: [1, 22]}, {s: '英语', n: 90, k: [22]}]",
                "{two: 2}");
        assertMarks(
                "{$push: {'m.$[x].k': 9}}",
                "[{s: '语文', n: 50, k: []}, {s: '数学', n: 71, k: [1, 22]}, {s: '英语', n: 90, k: [22, 9]}]",
                "{'x.s': '英语'}");
    }

    @Test
    void an_array_filter_that_nothing_uses_or_gives_is_refused() {
        insert("{_id: 1, m: [{n: 1}]}");
        assertRefused(9, () -> filtered("m", "{$set: {a: 1}}", "{'x.n': 1}"));
        assertRefused(
                server.shows(KnownDifference.A_MISSING_ARRAY_FILTER_IS_A_BAD_PATH) ? 28 : 2,
                () -> filtered("m", "{$set: {'m.$[x].n': 1}}"));
        assertThat(first()).isEqualTo(doc("{_id: 1, m: [{n: 1}]}"));
    }

    @Test
    void an_index_in_a_path_reaches_one_element() {
        insert("{_id: 1, v: [1, 2], m: [{n: 1}]}");
        assertThat(afterwards("v", "{$set: {'v.1': 20, 'v.3': 40}}"))
                .isEqualTo(java.util.Arrays.asList(1, 20, null, 40));
        assertThat(afterwards("m", "{$inc: {'m.0.n': 1}}")).isEqualTo(List.of(new Document("n", 2)));
    }
}
