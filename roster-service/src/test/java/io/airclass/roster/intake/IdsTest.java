package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void a_hundred_thousand_texts_are_found_again_by_their_numbers_and_the_other_way_round() {
        var ids = new Ids();
        int count = 100_000;
        for (int i = 0; i < count; i++) {
            assertThat(ids.mention("学生-" + i)).isEqualTo(i);
        }
        for (int i = 0; i < count; i++) {
            assertThat(ids.find("学生-" + i)).isEqualTo(i);
            assertThat(ids.text(i)).isEqualTo("学生-" + i);
        }
        assertThat(ids.find("学生-" + count)).isEqualTo(-1);
        assertThat(ids.size()).isEqualTo(count);
    }

    @Test
    void a_text_that_is_only_mentioned_or_has_fallen_does_not_stand() {
        var ids = new Ids();
        int number = ids.mention("a");
        assertThat(ids.stands(number)).isFalse();
        assertThat(ids.define(number, 7)).isTrue();
        assertThat(ids.define(number, 8)).isFalse();
        assertThat(ids.lineOf(number)).isEqualTo(7);
        ids.fall(number);
        assertThat(ids.stands(number)).isFalse();
        assertThat(ids.lineOf(number)).isZero();
        assertThat(ids.define(number, 9)).isFalse();
        assertThat(ids.stands(-1)).isFalse();
    }

    @Test
    void links_are_grouped_by_either_end() {
        var links = new Links();
        for (int i = 0; i < 5_000; i++) {
            links.add(i % 10, i % 7, i);
        }
        var seen = new ArrayList<Integer>();
        links.byLeft(11).each(3, link -> seen.add(links.more(link)));
        assertThat(seen).hasSize(500).startsWith(3, 13, 23);
        var none = new ArrayList<Integer>();
        links.byLeft(11).each(10, none::add);
        assertThat(none).isEmpty();
        var right = new ArrayList<Integer>();
        links.byRight(7).each(6, link -> right.add(links.left(link)));
        assertThat(right).hasSize(714);
    }
}
