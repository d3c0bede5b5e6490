package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void chinese_is_asked_for_by_two_characters_each() {
        assertThat(Terms.asked("一元二次")).containsExactly("一元", "元二", "二次");
        assertThat(Terms.asked("春")).containsExactly("春");
        assertThat(Terms.asked("春，夏")).containsExactly("春", "夏");
    }

    @Test
    void what_is_indexed_has_everything_that_can_be_asked_for() {
        assertThat(Terms.indexed("勾股定理")).containsExactly("勾", "股", "定", "理", "勾股", "股定", "定理");
        for (String part : new String[] {"勾", "勾股", "股定理", "勾股定理"}) {
            assertThat(Terms.indexed("勾股定理")).containsAll(Terms.asked(part));
        }
    }

    @Test
    void letters_and_digits_are_words_however_they_are_written() {
        assertThat(Terms.asked("Unit 3 Ｕｎｉｔ４ Ａbc-def")).containsExactly("unit", "3", "unit4", "abc", "def");
        assertThat(Terms.asked("x".repeat(30))).containsExactly("x".repeat(20));
    }

    @Test
    void a_character_beyond_the_first_plane_is_one() {
        assertThat(Terms.asked("𠮷野")).containsExactly("𠮷野");
        assertThat(Terms.asked("😀 ，。")).isEmpty();
    }
}
