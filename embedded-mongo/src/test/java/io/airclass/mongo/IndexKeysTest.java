package io.airclass.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.CannotIndexParallelArraysError;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IndexKeysTest {

    @Test
    void an_array_gives_a_key_for_each_element_once() {
        var keys = keys(new Document("tags", List.of("b", "a", "b")), "tags");
        assertThat(keys.keys()).containsExactly(KeyBytes.of("a"), KeyBytes.of("b"));
        assertThat(keys.arrayFields()).isEqualTo(1);
    }

    @Test
    void an_empty_array_has_a_key_below_null() {
        assertThat(keys(new Document("tags", List.of()), "tags").keys()).containsExactly(KeyBytes.of(KeyBytes.EMPTY));
    }

    @Test
    void what_is_missing_counts_as_null_and_is_not_in_a_sparse_index() {
        assertThat(keys(new Document("a", 1), "b").keys()).containsExactly(KeyBytes.of(null));
        assertThat(IndexKeys.of(new Document("a", 1), fields("b"), true).keys()).isEmpty();
        assertThat(IndexKeys.of(new Document("a", 1), fields("a", "b"), true).keys())
                .hasSize(1);
        var present = new Document();
        present.put("b", null);
        assertThat(IndexKeys.of(present, fields("b"), true).keys()).hasSize(1);
    }

    @Test
    void fields_within_the_elements_of_one_array_stay_together() {
        var document = new Document(
                "answers",
                List.of(new Document("item", "i1").append("score", 1), new Document("item", "i2").append("score", 2)));
        assertThat(keys(document, "answers.item", "answers.score").keys())
                .containsExactly(
                        KeyBytes.concat(KeyBytes.of("i1"), KeyBytes.of(1)),
                        KeyBytes.concat(KeyBytes.of("i2"), KeyBytes.of(2)));
    }

    @Test
    void an_element_can_be_meant_by_its_place() {
        var keys = keys(new Document("scores", List.of(3, 5)), "scores.1");
        assertThat(keys.keys()).containsExactly(KeyBytes.of(5));
        assertThat(keys.arrayFields()).isZero();
    }

    @Test
    void two_arrays_beside_each_other_are_refused() {
        assertThatThrownBy(() -> keys(new Document("a", List.of(1, 2)).append("b", List.of(3, 4)), "a", "b"))
                .isInstanceOf(CannotIndexParallelArraysError.class);
    }

    private static IndexKeys keys(Document document, String... paths) {
        return IndexKeys.of(document, fields(paths), false);
    }

    private static List<IndexSpec.Field> fields(String... paths) {
        return Stream.of(paths).map(path -> new IndexSpec.Field(path, true)).toList();
    }
}
