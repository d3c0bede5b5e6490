package io.airclass.schedule.course;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.catalogue.OfferService.Brief;
import io.airclass.schedule.course.Course.Published;
import io.airclass.schedule.course.CourseRules.Ahead;
import io.airclass.schedule.course.Plan.Part;
import io.airclass.schedule.course.Plan.Syllabus;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CourseRulesTest {
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final Instant AT = Instant.parse("2026-09-07T01:00:00Z");
    private static final Syllabus SYLLABUS = new Syllabus("f-1", "大纲.pdf", "application/pdf", 3, "00", "b-1");
    private static final Map<String, Brief> RESOURCES = Map.of(
            "good", new Brief("有理数", 20, true),
            "also", new Brief("数轴", 15, true),
            "waiting", new Brief("绝对值", 30, false));

    private static Part unit(String name, int days, String... resources) {
        return new Part(name, MONDAY.plusDays(days), List.of(resources));
    }

    private static Plan plan(Part... units) {
        return new Plan(SYLLABUS, List.of(units));
    }

    private static Course.Drafted draft(Plan plan) {
        return new Course.Drafted(
                "school-1", List.of("root", "school-1", "c-1"), "c-1", "2026-2027", "数学", plan, "wang", AT);
    }

    /** A term of so many days from Monday on. */
    private static List<SchoolDay> days(int termDays) {
        var term = new TermChangedV1(
                "t", "root", "上学期", MONDAY.minusDays(7), MONDAY.plusDays(termDays), "2026-2027", false);
        return MONDAY.datesUntil(MONDAY.plusDays(CourseRules.DAYS_LOOKED_MAX + 1L))
                .map(day -> SchoolDay.of(day, List.of("root"), List.<CalendarChangedV1>of(), List.of(term)))
                .toList();
    }

    private static Ahead ahead(Plan plan, int termDays) {
        var days = days(termDays);
        return CourseRules.ahead(
                CourseRules.preparedUntil(plan, RESOURCES, MONDAY), days.getFirst(), days.subList(1, days.size()));
    }

    @Test
    void no_course_is_published_without_a_syllabus() {
        var without = new Plan(null, List.of(unit("有理数", 5, "good")));
        assertThat(CourseRules.publish(draft(without), "wang", AT))
                .isEqualTo(Decision.rejected(Rejection.ruleBroken("course-without-syllabus")));
        assertThat(CourseRules.publish(draft(plan()), "wang", AT)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void the_same_plan_again_changes_nothing_and_another_has_to_be_published_anew() {
        var draft = draft(plan(unit("有理数", 5, "good")));
        assertThat(CourseRules.save(Optional.of(draft), draft)).isEqualTo(Decision.unchanged(draft));
        var published = ((Decision.Accepted<Course>) CourseRules.publish(draft, "wang", AT)).next();
        assertThat(CourseRules.save(Optional.of(published), draft)).isEqualTo(Decision.unchanged(published));
        var other = draft(plan(unit("数轴", 5, "good")));
        var revised = ((Decision.Accepted<Course>) CourseRules.save(Optional.of(published), other)).next();
        assertThat(revised.plan()).isEqualTo(other.plan());
        assertThat(revised.published())
                .as("stands until the other is published")
                .contains((Published) published);
        var again = draft(plan(unit("绝对值", 5, "good")));
        assertThat(((Decision.Accepted<Course>) CourseRules.save(Optional.of(revised), again))
                        .next()
                        .published())
                .contains((Published) published);
        assertThat(CourseRules.save(Optional.of(revised), draft))
                .as("back to what was published")
                .isEqualTo(Decision.accepted(published));
        var anew = ((Decision.Accepted<Course>) CourseRules.publish(revised, "li", AT)).next();
        assertThat(anew.published().orElseThrow().plan()).isEqualTo(other.plan());
        assertThat(draft.published()).isEmpty();
    }

    @ParameterizedTest(name = "units until day {0}: {1} school days ahead, amber {2}")
    @CsvSource({"11,9,true", "13,9,true", "14,10,false", "15,11,false", "4,4,true", "0,0,true"})
    void content_reaches_two_weeks_of_school_days_ahead_or_is_amber(int until, long days, boolean amber) {
        assertThat(ahead(plan(unit("有理数", until, "good", "also")), 100)).isEqualTo(new Ahead(days, amber));
    }

    @Test
    void what_is_not_approved_or_asks_for_nothing_ends_what_is_prepared() {
        assertThat(ahead(plan(unit("一", 4, "good"), unit("二", 11, "waiting"), unit("三", 30, "good")), 100))
                .isEqualTo(new Ahead(4, true));
        assertThat(ahead(plan(unit("一", 4, "good"), unit("二", 30)), 100)).isEqualTo(new Ahead(4, true));
        assertThat(ahead(plan(unit("一", 30, "gone")), 100)).isEqualTo(new Ahead(0, true));
        assertThat(ahead(plan(unit("过去", -1, "waiting"), unit("一", 30, "good")), 100)
                        .amber())
                .isFalse();
    }

    @Test
    void at_the_end_of_a_term_no_more_is_asked_for_than_it_still_has() {
        assertThat(ahead(plan(unit("复习", 4, "good")), 4)).isEqualTo(new Ahead(4, false));
        assertThat(ahead(plan(unit("复习", 3, "good")), 4)).isEqualTo(new Ahead(3, true));
    }

    @Test
    void units_that_ask_for_too_much_are_told_and_minutes_are_summed() {
        var five = IntStream.range(0, 5).mapToObj(i -> "r-" + i).toArray(String[]::new);
        var six = IntStream.range(0, 6).mapToObj(i -> "r-" + i).toArray(String[]::new);
        assertThat(CourseRules.crowded(plan(unit("一", 1, five), unit("二", 2, six))))
                .containsExactly("二");
        assertThat(CourseRules.minutes(plan(unit("一", 1, "good", "waiting", "gone"), unit("二", 2, "also")), RESOURCES))
                .isEqualTo(65);
    }

    @Test
    void units_follow_one_another_under_names_of_their_own() {
        assertThat(CourseRules.faults(List.of(unit("一", 1), unit("一", 2), unit("三", 2))))
                .extracting(FieldError::pointer)
                .containsExactly("/units/1/name", "/units/2/until");
        var full = new Part("全", MONDAY, Collections.nCopies(200, "r"));
        assertThat(CourseRules.faults(List.of(full))).isEmpty();
        assertThat(CourseRules.faults(List.of(full, unit("二", 1, "good")))).hasSize(1);
    }
}
