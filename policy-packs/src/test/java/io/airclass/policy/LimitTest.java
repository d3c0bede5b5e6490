package io.airclass.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitTest {
    @ParameterizedTest
    @CsvSource({
        "homework.written.minutesPerClassDay, 60, 59, true",
        "homework.written.minutesPerClassDay, 60, 60, true",
        "homework.written.minutesPerClassDay, 60, 60.001, false",
        "homework.written.minutesPerClassDay, 60, 61, false",
        "break.minutes, 20, 19, false",
        "break.minutes, 20, 20, true",
        "break.minutes, 20, 21, true",
        "lesson.first.startsAt, 08:20, 08:19, false",
        "lesson.first.startsAt, 08:20, 08:20, true",
        "lesson.first.startsAt, 08:20, 08:21, true",
        "eveningStudy.endsAt, 20:00, 19:59, true",
        "eveningStudy.endsAt, 20:00, 20:00, true",
        "eveningStudy.endsAt, 20:00, 20:01, false",
        "lesson.newTerm.date, 2020-02-10, 2020-02-09, false",
        "lesson.newTerm.date, 2020-02-10, 2020-02-10, true",
        "lesson.newTerm.date, 2020-02-10, 2020-02-11, true",
        "exam.resultForm, level, level, true",
        "exam.resultForm, level, score, false",
        "homework.phoneRequired, true, false, true",
        "homework.phoneRequired, true, true, false"
    })
    void a_value_on_the_limit_is_allowed_and_one_beyond_it_is_not(
            String key, String limit, String value, boolean allowed) {
        var kind = Kind.named(key).orElseThrow();

        assertThat(kind.readLimit(List.of(limit))
                        .orElseThrow()
                        .allows(kind.read(value).orElseThrow()))
                .isEqualTo(allowed);
    }

    static Stream<Arguments> stricterAndLooser() {
        return Stream.of(
                Arguments.of(Kind.HOMEWORK_WRITTEN, List.of("59"), List.of("60")),
                Arguments.of(Kind.BREAK, List.of("21"), List.of("20")),
                Arguments.of(Kind.FIRST_LESSON, List.of("08:21"), List.of("08:20")),
                Arguments.of(Kind.EVENING_STUDY, List.of("19:59"), List.of("20:00")),
                Arguments.of(Kind.NEW_TERM_LESSON, List.of("2020-02-11"), List.of("2020-02-10")),
                Arguments.of(Kind.EXAM_LEVELS, List.of("4"), List.of("4", "5")));
    }

    @ParameterizedTest
    @MethodSource("stricterAndLooser")
    void each_direction_knows_the_stricter_of_two(Kind kind, List<String> strict, List<String> loose) {
        var stricter = kind.readLimit(strict).orElseThrow();
        var looser = kind.readLimit(loose).orElseThrow();

        assertThat(Limit.compareStrictness(stricter, looser)).isNegative();
        assertThat(Limit.compareStrictness(looser, stricter)).isPositive();
        assertThat(Limit.compareStrictness(looser, looser)).isZero();
        assertThat(looser.looserThan(stricter)).isTrue();
        assertThat(stricter.looserThan(looser)).isFalse();
        assertThat(looser.looserThan(looser)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void each_kind_reads_its_own_limit_and_values_only(Kind kind) {
        var sample = sample(kind);
        var limit = kind.readLimit(List.of(sample)).orElseThrow();

        assertThat(kind.limitedBy(limit)).isTrue();
        assertThat(kind.unit().measures(kind.read(sample).orElseThrow())).isTrue();
        assertThat(kind.read("八点二十")).isEmpty();
        assertThat(kind.read("")).isEmpty();
        assertThat(kind.readLimit(List.of())).isEmpty();
        assertThat(Kind.named(kind.key())).contains(kind);
        assertThat(kind.choices().isEmpty()).isEqualTo(kind.unit() != Unit.CHOICE);
        assertThat(Arrays.stream(Kind.values()).filter(other -> other.limitedBy(limit)))
                .allSatisfy(other -> assertThat(other.direction()).isEqualTo(kind.direction()));
    }

    @ParameterizedTest
    @CsvSource({"-1", "060", "6e1", "0x3c", "1_0", "60.1234", "1441", "1000000", "+5", "sixty", "null"})
    void a_number_that_readers_of_yaml_understand_differently_is_no_amount(String text) {
        assertThat(Kind.HOMEWORK_WRITTEN.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"8:20", "24:00", "08:60", "08:20:00", "500"})
    void a_time_of_day_has_two_and_two_digits(String text) {
        assertThat(Kind.FIRST_LESSON.read(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2021-02-29", "2021-4-8", "+12021-04-08", "2021-04-08T00:00:00", "20210408"})
    void a_day_that_does_not_exist_or_is_written_otherwise_is_none(String text) {
        assertThat(Kind.NEW_TERM_LESSON.read(text)).isEmpty();
    }

    @Test
    void an_amount_with_a_huge_exponent_is_refused_before_it_is_written_out() {
        assertThatThrownBy(() -> Value.of(new BigDecimal("1e999999999"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Value.of(new BigDecimal("1e-999999999"))).isInstanceOf(IllegalArgumentException.class);
        assertThat(Value.of(new BigDecimal("60.00"))).isEqualTo(Value.of(60));
        assertThat(Value.of(new BigDecimal("1e3"))).isEqualTo(Value.of(1000));
    }

    @Test
    void limits_of_different_kinds_cannot_be_compared() {
        assertThatThrownBy(() -> Limit.compareStrictness(new Limit.Forbidden(), new Limit.AtMost(BigDecimal.ONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String sample(Kind kind) {
        return switch (kind.unit()) {
            case TIME_OF_DAY -> "08:20";
            case DATE -> "2020-02-24";
            case YES_OR_NO -> "true";
            case CHOICE -> kind.choices().iterator().next();
            default -> "10";
        };
    }
}
