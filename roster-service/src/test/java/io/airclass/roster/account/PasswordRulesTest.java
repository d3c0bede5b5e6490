package io.airclass.roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.account.PasswordRules.Weakness;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {
    private static final Set<String> COMMON = CommonPasswords.shipped();
    private static final List<String> OWNER = List.of("li.ming", "李明", "明", "李");

    private static List<Weakness> weaknesses(String password) {
        return PasswordRules.weaknesses(password, OWNER, COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lesson-2026", "gui zhou de yun", "兴义的早晨很安静", "k7#mvq2x", "sanzhixiaozhu"})
    void a_password_of_ones_own_will_do(String password) {
        assertThat(weaknesses(password)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "kx7#mvq, TOO_SHORT",
        "woaini1314, COMMON",
        "WoAiNi1314, COMMON",
        "5201314a, COMMON",
        "ｐａｓｓｗｏｒｄ１, COMMON",
        "liming2026, PREDICTABLE",
        "Li.Ming-2026, PREDICTABLE",
        "李明20262027, PREDICTABLE",
        "2026-2027-2028, PREDICTABLE",
        "12345678123, PREDICTABLE",
        "liming123456, PREDICTABLE",
        "qwertyasdfgh, PREDICTABLE",
        "88886666, PREDICTABLE",
        "liming888, PREDICTABLE",
        "abcdef-654321, PREDICTABLE"
    })
    void what_anybody_would_guess_will_not(String password, Weakness weakness) {
        assertThat(weaknesses(password)).containsExactly(weakness);
    }

    @Test
    void length_counts_characters_at_both_ends() {
        assertThat(weaknesses("雪花飘在山谷里")).containsExactly(Weakness.TOO_SHORT);
        assertThat(weaknesses("雪花飘在山谷里啊")).isEmpty();
        assertThat(weaknesses("gk".repeat(64))).isEmpty();
        assertThat(weaknesses("gk".repeat(64) + "x")).containsExactly(Weakness.TOO_LONG);
    }

    @Test
    void the_shipped_list_has_no_entry_that_its_length_refuses_already() {
        assertThat(COMMON).hasSizeGreaterThan(150).allMatch(word -> word.length() >= PasswordRules.CHARS_MIN);
    }

    @Test
    void a_password_from_paper_is_never_weak_and_the_same_for_the_same_person() {
        var random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            assertThat(weaknesses(OneTimePasswords.random(random))).isEmpty();
        }
        byte[] seed = new byte[32];
        assertThat(OneTimePasswords.of(seed, "student-1"))
                .matches("[a-z2-9]{10}")
                .isEqualTo(OneTimePasswords.of(seed, "student-1"))
                .isNotEqualTo(OneTimePasswords.of(seed, "student-2"));
    }
}
