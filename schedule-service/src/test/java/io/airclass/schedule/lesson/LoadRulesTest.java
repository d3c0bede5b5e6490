package io.airclass.schedule.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.schedule.timetable.Mode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private static Lesson lesson(String holder, int hour, String teacher, boolean cancelled, String plannedTeacher) {
        var start = LocalTime.of(hour, 0);
        return new Lesson(
                holder + "~20260907~" + (hour - 7),
                holder,
                holder,
                MONDAY,
                hour - 7,
                MONDAY.atTime(start).atZone(SHANGHAI).toInstant(),
                MONDAY.atTime(start.plusMinutes(40)).atZone(SHANGHAI).toInstant(),
                start,
                start.plusMinutes(40),
                "语文",
                teacher,
                "",
                Mode.CLASSROOM,
                "",
                cancelled,
                plannedTeacher == null
                        ? null
                        : new Lesson.Changed(
                                cancelled ? LessonChangeKind.CANCELLED : LessonChangeKind.COVERED,
                                MONDAY,
                                hour - 7,
                                start,
                                plannedTeacher,
                                "",
                                Instant.EPOCH),
                null,
                false);
    }

    @Test
    void a_lesson_is_credited_to_who_gives_it_and_classes_taught_together_count_once() {
        var load = LoadRules.load(
                "wang",
                MONDAY,
                MONDAY,
                List.of(
                        lesson("c-1", 8, "wang", false, null),
                        lesson("c-2", 8, "wang", false, null),
                        lesson("c-3", 9, "wang", false, "li"),
                        lesson("c-1", 10, "li", false, "wang"),
                        lesson("c-1", 11, "wang", true, "wang")));

        assertThat(load).isEqualTo(new Load("wang", MONDAY, MONDAY, 2, 80, 1, 1, 1));
    }

    @Test
    void days_are_in_order_and_bounded() {
        assertThat(LoadRules.unfit(MONDAY, MONDAY)).isEmpty();
        assertThat(LoadRules.unfit(MONDAY, MONDAY.minusDays(1))).isPresent();
        assertThat(LoadRules.unfit(MONDAY, MONDAY.plusDays(91))).isEmpty();
        assertThat(LoadRules.unfit(MONDAY, MONDAY.plusDays(92))).isPresent();
        assertThat(LoadRules.unfit(LocalDate.MIN, MONDAY)).isPresent();
    }
}
