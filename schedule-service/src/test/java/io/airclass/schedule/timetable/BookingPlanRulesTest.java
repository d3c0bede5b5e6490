package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.BookingPlanRules.Laid;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BookingPlanRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final LocalDate LAST = LocalDate.of(2027, 1, 22);
    private static final ResourceKey WANG = ResourceKey.teacher("wang", MONDAY);
    private static final ResourceKey LI = ResourceKey.teacher("li", MONDAY);

    private static Learners learners(String id, String... overlaid) {
        return new Learners(
                new SchoolClass(
                        id,
                        1,
                        false,
                        "s-1",
                        "七（1）班",
                        7,
                        Stage.JUNIOR,
                        List.of("root", "s-1", id),
                        List.of(),
                        List.of(),
                        null,
                        null,
                        List.of()),
                List.of(overlaid));
    }

    private static Laid laid(int number, LocalDate from, LocalDate last, boolean temporary, Slot... slots) {
        return new Laid(
                new VersionHead(
                        number,
                        "v" + number,
                        from,
                        last,
                        temporary,
                        "",
                        slots.length,
                        "",
                        "",
                        "",
                        Instant.EPOCH,
                        false),
                List.of(slots));
    }

    private static Slot monday(String teacher) {
        return Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), "语文", teacher, "301");
    }

    private static Map<ResourceKey, List<Booking>> plan(Learners learners, Laid... versions) {
        return BookingPlanRules.bookings(learners, "a", "2026-2027", List.of(versions), Map.of());
    }

    @Test
    void a_lesson_takes_its_class_its_teacher_and_its_room() {
        assertThat(plan(learners("c-1"), laid(1, MONDAY, LAST, false, monday("wang"))))
                .containsOnlyKeys(ResourceKey.schoolClass("c-1", MONDAY), WANG, ResourceKey.room("s-1", "301", MONDAY));
    }

    @Test
    void a_groups_lesson_overlays_each_of_its_classes() {
        var plan = plan(learners("group-1", "c-1", "c-2"), laid(1, MONDAY, LAST, false, monday("wang")));

        assertThat(plan.get(ResourceKey.schoolClass("c-1", MONDAY)))
                .singleElement()
                .matches(Booking::overlay);
        assertThat(plan.get(ResourceKey.schoolClass("c-2", MONDAY)))
                .singleElement()
                .matches(Booking::overlay);
        assertThat(plan.get(WANG)).singleElement().matches(booking -> !booking.overlay());
    }

    @Test
    void versions_that_have_a_lesson_in_common_take_it_once_for_the_weeks_of_all() {
        var plan = plan(
                learners("c-1"),
                laid(1, MONDAY, LAST, false, monday("wang")),
                laid(2, MONDAY.plusWeeks(4), LAST, false, monday("wang")));

        assertThat(plan.get(WANG)).singleElement().satisfies(booking -> {
            assertThat(booking.number()).isEqualTo(2);
            assertThat(booking.weeks().has(MONDAY)).isTrue();
            assertThat(booking.weeks().has(MONDAY.plusWeeks(5))).isTrue();
        });
    }

    @Test
    void a_teacher_is_free_in_an_exam_week_and_after_being_replaced_and_still_stands_in_the_plan() {
        var plan = plan(
                learners("c-1"),
                laid(1, MONDAY, LAST, false, monday("wang")),
                laid(2, MONDAY.plusWeeks(2), MONDAY.plusWeeks(2).plusDays(4), true, monday("li")),
                laid(3, MONDAY.plusWeeks(4), LAST, false, monday("li")));

        assertThat(plan.get(WANG)).singleElement().satisfies(booking -> {
            assertThat(booking.weeks().has(MONDAY.plusWeeks(1))).isTrue();
            assertThat(booking.weeks().has(MONDAY.plusWeeks(2))).isFalse();
            assertThat(booking.weeks().has(MONDAY.plusWeeks(3))).isTrue();
            assertThat(booking.weeks().has(MONDAY.plusWeeks(4))).isFalse();
        });
        assertThat(plan.get(LI)).singleElement().matches(booking -> booking.weeks()
                .has(MONDAY.plusWeeks(2)));
        assertThat(plan(
                                learners("c-1"),
                                laid(1, MONDAY, LAST, false, monday("wang")),
                                laid(2, MONDAY, LAST, false, monday("li")))
                        .get(WANG))
                .isEmpty();
    }

    @Test
    void an_adjusted_saturday_takes_the_lessons_of_the_weekday_that_it_runs() {
        var saturday = MONDAY.plusDays(5);
        var calendar = new CalendarChangedV1(
                "s-1",
                "2026-2027",
                List.of(new CalendarDay(saturday, CalendarDayKind.ADJUSTED, DayOfWeek.MONDAY, "调休上课")));
        var days = Map.of(saturday, SchoolDay.of(saturday, List.of("s-1"), List.of(calendar), List.of()));

        assertThat(BookingPlanRules.bookings(
                                learners("c-1"),
                                "a",
                                "2026-2027",
                                List.of(laid(1, saturday, saturday, true, monday("wang"))),
                                days)
                        .get(WANG))
                .singleElement()
                .matches(booking ->
                        booking.weekday() == DayOfWeek.MONDAY && booking.weeks().has(saturday));
    }
}
