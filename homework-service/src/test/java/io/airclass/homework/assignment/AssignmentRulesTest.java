package io.airclass.homework.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentClosedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.homework.budget.Share;
import io.airclass.kit.decide.Decision;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentRulesTest {
    private static final Instant AT = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant DUE = AT.plus(Duration.ofDays(1));
    private static final List<String> WITHIN = List.of("root", "school", "class");
    private static final List<String> OTHER = List.of("root", "school-2", "class-2");

    private static Assignment.Draft draft() {
        return AssignmentRules.draft(Samples.asked(DUE).made(), "wang-laoshi", AT);
    }

    private static Terms terms() {
        return Terms.of(
                TaskRules.task(Samples.asked(DUE).made()),
                List.of(
                        new Target("class", "school", WITHIN, List.of()),
                        new Target("class-2", "school-2", OTHER, List.of("xiaogang"))),
                List.of(new Share(LocalDate.parse("2026-11-23"), 20, 20)),
                30,
                1);
    }

    private static Assignment.Open open() {
        return (Assignment.Open) accepted(AssignmentRules.publish("a", draft(), terms(), AT, AT, Samples.ZONE))
                .next();
    }

    private static Decision.Accepted<Assignment> accepted(Decision<Assignment> decision) {
        return (Decision.Accepted<Assignment>) decision;
    }

    private static String slug(Decision<Assignment> decision) {
        return ((Decision.Rejected<Assignment>) decision).rejection().slug();
    }

    @Test
    void every_class_is_told_with_all_above_it_and_with_whom_it_concerns() {
        var events = accepted(AssignmentRules.publish("a", draft(), terms(), AT, AT, Samples.ZONE))
                .events();
        assertThat(events).hasSize(2).allSatisfy(event -> assertThat(event).isInstanceOf(AssignmentOpenedV1.class));
        var second = (AssignmentOpenedV1) events.getLast();
        assertThat(second.key()).isEqualTo("class-2");
        assertThat(second.within()).isEqualTo(OTHER);
        assertThat(second.studentIds()).containsExactly("xiaogang");
        assertThat(second.title()).isEqualTo("二次函数练习");
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void it_waits_where_it_opens_later_and_is_told_only_then(long millis, boolean waits) {
        var opensAt = AT.plusMillis(millis);
        var decision = accepted(AssignmentRules.publish("a", draft(), terms(), opensAt, AT, Samples.ZONE));
        assertThat(decision.next() instanceof Assignment.Scheduled).isEqualTo(waits);
        assertThat(decision.events().isEmpty()).isEqualTo(waits);
        if (waits) {
            assertThat(AssignmentRules.atItsTime("a", decision.next(), AT, Samples.ZONE))
                    .isInstanceOf(Decision.Unchanged.class);
            var opened = accepted(AssignmentRules.atItsTime("a", decision.next(), opensAt, Samples.ZONE));
            assertThat(opened.events()).hasSize(2);
            assertThat(((Assignment.Open) opened.next()).opensAt()).isEqualTo(opensAt);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, false", "0, false", "1, true"})
    void it_closes_after_the_grace_period_and_tells_every_class(long millis, boolean closed) {
        var decision = AssignmentRules.atItsTime(
                "a", open(), DUE.plus(Duration.ofMinutes(30)).plusMillis(millis), Samples.ZONE);
        assertThat(decision instanceof Decision.Accepted<Assignment>(Assignment.Closed _, var _))
                .isEqualTo(closed);
        if (closed) {
            assertThat(accepted(decision).events()).hasSize(2).allSatisfy(event -> assertThat(event)
                    .isInstanceOf(AssignmentClosedV1.class));
        }
    }

    @Test
    void more_time_is_given_and_told_with_before_and_after_also_when_it_was_closed() {
        var until = DUE.plus(Duration.ofDays(1));
        var closed = accepted(AssignmentRules.atItsTime("a", open(), DUE.plus(Duration.ofHours(1)), Samples.ZONE))
                .next();
        for (var current : List.of(open(), closed)) {
            var decision =
                    accepted(AssignmentRules.extend("a", current, until, DUE.plus(Duration.ofHours(2)), Samples.ZONE));
            assertThat(((Assignment.Open) decision.next()).dueAt()).isEqualTo(until);
            var event = (AssignmentChangedV1) decision.events().getFirst();
            assertThat(event.dueBefore()).isEqualTo(DUE);
            assertThat(event.dueAt()).isEqualTo(until);
        }
    }

    @ParameterizedTest
    @CsvSource({"-1, due-time-earlier", "1, "})
    void nobodys_time_is_cut(long millis, String slug) {
        var decision = AssignmentRules.extend("a", open(), DUE.plusMillis(millis), AT, Samples.ZONE);
        if (slug == null) {
            assertThat(decision).isInstanceOf(Decision.Accepted.class);
        } else {
            assertThat(slug(decision)).isEqualTo(slug);
        }
        assertThat(AssignmentRules.extend("a", open(), DUE, AT, Samples.ZONE)).isInstanceOf(Decision.Unchanged.class);
        assertThat(slug(AssignmentRules.extend("a", draft(), DUE, AT, Samples.ZONE)))
                .isEqualTo("assignment-not-published");
    }

    @Test
    void what_is_withdrawn_is_told_to_who_had_seen_it_and_to_nobody_else() {
        var decision = accepted(AssignmentRules.withdraw("a", open(), "wang-laoshi", "布置错了", AT));
        assertThat(decision.events()).hasSize(2).allSatisfy(event -> assertThat(event)
                .isInstanceOf(AssignmentWithdrawnV1.class));
        assertThat(AssignmentRules.withdraw("a", decision.next(), "wang-laoshi", "布置错了", AT))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(slug(AssignmentRules.extend("a", decision.next(), DUE.plusSeconds(1), AT, Samples.ZONE)))
                .isEqualTo("assignment-withdrawn");
        var scheduled = accepted(AssignmentRules.publish("a", draft(), terms(), AT.plusSeconds(60), AT, Samples.ZONE))
                .next();
        assertThat(accepted(AssignmentRules.withdraw("a", scheduled, "wang-laoshi", "布置错了", AT))
                        .events())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // due, by the clock of the school, and when who has not handed in is reminded
        "2026-11-24T20:00, 2026-11-24T18:00",
        "2026-11-24T21:00, 2026-11-24T19:00",
        "2026-11-24T21:01, 2026-11-24T19:00",
        "2026-11-24T09:00, 2026-11-24T07:00",
        "2026-11-24T08:59, 2026-11-23T19:00",
        "2026-11-24T01:00, 2026-11-23T19:00"
    })
    void reminders_come_by_day(LocalDateTime due, LocalDateTime remind) {
        assertThat(AssignmentRules.remindAt(due.atZone(Samples.ZONE).toInstant(), Samples.ZONE))
                .isEqualTo(remind.atZone(Samples.ZONE).toInstant());
    }

    @Test
    void who_has_not_handed_in_is_reminded_once_and_then_it_closes() {
        var open = open();
        var at = AssignmentRules.remindAt(DUE, Samples.ZONE);
        assertThat(open.wakeAt()).isEqualTo(at);
        var missing = Map.of("class", List.of("xiaoming"), "class-2", List.<String>of());
        assertThat(AssignmentRules.remind("a", open, missing, at.minusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);
        var decision = accepted(AssignmentRules.remind("a", open, missing, at));
        assertThat(decision.events()).hasSize(1);
        assertThat(((HomeworkMissingV1) decision.events().getFirst()).studentIds())
                .containsExactly("xiaoming");
        var reminded = (Assignment.Open) decision.next();
        assertThat(reminded.wakeAt()).isEqualTo(reminded.takenUntil().plusMillis(1));
        assertThat(AssignmentRules.remind("a", reminded, missing, at)).isInstanceOf(Decision.Unchanged.class);
        assertThat(AssignmentRules.remind("a", open, missing, DUE.plusMillis(1)))
                .isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void a_draft_that_becomes_another_counts_its_attempts() {
        var changed = accepted(AssignmentRules.change(
                        draft(), Samples.asked(DUE).minutes(5).made(), AT))
                .next();
        assertThat(((Assignment.Draft) changed).attempt()).isEqualTo(2);
        assertThat(AssignmentRules.change(draft(), draft().asked(), AT)).isInstanceOf(Decision.Unchanged.class);
        assertThat(slug(AssignmentRules.change(open(), draft().asked(), AT))).isEqualTo("assignment-published");
    }
}
