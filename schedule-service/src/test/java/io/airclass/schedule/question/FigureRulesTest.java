package io.airclass.schedule.question;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureRulesTest {

    @ParameterizedTest
    @CsvSource({"0, 0", "299, 0", "300, 0", "301, 1", "900, 1", "604800, 11", "604801, 12", "99999999, 12"})
    void a_wait_falls_up_to_its_bound(long seconds, int bucket) {
        assertThat(FigureRules.bucket(Duration.ofSeconds(seconds))).isEqualTo(bucket);
    }

    private static DayFigures day(long asked, long... waits) {
        var all = new ArrayList<Long>(Collections.nCopies(FigureRules.BOUNDS.length + 1, 0L));
        long answered = 0;
        for (int i = 0; i < waits.length; i++) {
            all.set(i, waits[i]);
            answered += waits[i];
        }
        return new DayFigures("school", List.of("root", "school"), "2026-11-23", asked, answered, all);
    }

    @Test
    void days_add_up_and_half_waited_at_most_the_median() {
        var sums = FigureRules.add(List.of(day(6, 3, 1), day(5, 0, 1, 0, 0, 5)));
        assertThat(sums.asked()).isEqualTo(11);
        assertThat(sums.answered()).isEqualTo(10);
        assertThat(sums.medianMinutes()).isEqualTo(OptionalLong.of(15));
        assertThat(sums.ninetyMinutes()).isEqualTo(OptionalLong.of(120));
    }

    @Test
    void without_answers_there_is_no_median_and_beyond_the_last_bound_none_is_told() {
        assertThat(FigureRules.add(List.of(day(3))).medianMinutes()).isEmpty();
        assertThat(FigureRules.add(List.of()).asked()).isZero();
        var slow = new long[FigureRules.BOUNDS.length + 1];
        slow[FigureRules.BOUNDS.length] = 4;
        slow[0] = 5;
        var sums = FigureRules.add(List.of(day(9, slow)));
        assertThat(sums.medianMinutes()).isEqualTo(OptionalLong.of(5));
        assertThat(sums.ninetyMinutes()).isEmpty();
    }

    @Test
    void of_more_than_are_added_up_the_whole_days_are_and_at_least_the_first() {
        var three = List.of(on("2026-11-22"), on("2026-11-23"), on("2026-11-23"));
        assertThat(FigureRules.upTo(three, 3)).hasSize(3);
        assertThat(FigureRules.upTo(three, 2)).extracting(DayFigures::day).containsExactly("2026-11-22");
        assertThat(FigureRules.upTo(three, 1)).extracting(DayFigures::day).containsExactly("2026-11-22");
        assertThat(FigureRules.upTo(three.subList(1, 3), 1)).hasSize(1);
    }

    private static DayFigures on(String day) {
        return new DayFigures("school", List.of("root"), day, 1, 0, List.of());
    }
}
