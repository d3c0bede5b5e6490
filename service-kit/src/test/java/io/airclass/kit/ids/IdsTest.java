package io.airclass.kit.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void new_ids_sort_in_the_order_of_their_making() {
        var ids = Stream.generate(Ids::next).limit(10_000).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates();
        assertThat(UUID.fromString(ids.getFirst()).version()).isEqualTo(7);
    }

    @Test
    void the_same_parts_give_the_same_id_and_others_another() {
        assertThat(Ids.from("作业", "学生-1")).isEqualTo(Ids.from("作业", "学生-1"));
        assertThat(Ids.from("作业", "学生-1")).isNotEqualTo(Ids.from("作业", "学生-2"));
        assertThat(Ids.from("ab", "c")).isNotEqualTo(Ids.from("a", "bc"));
        var id = UUID.fromString(Ids.from("x"));
        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void a_hash_is_the_known_one() {
        assertThat(Ids.sha256Hex(new byte[0]))
                .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    }
}
