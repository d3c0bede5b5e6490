package io.airclass.schedule.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which programmes are lessons of a class on a day. */
class TvLessonRulesTest {
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate DAY = LocalDate.parse("2026-12-01");
    private static final Instant MIDNIGHT = DAY.atStartOfDay(ZONE).toInstant();

    private static TvLesson lesson(String id, List<Integer> grades, String channel, Instant startsAt) {
        return new TvLesson(
                id, 1, "xingyi", "数学", "有理数", grades, channel, startsAt, startsAt.plusSeconds(1200), MIDNIGHT);
    }

    private static List<String> ofDay(int grade, TvLesson... all) {
        return TvLessonRules.ofDays(List.of(all), grade, DAY, DAY, ZONE).stream()
                .map(TvLesson::id)
                .toList();
    }

    @Test
    void those_of_the_grade_and_those_of_all_grades_are_there_by_time() {
        var later = lesson("later", List.of(7, 8), "CETV-4", MIDNIGHT.plusSeconds(36_000));
        var all = lesson("all", List.of(), "CETV-4", MIDNIGHT.plusSeconds(28_800));
        var other = lesson("other", List.of(9), "CETV-4", MIDNIGHT.plusSeconds(30_000));

        assertThat(ofDay(7, later, all, other)).containsExactly("all", "later");
        assertThat(ofDay(9, later, all, other)).containsExactly("all", "other");
    }

    @Test
    void a_day_goes_from_midnight_to_midnight_of_the_place() {
        var last = lesson("last", List.of(), "CETV-4", MIDNIGHT.minusSeconds(1));
        var first = lesson("first", List.of(), "CETV-4", MIDNIGHT);
        var end = lesson("end", List.of(), "CETV-4", MIDNIGHT.plusSeconds(86_399));
        var next = lesson("next", List.of(), "CETV-4", MIDNIGHT.plusSeconds(86_400));

        assertThat(ofDay(7, last, first, end, next)).containsExactly("first", "end");
    }

    @Test
    void of_a_day_there_are_no_more_than_a_day_holds_and_the_next_day_has_its_own() {
        var many = IntStream.range(0, TvLessonRules.DAY_MAX + 5)
                .mapToObj(i -> lesson("a" + i, List.of(), "CETV-" + i, MIDNIGHT))
                .toList();
        var tomorrow = lesson("b", List.of(), "CETV-4", MIDNIGHT.plusSeconds(86_400));

        var all = TvLessonRules.ofDays(
                Stream.concat(many.stream(), Stream.of(tomorrow)).toList(), 7, DAY, DAY.plusDays(1), ZONE);

        assertThat(all).hasSize(TvLessonRules.DAY_MAX + 1).last().isEqualTo(tomorrow);
    }

    @Test
    void where_it_is_looked_for_is_where_it_is_kept_on_every_day_of_a_year_to_the_last_second() {
        var origin = new Origin("xingyi", List.of("root", "xingyi"), "wang", MIDNIGHT);
        for (int day = 0; day < 365; day++) {
            var date = DAY.plusDays(day);
            var start = date.atStartOfDay(ZONE).toInstant();
            for (var at : List.of(start, start.plusSeconds(86_399))) {
                var item = new Item(
                        Stage.JUNIOR,
                        List.of(7),
                        "数学",
                        ResourceType.TV,
                        null,
                        null,
                        "有理数",
                        "",
                        20,
                        new Source.Broadcast("CETV-4", at, at.plusSeconds(1200)),
                        null,
                        null);
                assertThat(TvLessonRules.airings(List.of("root", "xingyi"), Stage.JUNIOR, date, date, ZONE))
                        .hasSizeLessThanOrEqualTo(4)
                        .contains(TvLessonRules.airing(item, origin));
            }
        }
    }

    @Test
    void what_county_and_province_announce_alike_is_one_lesson() {
        var province = lesson("a", List.of(), "CETV-4", MIDNIGHT);
        var county = lesson("b", List.of(7), "CETV-4", MIDNIGHT);
        var another = lesson("c", List.of(7), "GZTV-5", MIDNIGHT);

        assertThat(ofDay(7, county, another, province)).containsExactly("a", "c");
    }
}
