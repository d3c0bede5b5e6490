package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.timetable.Timetable.Drafted;
import io.airclass.schedule.timetable.Timetable.Published;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Instant AT = Instant.parse("2026-11-23T01:00:00Z");
    private static final SchoolClass CLASS = new SchoolClass(
            "c-1",
            1,
            false,
            "s-1",
            "七（1）班",
            7,
            Stage.JUNIOR,
            List.of("root", "s-1", "c-1"),
            List.of("p-1"),
            List.of(new ClassTeacher("t-1", "语文")),
            "t-1",
            null,
            List.of("t-1", "p-1"));

    private static Slot slot(DayOfWeek day, int period, String start, String end, String teacher) {
        return new Slot(day, period, LocalTime.parse(start), LocalTime.parse(end), "语文", teacher, "");
    }

    private static Week week(LocalDate from, String subject) {
        return new Week(
                from,
                List.of(new Slot(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), subject, "t-1", "")));
    }

    private static Drafted drafted(Timetable before, Week week) {
        var decision = TimetableRules.save(
                Optional.ofNullable(before), Optional.ofNullable(before).map(_ -> true), CLASS, week, "t-1", AT);
        return (Drafted) ((Decision.Accepted<Timetable>) decision).next();
    }

    private static Decision<Timetable> publish(Timetable current, LocalDate today) {
        return TimetableRules.publish("c-1", current, Optional.of(true), List.of(), Optional.empty(), "t-1", today, AT);
    }

    private static Published published(Timetable before, Week week, LocalDate today) {
        return (Published) ((Decision.Accepted<Timetable>) publish(drafted(before, week), today)).next();
    }

    private static String slug(Decision<Timetable> decision) {
        return decision instanceof Decision.Rejected<Timetable>(var rejection) ? rejection.slug() : "";
    }

    @Test
    void publishing_makes_the_next_version_and_tells_it() {
        var decision = (Decision.Accepted<Timetable>) publish(drafted(null, week(TODAY, "语文")), TODAY);
        assertThat(decision.next().versions()).singleElement().satisfies(head -> {
            assertThat(head.number()).isEqualTo(1);
            assertThat(head.effectiveFrom()).isEqualTo(TODAY);
            assertThat(head.lessonsPerWeek()).isEqualTo(1);
        });
        assertThat(decision.events())
                .containsExactly(
                        new TimetablePublishedV1("c-1", "c-1", "s-1", List.of("root", "s-1", "c-1"), TODAY, 1, 1));
    }

    @Test
    void publishing_again_changes_nothing() {
        var once = published(null, week(TODAY, "语文"), TODAY);
        assertThat(publish(once, TODAY)).isEqualTo(Decision.unchanged(once));
        var same = (Decision.Accepted<Timetable>)
                publish(drafted(once, week(TODAY.plusDays(7), "语文")), TODAY.plusDays(30));
        assertThat(same.next().versions()).isEqualTo(once.versions());
        assertThat(same.events()).isEmpty();
    }

    @Test
    void the_same_week_from_an_earlier_day_is_a_new_version() {
        var once = published(null, week(TODAY.plusDays(7), "语文"), TODAY);
        assertThat(published(once, week(TODAY, "语文"), TODAY).versions()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"-1, effective-date-passed", "0, ''", "1, ''"})
    void a_later_version_cannot_begin_before_today(int days, String slug) {
        var once = published(null, week(TODAY.minusDays(30), "语文"), TODAY);
        assertThat(slug(publish(drafted(once, week(TODAY.plusDays(days), "数学")), TODAY)))
                .isEqualTo(slug);
    }

    @Test
    void the_first_version_may_begin_in_the_past() {
        assertThat(published(null, week(TODAY.minusDays(80), "语文"), TODAY).versions())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-401, false", "-400, true", "400, true", "401, false"})
    void a_first_day_that_is_far_away_is_a_mistake(int days, boolean taken) {
        assertThat(TimetableRules.effectiveDate(TODAY.plusDays(days), TODAY).isEmpty())
                .isEqualTo(taken);
    }

    @Test
    void what_holds_on_a_day_is_the_newest_publication_that_has_begun() {
        var first = published(null, week(TODAY, "语文"), TODAY);
        var second = published(first, week(TODAY.plusDays(10), "数学"), TODAY);
        var third = published(second, week(TODAY.plusDays(5), "英语"), TODAY);
        var versions = third.versions();
        assertThat(TimetableRules.on(TODAY.minusDays(1), versions)).isEmpty();
        assertThat(number(TODAY, versions)).isEqualTo(1);
        assertThat(number(TODAY.plusDays(4), versions)).isEqualTo(1);
        assertThat(number(TODAY.plusDays(5), versions)).isEqualTo(3);
        assertThat(number(TODAY.plusDays(10), versions)).isEqualTo(3);
        assertThat(TimetableRules.from(TODAY, versions))
                .extracting(VersionHead::number)
                .containsExactly(1, 3);
        assertThat(TimetableRules.from(TODAY.plusDays(5), versions))
                .extracting(VersionHead::number)
                .containsExactly(3);
    }

    private static int number(LocalDate day, List<VersionHead> versions) {
        return TimetableRules.on(day, versions).orElseThrow().number();
    }

    @Test
    void a_draft_that_somebody_else_changed_is_neither_overwritten_nor_published() {
        var current = drafted(null, week(TODAY, "语文"));
        var stale = Optional.of(false);
        assertThat(slug(TimetableRules.save(Optional.of(current), stale, CLASS, week(TODAY, "数学"), "t-2", AT)))
                .isEqualTo("stale-version");
        assertThat(slug(TimetableRules.publish("c-1", current, stale, List.of(), Optional.empty(), "t-2", TODAY, AT)))
                .isEqualTo("stale-version");
        assertThat(slug(TimetableRules.save(
                        Optional.of(current), Optional.empty(), CLASS, week(TODAY, "数学"), "t-2", AT)))
                .isEqualTo("if-match-missing");
        assertThat(slug(TimetableRules.save(Optional.empty(), stale, CLASS, week(TODAY, "数学"), "t-2", AT)))
                .isEqualTo("stale-version");
    }

    @Test
    void the_same_draft_again_changes_nothing_whatever_the_caller_saw() {
        var current = drafted(null, week(TODAY, "语文"));
        assertThat(TimetableRules.save(
                        Optional.of(current), Optional.empty(), CLASS, week(TODAY, "语文"), "t-1", AT.plusSeconds(9)))
                .isEqualTo(Decision.unchanged(current));
    }

    @Test
    void versions_are_bounded() {
        Timetable timetable = null;
        for (int i = 0; i < TimetableRules.VERSIONS_MAX; i++) {
            timetable = published(timetable, week(TODAY, "科目" + i), TODAY);
        }
        assertThat(slug(publish(drafted(timetable, week(TODAY, "语文")), TODAY))).isEqualTo("versions-full");
    }

    @ParameterizedTest(name = "{0} {1}–{2} → {3}")
    @CsvSource({
        "MONDAY, 08:39, 09:19, 1",
        "MONDAY, 08:40, 09:20, 0",
        "MONDAY, 07:20, 08:00, 0",
        "MONDAY, 07:20, 08:01, 1",
        "MONDAY, 08:10, 08:20, 1",
        "TUESDAY, 08:00, 08:40, 0"
    })
    void lessons_collide_when_they_share_a_minute(DayOfWeek day, String start, String end, int conflicts) {
        var slots = List.of(slot(DayOfWeek.MONDAY, 1, "08:00", "08:40", "t-1"), slot(day, 2, start, end, "t-2"));
        assertThat(TimetableRules.within("c-1", slots)).hasSize(conflicts);
    }

    @Test
    void a_teacher_in_two_classes_at_once_is_told_with_both_lessons() {
        var other = new TimetableVersion(
                "v", "c-2", 1, TODAY, List.of(slot(DayOfWeek.MONDAY, 2, "08:30", "09:10", "t-1")), List.of("t-1"));
        var mine = List.of(
                slot(DayOfWeek.MONDAY, 1, "08:00", "08:40", "t-1"), slot(DayOfWeek.MONDAY, 2, "08:50", "09:30", "t-2"));
        assertThat(TimetableRules.between(mine, List.of(other))).singleElement().satisfies(conflict -> {
            assertThat(conflict.kind()).isEqualTo(Conflict.Kind.TEACHER);
            assertThat(conflict.id()).isEqualTo("t-1");
            assertThat(conflict.otherClassId()).isEqualTo("c-2");
            assertThat(conflict.period()).isEqualTo(1);
            assertThat(conflict.otherPeriod()).isEqualTo(2);
        });
    }
}
