package io.airclass.schedule.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.Attempt.Asked;
import io.airclass.schedule.booking.Attempt.Part;
import io.airclass.schedule.timetable.Timetable.Approved;
import io.airclass.schedule.timetable.Timetable.Drafted;
import io.airclass.schedule.timetable.Timetable.Published;
import io.airclass.schedule.timetable.Timetable.Publishing;
import io.airclass.schedule.timetable.Timetable.Submitted;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimetableRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final LocalDate LAST = LocalDate.of(2027, 1, 22);
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
        return Slot.weekly(day, period, LocalTime.parse(start), LocalTime.parse(end), "语文", teacher, "");
    }

    private static Week week(LocalDate from, LocalDate last, boolean temporary, String subject) {
        return new Week(
                from,
                last,
                temporary,
                "",
                List.of(Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), subject, "t-1", "")));
    }

    private static Week week(LocalDate from, String subject) {
        return week(from, LAST, false, subject);
    }

    private static final LocalDate CHANGED = TODAY.plusDays(14);

    private static Map<LocalDate, SchoolDay> termFrom(LocalDate firstDay) {
        var term = new TermChangedV1("term", "s-1", "秋季学期", firstDay, LAST, "2026-2027", false);
        return Map.of(CHANGED, SchoolDay.of(CHANGED, List.of("s-1"), List.of(), List.of(term)));
    }

    private static Slot oddOrEven(String subject, String weeks) {
        var plain = Slot.weekly(DayOfWeek.MONDAY, 1, LocalTime.of(8, 0), LocalTime.of(8, 40), subject, "t-1", "");
        return new Slot(
                plain.weekday(),
                plain.period(),
                plain.start(),
                plain.end(),
                plain.subject(),
                plain.teacherId(),
                plain.room(),
                plain.mode(),
                plain.means(),
                plain.use(),
                WeekPattern.parse(weeks).orElseThrow(),
                plain.joint(),
                plain.studio(),
                plain.open(),
                null,
                null);
    }

    /** What a draft is told of the Chinese of odd weeks that was changed on Monday of the third week. */
    private static String contradiction(LocalDate termBegins, List<Slot> now, List<Slot> draft) {
        var head = new VersionHead(1, "v-1", TODAY, LAST, false, "", 1, "", "p-2", "p-3", AT, false);
        return TimetableRules.contradiction(
                        new Week(TODAY, LAST, false, "", draft),
                        List.of(head),
                        Map.of("v-1", now),
                        new ChangedLessons.Found(
                                false,
                                List.of(new ChangedLessons.Changed(
                                        CHANGED, 1, oddOrEven("语文", "odd").onDay()))),
                        termFrom(termBegins),
                        TODAY)
                .map(Rejection::slug)
                .orElse("");
    }

    @Test
    void a_changed_lesson_stays_in_its_timetable_as_long_as_that_has_it() {
        var odd = oddOrEven("语文", "odd");

        assertThat(contradiction(TODAY, List.of(odd), List.of(odd))).isEmpty();
        assertThat(contradiction(TODAY, List.of(odd), List.of(oddOrEven("语文", "all"))))
                .isEmpty();
        assertThat(contradiction(TODAY, List.of(odd), List.of())).isEqualTo("days-changed");
        assertThat(contradiction(TODAY, List.of(odd), List.of(oddOrEven("历史", "odd"))))
                .isEqualTo("days-changed");
        assertThat(contradiction(TODAY, List.of(odd), List.of(oddOrEven("语文", "even"))))
                .isEqualTo("days-changed");
    }

    @Test
    void a_day_that_the_calendar_moved_to_an_even_week_holds_up_no_version_that_leaves_it_as_it_is() {
        var odd = oddOrEven("语文", "odd");
        var even = oddOrEven("历史", "even");
        var aWeekLater = TODAY.plusWeeks(1);

        assertThat(contradiction(aWeekLater, List.of(odd), List.of(odd))).isEmpty();
        assertThat(contradiction(aWeekLater, List.of(odd, even), List.of(odd, even)))
                .isEmpty();
        assertThat(contradiction(aWeekLater, List.of(odd, even), List.of(odd)))
                .as("nothing there to be taken for it")
                .isEmpty();
        assertThat(contradiction(aWeekLater, List.of(odd), List.of(oddOrEven("语文", "all"))))
                .as("as it was")
                .isEmpty();
        assertThat(contradiction(aWeekLater, List.of(odd), List.of(odd, even)))
                .as("it would be taken for the one that was changed")
                .isEqualTo("days-changed");
        assertThat(contradiction(aWeekLater, List.of(odd, even), List.of(odd, oddOrEven("数学", "even"))))
                .isEqualTo("days-changed");
    }

    private static <T extends Timetable> T next(Decision<Timetable> decision, Class<T> type) {
        return type.cast(((Decision.Accepted<Timetable>) decision).next());
    }

    private static Drafted drafted(Timetable before, Week week) {
        return next(
                TimetableRules.save(
                        Optional.ofNullable(before),
                        Optional.ofNullable(before).map(_ -> true),
                        CLASS,
                        week,
                        "t-1",
                        AT),
                Drafted.class);
    }

    private static Submitted submitted(Timetable before, Week week) {
        return next(TimetableRules.submit(drafted(before, week), Optional.of(true), "t-1", AT), Submitted.class);
    }

    private static Approved approved(Timetable before, Week week) {
        return next(TimetableRules.approve(submitted(before, week), Optional.of(true), "boss", AT), Approved.class);
    }

    private static Asked asked(String emergency) {
        return new Asked("s-1", List.of("root", "s-1"), List.of(new Part("c-1", 3, 1)), "t-1", AT, emergency);
    }

    private static Decision.Accepted<Timetable> completed(Timetable before, Week week, Instant at) {
        var publishing = next(TimetableRules.lock(approved(before, week), true, "p"), Publishing.class);
        return (Decision.Accepted<Timetable>) TimetableRules.complete("c-1", publishing, "p", asked(null), at);
    }

    private static Published published(Timetable before, Week week) {
        return (Published) completed(before, week, AT).next();
    }

    private static String slug(Decision<Timetable> decision) {
        return decision instanceof Decision.Rejected<Timetable>(var rejection) ? rejection.slug() : "";
    }

    @Test
    void publishing_makes_the_next_version_and_tells_it() {
        var decision = completed(null, week(TODAY, "语文"), AT);

        assertThat(decision.next().versions()).singleElement().satisfies(head -> {
            assertThat(head.number()).isEqualTo(1);
            assertThat(head.effectiveFrom()).isEqualTo(TODAY);
            assertThat(head.lastDay()).isEqualTo(LAST);
            assertThat(head.lessonsPerWeek()).isEqualTo(1);
            assertThat(head.approvedBy()).isEqualTo("boss");
        });
        assertThat(decision.events())
                .containsExactly(new TimetablePublishedV1(
                        "c-1", "c-1", "s-1", List.of("root", "s-1", "c-1"), TODAY, 1, 1, LAST, false, false, "t-1"));
    }

    @Test
    void saving_what_is_published_for_the_same_days_makes_no_draft() {
        var once = published(null, week(TODAY, "语文"));

        assertThat(TimetableRules.save(Optional.of(once), Optional.empty(), CLASS, week(TODAY, "语文"), "t-1", AT))
                .isEqualTo(Decision.unchanged(once));
        assertThat(drafted(once, week(TODAY.plusDays(7), "语文")).versions()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"-1, effective-date-passed", "0, ''", "1, ''"})
    void a_later_version_cannot_begin_before_today(int days, String slug) {
        var once = published(null, week(TODAY.minusDays(30), "语文"));

        assertThat(TimetableRules.unfit(approved(once, week(TODAY.plusDays(days), "数学")), TODAY)
                        .map(refusal -> refusal.slug())
                        .orElse(""))
                .isEqualTo(slug);
    }

    @Test
    void the_first_version_may_begin_in_the_past() {
        assertThat(TimetableRules.unfit(approved(null, week(TODAY.minusDays(80), "语文")), TODAY))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"-401, false", "-400, true", "400, true", "401, false"})
    void a_first_day_that_is_far_away_is_a_mistake(int days, boolean taken) {
        var day = TODAY.plusDays(days);

        assertThat(TimetableRules.days(day, day, TODAY).isEmpty()).isEqualTo(taken);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-22, false", "2026-11-23, true", "2027-07-31, true", "2027-08-01, false"})
    void a_timetable_ends_with_its_school_year_and_not_before_it_begins(LocalDate last, boolean taken) {
        assertThat(TimetableRules.days(TODAY, last, TODAY).isEmpty()).isEqualTo(taken);
    }

    @Test
    void nobody_approves_what_they_wrote_and_only_what_was_submitted_is_approved() {
        var submitted = submitted(null, week(TODAY, "语文"));

        assertThat(slug(TimetableRules.approve(submitted, Optional.empty(), "t-1", AT)))
                .isEqualTo("reviewer-is-author");
        assertThat(slug(TimetableRules.approve(drafted(null, week(TODAY, "语文")), Optional.empty(), "boss", AT)))
                .isEqualTo("timetable-not-submitted");
        assertThat(slug(TimetableRules.approve(submitted, Optional.of(false), "boss", AT)))
                .isEqualTo("stale-version");
    }

    @Test
    void an_edit_after_approval_must_be_approved_anew() {
        var edited = drafted(approved(null, week(TODAY, "语文")), week(TODAY, "数学"));

        assertThat(slug(TimetableRules.lock(edited, true, "p"))).isEqualTo("stale-version");
        assertThat(slug(TimetableRules.approve(edited, Optional.empty(), "boss", AT)))
                .isEqualTo("timetable-not-submitted");
    }

    @Test
    void what_is_sent_back_says_why_and_is_a_draft_again() {
        var back = next(
                TimetableRules.sendBack(submitted(null, week(TODAY, "语文")), Optional.empty(), "周一第一节与全校升旗冲突", AT),
                Drafted.class);

        assertThat(back.returned()).isEqualTo("周一第一节与全校升旗冲突");
        assertThat(slug(TimetableRules.sendBack(back, Optional.empty(), "再改", AT)))
                .isEqualTo("timetable-not-submitted");
    }

    @Test
    void while_a_draft_is_being_published_nobody_changes_it() {
        var publishing = next(TimetableRules.lock(approved(null, week(TODAY, "语文")), true, "p"), Publishing.class);

        assertThat(slug(TimetableRules.save(
                        Optional.of(publishing), Optional.of(true), CLASS, week(TODAY, "数学"), "t-1", AT)))
                .isEqualTo("publication-running");
        assertThat(TimetableRules.lock(publishing, false, "p")).isEqualTo(Decision.unchanged(publishing));
        assertThat(slug(TimetableRules.lock(publishing, true, "other"))).isEqualTo("stale-version");
        assertThat(TimetableRules.unlock(publishing, "other")).isEqualTo(Decision.unchanged(publishing));
        assertThat(next(TimetableRules.unlock(publishing, "p"), Approved.class).draft())
                .isEqualTo(publishing.draft());
        assertThat(TimetableRules.complete("c-1", publishing, "other", asked(null), AT))
                .isEqualTo(Decision.unchanged(publishing));
    }

    @Test
    void what_holds_on_a_day_is_the_newest_publication_that_says_something_of_it() {
        var first = published(null, week(TODAY, "语文"));
        var second = published(first, week(TODAY.plusDays(10), "数学"));
        var versions = published(second, week(TODAY.plusDays(5), "英语")).versions();

        assertThat(TimetableRules.on(TODAY.minusDays(1), versions)).isEmpty();
        assertThat(number(TODAY, versions)).isEqualTo(1);
        assertThat(number(TODAY.plusDays(4), versions)).isEqualTo(1);
        assertThat(number(TODAY.plusDays(5), versions)).isEqualTo(3);
        assertThat(number(TODAY.plusDays(10), versions)).isEqualTo(3);
        assertThat(number(LAST, versions)).isEqualTo(3);
        assertThat(TimetableRules.on(LAST.plusDays(1), versions)).isEmpty();
    }

    @Test
    void an_exam_week_lies_over_what_holds_besides_and_over_what_is_published_later() {
        var first = published(null, week(TODAY, "语文"));
        var exams = published(first, week(TODAY.plusDays(7), TODAY.plusDays(11), true, "期中考试"));
        var versions = published(exams, week(TODAY.plusDays(3), "数学")).versions();

        assertThat(number(TODAY.plusDays(6), versions)).isEqualTo(3);
        assertThat(number(TODAY.plusDays(7), versions)).isEqualTo(2);
        assertThat(number(TODAY.plusDays(11), versions)).isEqualTo(2);
        assertThat(number(TODAY.plusDays(12), versions)).isEqualTo(3);
    }

    @Test
    void what_was_known_then_is_told_as_it_was_known_then() {
        var first = published(null, week(TODAY, "语文"));
        var later = AT.plusSeconds(3_600);
        var versions = completed(first, week(TODAY, "数学"), later).next().versions();

        assertThat(TimetableRules.on(TODAY, versions, AT.minusSeconds(1))).isEmpty();
        assertThat(TimetableRules.on(TODAY, versions, later.minusSeconds(1))
                        .orElseThrow()
                        .number())
                .isEqualTo(1);
        assertThat(TimetableRules.on(TODAY, versions, later).orElseThrow().number())
                .isEqualTo(2);
    }

    private static int number(LocalDate day, List<VersionHead> versions) {
        return TimetableRules.on(day, versions).orElseThrow().number();
    }

    @Test
    void a_draft_that_somebody_else_changed_is_neither_overwritten_nor_submitted() {
        var current = drafted(null, week(TODAY, "语文"));
        var stale = Optional.of(false);

        assertThat(slug(TimetableRules.save(Optional.of(current), stale, CLASS, week(TODAY, "数学"), "t-2", AT)))
                .isEqualTo("stale-version");
        assertThat(slug(TimetableRules.submit(current, stale, "t-2", AT))).isEqualTo("stale-version");
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
            timetable = published(timetable, week(TODAY, "科目" + i));
        }

        assertThat(TimetableRules.unfit(approved(timetable, week(TODAY, "语文")), TODAY)
                        .orElseThrow()
                        .slug())
                .isEqualTo("versions-full");
    }

    @ParameterizedTest(name = "published {0} days before → {1}")
    @CsvSource({"2, false", "3, true", "4, true", "0, false", "-1, false"})
    void a_timetable_is_published_at_least_three_days_ahead(int days, boolean taken) {
        assertThat(TimetableRules.notice(TODAY, TODAY.plusDays(days), 3).isEmpty())
                .isEqualTo(taken);
    }

    @Test
    void the_first_lesson_is_the_first_that_takes_place() {
        var tuesday = TODAY.plusDays(1);

        assertThat(TimetableRules.firstLesson(week(tuesday, "语文"), Map.of())).isEqualTo(TODAY.plusDays(7));
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

        assertThat(TimetableRules.overlaps(slots)).hasSize(conflicts);
    }
}
