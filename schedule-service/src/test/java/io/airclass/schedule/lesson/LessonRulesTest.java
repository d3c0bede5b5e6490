package io.airclass.schedule.lesson;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.catalogue.TvLesson;
import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableVersion;
import io.airclass.schedule.timetable.Use;
import io.airclass.schedule.timetable.WeekPattern;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LessonRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

    private static TimetableVersion version(String classId, int number, String subject, String teacherId) {
        return new TimetableVersion(
                classId + number,
                classId,
                number,
                MONDAY,
                MONDAY.plusWeeks(20),
                List.of(
                        Slot.weekly(DayOfWeek.MONDAY, 2, LocalTime.of(8, 50), LocalTime.of(9, 30), "英语", "t-9", ""),
                        Slot.weekly(
                                DayOfWeek.MONDAY,
                                1,
                                LocalTime.of(8, 0),
                                LocalTime.of(8, 40),
                                subject,
                                teacherId,
                                "301"),
                        Slot.weekly(
                                DayOfWeek.TUESDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), subject, teacherId, "")),
                List.of("t-9", teacherId));
    }

    private static SchoolDay day(LocalDate date, CalendarDay... said) {
        return SchoolDay.of(
                date,
                List.of("school"),
                List.of(new CalendarChangedV1("school", "2026-2027", List.of(said))),
                List.of());
    }

    @Test
    void a_holiday_has_none_and_an_adjusted_saturday_those_of_the_named_weekday_at_its_own_date() {
        var version = version("c-1", 1, "语文", "t-1");
        var holiday = new CalendarDay(MONDAY, CalendarDayKind.HOLIDAY, null, "校庆");
        assertThat(LessonRules.on(day(MONDAY, holiday), version, "七（1）班", SHANGHAI))
                .isEmpty();

        var saturday = MONDAY.plusDays(5);
        var adjusted = new CalendarDay(saturday, CalendarDayKind.ADJUSTED, DayOfWeek.TUESDAY, "调休上课");
        assertThat(LessonRules.on(day(saturday, adjusted), version, "七（1）班", SHANGHAI))
                .singleElement()
                .satisfies(lesson -> {
                    assertThat(lesson.date()).isEqualTo(saturday);
                    assertThat(lesson.startsAt()).isEqualTo(Instant.parse("2026-11-28T00:00:00Z"));
                });
        var longDay = MONDAY.plusDays(1);
        var tuesdayAsMonday = new CalendarDay(longDay, CalendarDayKind.ADJUSTED, DayOfWeek.MONDAY, "调休上课");
        assertThat(LessonRules.on(day(longDay, tuesdayAsMonday), version, "七（1）班", SHANGHAI))
                .extracting(Lesson::subject)
                .containsExactly("语文", "英语");
    }

    @Test
    void a_day_has_its_lessons_with_instants_in_the_order_of_time() {
        var lessons = LessonRules.on(day(MONDAY), version("c-1", 1, "语文", "t-1"), "七（1）班", SHANGHAI);
        assertThat(lessons).extracting(Lesson::subject).containsExactly("语文", "英语");
        assertThat(lessons.getFirst().startsAt()).isEqualTo(Instant.parse("2026-11-23T00:00:00Z"));
        assertThat(lessons.getFirst().endsAt()).isEqualTo(Instant.parse("2026-11-23T00:40:00Z"));
        assertThat(LessonRules.on(day(MONDAY.plusDays(2)), version("c-1", 1, "语文", "t-1"), "七（1）班", SHANGHAI))
                .isEmpty();
    }

    @Test
    void a_lesson_keeps_its_id_when_the_timetable_changes_and_no_other_has_it() {
        var before = LessonRules.on(day(MONDAY), version("c-1", 1, "语文", "t-1"), "七（1）班", SHANGHAI);
        var after = LessonRules.on(day(MONDAY), version("c-1", 2, "数学", "t-2"), "七（1）班", SHANGHAI);
        assertThat(after)
                .extracting(Lesson::id)
                .isEqualTo(before.stream().map(Lesson::id).toList());
        var nextWeek = LessonRules.on(day(MONDAY.plusWeeks(1)), version("c-1", 1, "语文", "t-1"), "七（1）班", SHANGHAI);
        var otherClass = LessonRules.on(day(MONDAY), version("c-2", 1, "语文", "t-1"), "七（2）班", SHANGHAI);
        assertThat(before)
                .extracting(Lesson::id)
                .doesNotContainAnyElementsOf(Stream.concat(nextWeek.stream(), otherClass.stream())
                        .map(Lesson::id)
                        .toList());
    }

    @Test
    void a_time_that_the_class_leaves_open_gives_way_to_the_lesson_of_the_students_group() {
        var open = lesson("c-1", 3, "选修", true);
        var chinese = lesson("c-1", 1, "语文", false);
        var elective = lesson("group-1", 3, "编程", false);

        assertThat(LessonRules.ofOne(List.of(open, chinese), List.of(elective)))
                .extracting(Lesson::subject)
                .containsExactly("语文", "编程");
        assertThat(LessonRules.ofOne(List.of(open, chinese), List.of()))
                .extracting(Lesson::subject)
                .containsExactly("语文", "选修");
    }

    @Test
    void a_programme_that_the_timetable_has_itself_stands_there_once() {
        var announced = new TvLesson(
                "r-1",
                3,
                "root",
                "数学",
                "有理数",
                List.of(),
                "CETV-4",
                MONDAY.atTime(10, 0).atZone(SHANGHAI).toInstant(),
                MONDAY.atTime(10, 20).atZone(SHANGHAI).toInstant(),
                Instant.EPOCH);
        var shown = List.of(LessonRules.televised(
                announced,
                new SchoolClass(
                        "c-1",
                        1,
                        false,
                        "school",
                        "七（1）班",
                        7,
                        Stage.JUNIOR,
                        List.of("root", "school", "c-1"),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of()),
                SHANGHAI));
        var planned = new Lesson(
                "c-1~20260907~3",
                "c-1",
                "七（1）班",
                MONDAY,
                3,
                announced.startsAt(),
                announced.endsAt(),
                LocalTime.of(10, 0),
                LocalTime.of(10, 20),
                "数学",
                "",
                "",
                Mode.TV,
                "CETV-4",
                false,
                null,
                null,
                false);

        assertThat(LessonRules.notPlanned(shown, List.of(planned))).isEmpty();
        assertThat(LessonRules.notPlanned(shown, List.of(lesson("c-1", 3, "语文", false))))
                .isEqualTo(shown);
        assertThat(shown.getFirst().start()).isEqualTo(LocalTime.of(10, 0));
    }

    private static Lesson lesson(String holder, int period, String subject, boolean open) {
        var start = LocalTime.of(7 + period, 0);
        return new Lesson(
                new LessonId(holder, MONDAY, period).toString(),
                holder,
                holder,
                MONDAY,
                period,
                MONDAY.atTime(start).atZone(SHANGHAI).toInstant(),
                MONDAY.atTime(start.plusMinutes(40)).atZone(SHANGHAI).toInstant(),
                start,
                start.plusMinutes(40),
                subject,
                "t-1",
                "",
                Mode.CLASSROOM,
                "",
                false,
                null,
                null,
                open);
    }

    @Test
    void odd_weeks_have_what_is_held_in_odd_weeks() {
        var slot = new Slot(
                DayOfWeek.MONDAY,
                1,
                LocalTime.of(8, 0),
                LocalTime.of(8, 40),
                "英语",
                "t-1",
                "",
                Mode.CLASSROOM,
                "",
                Use.LESSON,
                new WeekPattern(WeekPattern.Kind.ODD, List.of()),
                "",
                "",
                false,
                null,
                null);
        var version = new TimetableVersion("v", "c-1", 1, MONDAY, MONDAY.plusWeeks(9), List.of(slot), List.of("t-1"));
        var term = new TermChangedV1("term", "school", "秋季学期", MONDAY, MONDAY.plusWeeks(9), "2026-2027", false);

        assertThat(List.of(0, 1, 2).stream()
                        .map(week -> SchoolDay.of(MONDAY.plusWeeks(week), List.of("school"), List.of(), List.of(term)))
                        .map(day ->
                                LessonRules.on(day, version, "七（1）班", SHANGHAI).size()))
                .containsExactly(1, 0, 1);
    }
}
