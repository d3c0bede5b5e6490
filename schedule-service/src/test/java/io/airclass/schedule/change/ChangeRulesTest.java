package io.airclass.schedule.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.change.ChangeRules.Proposal;
import io.airclass.schedule.change.ChangeRules.Standing;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.Slot;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChangeRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final LocalDate MONDAY = LocalDate.of(2026, 9, 7);
    private static final Instant BEFORE = Instant.parse("2026-09-06T23:59:59Z");
    private static final Instant BEGUN = Instant.parse("2026-09-07T00:00:00Z");
    private static final Slot CHINESE = slot(1, "语文", "wang");
    private static final SchoolClass CLASS = schoolClass("c-1", "wang", "li");
    private static final Learners LEARNERS = new Learners(CLASS, List.of());

    private static Slot slot(int period, String subject, String teacher) {
        return Slot.weekly(
                DayOfWeek.MONDAY,
                period,
                LocalTime.of(7 + period, 0),
                LocalTime.of(7 + period, 40),
                subject,
                teacher,
                "301");
    }

    private static SchoolClass schoolClass(String id, String chinese, String maths) {
        return new SchoolClass(
                id,
                1,
                false,
                "school-1",
                "七（1）班",
                7,
                Stage.JUNIOR,
                List.of("root", "school-1", id),
                List.of(),
                List.of(new ClassTeacher(chinese, "语文"), new ClassTeacher(maths, "数学")),
                null,
                null,
                List.of(chinese, maths));
    }

    private static Standing planned() {
        return Standing.of(MONDAY, CHINESE, Optional.empty());
    }

    private static LessonChange change(Proposal proposal, LessonChangeKind kind) {
        var parts = ((Proposal.Parts) proposal).parts();
        return new LessonChange(
                "c-1", "2026-2027", kind, List.of("c-1~20260907~1"), parts, "病假", "admin", BEFORE, null);
    }

    private static List<DayChange> after(List<DayChange> before, Proposal proposal, LessonChangeKind kind, String id) {
        return ChangeRules.applied(before, id, change(proposal, kind), BEFORE);
    }

    @Test
    void a_lesson_that_has_begun_is_not_cancelled_moved_or_swapped_but_it_is_said_who_gave_it() {
        assertThat(ChangeRules.cancel(planned(), BEFORE, SHANGHAI)).isInstanceOf(Proposal.Parts.class);
        assertThat(ChangeRules.cancel(planned(), BEGUN, SHANGHAI)).isInstanceOf(Proposal.Told.class);
        var other = Standing.of(MONDAY, slot(2, "数学", "li"), Optional.empty());
        assertThat(ChangeRules.swap(planned(), other, BEGUN, SHANGHAI)).isInstanceOf(Proposal.Told.class);
        assertThat(ChangeRules.cover(planned(), "li", MONDAY.plusDays(7))).isInstanceOf(Proposal.Parts.class);
        assertThat(ChangeRules.cover(planned(), "li", MONDAY.plusDays(8))).isInstanceOf(Proposal.Told.class);
        assertThat(ChangeRules.cover(planned(), "wang", MONDAY)).isInstanceOf(Proposal.Nothing.class);
        assertThat(ChangeRules.restore(planned(), Optional.empty(), BEFORE, SHANGHAI))
                .isInstanceOf(Proposal.Nothing.class);
    }

    @Test
    void a_joint_lesson_that_moves_is_joint_no_more() {
        var joint = new Dated(
                MONDAY,
                new Slot(
                        DayOfWeek.MONDAY,
                        1,
                        CHINESE.start(),
                        CHINESE.end(),
                        "体育",
                        "wang",
                        "操场",
                        CHINESE.mode(),
                        "",
                        CHINESE.use(),
                        CHINESE.weeks(),
                        "合班一",
                        "",
                        true,
                        null,
                        null));

        var elsewhere = ChangeRules.moved(joint, MONDAY, DayOfWeek.MONDAY, 1, CHINESE.start(), CHINESE.end(), "体育馆");
        assertThat(elsewhere.slot().joint()).isEqualTo("合班一");
        var nextWeek = ChangeRules.moved(
                joint, MONDAY.plusWeeks(1), DayOfWeek.MONDAY, 1, CHINESE.start(), CHINESE.end(), "操场");
        assertThat(nextWeek.slot().joint()).isEmpty();
        assertThat(nextWeek.slot().open()).isFalse();
    }

    @Test
    void a_cover_frees_the_one_and_takes_the_other_at_the_class_the_teachers_and_the_room() {
        var changes = after(List.of(), ChangeRules.cover(planned(), "li", MONDAY), LessonChangeKind.COVERED, "a");
        var change = change(ChangeRules.cover(planned(), "li", MONDAY), LessonChangeKind.COVERED);

        var needs = ChangeRules.needs(LEARNERS, changes, change, "a", 1);

        var wang = ResourceKey.teacher("wang", MONDAY);
        var li = ResourceKey.teacher("li", MONDAY);
        var room = ResourceKey.room("school-1", "301", MONDAY);
        var ofClass = ResourceKey.schoolClass("c-1", MONDAY);
        assertThat(needs.bookings().keySet()).isEqualTo(Set.of(wang, li, room, ofClass));
        assertThat(needs.bookings().get(wang)).isEmpty();
        assertThat(needs.releases().get(wang)).hasSize(1);
        assertThat(needs.bookings().get(li))
                .singleElement()
                .extracting(Booking::date)
                .isEqualTo(MONDAY);
        assertThat(needs.releases().get(li)).isEmpty();
        assertThat(needs.bookings().get(ofClass)).hasSize(1);
        assertThat(needs.releases().get(ofClass)).hasSize(1);
    }

    @Test
    void a_second_change_says_anew_what_the_first_one_held() {
        var first = after(List.of(), ChangeRules.cover(planned(), "li", MONDAY), LessonChangeKind.COVERED, "a");
        var standing = Standing.of(MONDAY, CHINESE, first.stream().findFirst());
        var proposal = ChangeRules.cancel(standing, BEFORE, SHANGHAI);

        var second = after(first, proposal, LessonChangeKind.CANCELLED, "b");
        var needs = ChangeRules.needs(LEARNERS, second, change(proposal, LessonChangeKind.CANCELLED), "b", 2);

        assertThat(second).singleElement().satisfies(one -> {
            assertThat(one.now()).isNull();
            assertThat(one.times()).isEqualTo(2);
        });
        assertThat(needs.bookings().get(ResourceKey.teacher("li", MONDAY))).isEmpty();
        assertThat(needs.releases().get(ResourceKey.teacher("wang", MONDAY)))
                .singleElement()
                .satisfies(release -> assertThat(release.number()).isEqualTo(2));
    }

    @Test
    void what_others_are_told_has_before_and_after_and_no_reason() {
        var proposal = ChangeRules.cover(planned(), "li", MONDAY);
        var days = ChangedDays.none("c-1", "school-1", "2026-2027").givenTo("a");

        var decision = ChangeRules.complete(
                days, "a", change(proposal, LessonChangeKind.COVERED), CLASS, List.of("c-1"), BEFORE, SHANGHAI);

        assertThat(decision).isInstanceOfSatisfying(Decision.Accepted.class, accepted -> {
            var told = (LessonChangedV1) accepted.events().getFirst();
            assertThat(told.before().teacherId()).isEqualTo("wang");
            assertThat(told.after().teacherId()).isEqualTo("li");
            assertThat(told.lessonId()).isEqualTo("c-1~20260907~1");
            assertThat(told.toString()).doesNotContain("病假");
            var next = (ChangedDays) accepted.next();
            assertThat(next.number()).isEqualTo(1);
            assertThat(next.teacherIds()).containsExactly("li");
            assertThat(ChangeRules.complete(
                            next,
                            "a",
                            change(proposal, LessonChangeKind.COVERED),
                            CLASS,
                            List.of("c-1"),
                            BEFORE,
                            SHANGHAI))
                    .isInstanceOf(Decision.Unchanged.class);
        });
    }

    @Test
    void days_are_given_to_one_change_at_a_time() {
        var free = ChangedDays.none("c-1", "school-1", "2026-2027");
        var cover = change(ChangeRules.cover(planned(), "li", MONDAY), LessonChangeKind.COVERED);
        assertThat(ChangeRules.begin(free, true, "a", cover)).isInstanceOf(Decision.Accepted.class);
        assertThat(ChangeRules.begin(free, false, "a", cover)).isInstanceOf(Decision.Rejected.class);
        assertThat(ChangeRules.begin(free.givenTo("a"), true, "a", cover)).isInstanceOf(Decision.Unchanged.class);
        assertThat(ChangeRules.begin(free.givenTo("b"), true, "a", cover)).isInstanceOf(Decision.Rejected.class);
        assertThat(ChangeRules.undo(free.givenTo("b"), "a")).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void who_knows_the_subject_comes_first_then_who_covered_least_then_who_knows_the_class() {
        var classes = List.of(CLASS, schoolClass("c-2", "zhao", "qian"), schoolClass("c-3", "sun", "zhou"));
        var suggestions = CoverRules.ranked(
                CLASS, CHINESE, classes, Set.of("wang", "li", "zhao", "sun", "qian"), Map.of("zhao", 2L, "qian", 1L));

        assertThat(suggestions).extracting(Suggestion::teacherId).containsExactly("sun", "zhao", "li", "qian");
        assertThat(suggestions.get(2).teachesClass()).isTrue();
    }
}
