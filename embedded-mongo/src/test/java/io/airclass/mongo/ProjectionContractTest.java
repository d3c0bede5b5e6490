package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.Test;

class ProjectionContractTest extends ContractTest {

    private Document projected(String projection) {
        return pupils.find(doc("{_id: 1}")).projection(doc(projection)).first();
    }

    @Test
    void included_fields_come_with_the_id_unless_it_is_excluded() {
        insert("{_id: 1, a: 1, b: 2, c: 3}");
        assertThat(projected("{b: 1, a: 1, none: 1}")).isEqualTo(doc("{_id: 1, a: 1, b: 2}"));
        assertThat(projected("{a: true, _id: 0}")).isEqualTo(doc("{a: 1}"));
        assertThat(projected("{_id: 1}")).isEqualTo(doc("{_id: 1}"));
        assertThat(projected("{}")).isEqualTo(doc("{_id: 1, a: 1, b: 2, c: 3}"));
    }

    @Test
    void excluded_fields_are_left_out() {
        insert("{_id: 1, a: 1, b: {c: 2, d: 3}}");
        assertThat(projected("{a: 0, 'b.c': 0}")).isEqualTo(doc("{_id: 1, b: {d: 3}}"));
        assertThat(projected("{_id: 0}")).isEqualTo(doc("{a: 1, b: {c: 2, d: 3}}"));
    }

    @Test
    void embedded_fields_are_projected_through_arrays() {
        insert("{_id: 1, a: {b: {c: 1, d: 2}, e: 3}, m: [{n: 1, o: 2}, {n: 3, o: 4}]}");
        assertThat(projected("{'a.b.c': 1, 'm.n': 1}")).isEqualTo(doc("{_id: 1, a: {b: {c: 1}}, m: [{n: 1}, {n: 3}]}"));
        assertThat(projected("{'a.b.c': 0, 'm.n': 0}"))
                .isEqualTo(doc("{_id: 1, a: {b: {d: 2}, e: 3}, m: [{o: 2}, {o: 4}]}"));
    }

    @Test
    void inclusion_and_exclusion_do_not_mix() {
        insert("{_id: 1, a: 1, b: 1}");
        int code = codeOf(() -> projected("{a: 1, b: 0}"));
        assertThat(code).isIn(31253, 31254);
    }

    @Test
    void a_slice_is_a_part_of_an_array() {
        insert("{_id: 1, v: [1, 2, 3, 4, 5], x: 9}");
        assertThat(projected("{v: {$slice: 2}}").get("v")).isEqualTo(List.of(1, 2));
        assertThat(projected("{v: {$slice: -2}}").get("v")).isEqualTo(List.of(4, 5));
        assertThat(projected("{v: {$slice: [1, 2]}}").get("v")).isEqualTo(List.of(2, 3));
        assertThat(projected("{v: {$slice: [-3, 2]}}").get("v")).isEqualTo(List.of(3, 4));
        assertThat(projected("{v: {$slice: 99}}").get("v")).isEqualTo(List.of(1, 2, 3, 4, 5));
        assertThat(projected("{x: 1, v: {$slice: 1}}")).isEqualTo(doc("{_id: 1, v: [1], x: 9}"));
    }

    @Test
    void a_slice_alone_or_with_exclusions_keeps_the_other_fields() {
        insert("{_id: 1, v: [1, 2], x: 9, y: 8}");
        if (server.shows(KnownDifference.A_SLICE_ALONE_DROPS_THE_OTHER_FIELDS)) {
            assertThat(projected("{v: {$slice: 1}}")).isEqualTo(doc("{_id: 1, v: [1]}"));
            return;
        }
        assertThat(projected("{v: {$slice: 1}}")).isEqualTo(doc("{_id: 1, v: [1], x: 9, y: 8}"));
        assertThat(projected("{x: 0, v: {$slice: 1}}")).isEqualTo(doc("{_id: 1, v: [1], y: 8}"));
    }

    @Test
    void elem_match_gives_the_first_matching_element() {
        insert("{_id: 1, m: [{s: '语文', n: 1}, {s: '数学', n: 2}, {s: '数学', n: 3}], x: 1}");
        assertThat(projected("{m: {$elemMatch: {s: '数学'}}}")).isEqualTo(doc("{_id: 1, m: [{s: '数学', n: 2}]}"));
        assertThat(projected("{m: {$elemMatch: {s: '数学', n: {$gt: 2}}}, x: 1}"))
                .isEqualTo(doc("{_id: 1, m: [{s: '数学', n: 3}], x: 1}"));
        assertThat(projected("{m: {$elemMatch: {s: '英语'}}}")).isEqualTo(doc("{_id: 1}"));
    }

    @Test
    void elem_match_on_plain_values_gives_the_first_that_matches() {
        insert("{_id: 1, v: [1, 5, 9]}");
        if (server.isOurs()) {
            assertRefused(NOT_SUPPORTED, () -> projected("{v: {$elemMatch: {$gt: 3}}}"));
            return;
        }
        assertThat(projected("{v: {$elemMatch: {$gt: 3}}}"))
                .isEqualTo(
                        server.shows(KnownDifference.ELEM_MATCH_PROJECTS_ONLY_DOCUMENTS)
                                ? doc("{_id: 1}")
                                : doc("{_id: 1, v: [5]}"));
    }
}
