package io.airclass.schedule.dates;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class DateRulesTest {
    @Test
    void days_of_other_centuries_are_no_days_of_ours() {
        assertThat(DateRules.isPlausible(LocalDate.of(1999, 12, 31))).isFalse();
        assertThat(DateRules.isPlausible(LocalDate.of(2000, 1, 1))).isTrue();
        assertThat(DateRules.isPlausible(LocalDate.of(2100, 12, 31))).isTrue();
        assertThat(DateRules.isPlausible(LocalDate.MAX)).isFalse();
        assertThat(DateRules.isPlausible(Instant.parse("1999-12-31T23:59:59Z"))).isFalse();
        assertThat(DateRules.isPlausible(Instant.parse("2100-12-31T23:59:59Z"))).isTrue();
        assertThat(DateRules.isPlausible(Instant.MAX)).isFalse();
    }
}
