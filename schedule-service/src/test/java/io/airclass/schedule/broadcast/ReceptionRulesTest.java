package io.airclass.schedule.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.alliance.Alliance.Departure;
import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.schedule.broadcast.ReceptionRules.By;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReceptionRulesTest {
    private static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 23);
    private static final Broadcast BROADCAST = broadcast("county");
    private static final By BY =
            new By("broadcast-1", BROADCAST, "school", List.of("root", "county", "school"), "admin", AT);

    private static Broadcast broadcast(String everyClassOf) {
        return new Broadcast(
                "county",
                List.of("root", "county", "broadcast-1"),
                "全县物理同步课",
                "物理",
                Stage.JUNIOR,
                List.of(7, 8),
                everyClassOf,
                null,
                List.of("teacher"),
                false,
                "officer",
                AT,
                0);
    }

    private static SchoolClass aClass(String id, int grade, String county) {
        return new SchoolClass(
                id,
                1,
                false,
                "school",
                "七（1）班",
                grade,
                Stage.JUNIOR,
                List.of("root", county, "school", id),
                List.of(),
                List.of(),
                null,
                null,
                List.of());
    }

    private static Decision.Accepted<Reception> accepted(Decision<Reception> decision) {
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        return (Decision.Accepted<Reception>) decision;
    }

    private static Reception out(Optional<Reception> current, LocalDate from) {
        return accepted(ReceptionRules.optOut(current, BY, "class-1", "校内授课", from))
                .next();
    }

    private static boolean receives(Broadcast broadcast, Reception said, LocalDate day) {
        return BroadcastRules.receives(broadcast, Optional.ofNullable(said), aClass("class-1", 7, "county"), day);
    }

    @Test
    void a_class_of_the_stage_the_grades_and_the_place_receives_it_and_no_other() {
        assertThat(receives(BROADCAST, null, TODAY)).isTrue();
        assertThat(BroadcastRules.receives(BROADCAST, Optional.empty(), aClass("class-2", 9, "county"), TODAY))
                .isFalse();
        assertThat(BroadcastRules.receives(BROADCAST, Optional.empty(), aClass("class-3", 7, "other"), TODAY))
                .isFalse();
        assertThat(receives(broadcast(null), null, TODAY)).isFalse();
    }

    @Test
    void taken_out_it_receives_nothing_from_that_day_on_until_it_is_taken_back() {
        var from = TODAY.plusDays(7);
        var out = out(Optional.empty(), from);
        assertThat(receives(BROADCAST, out, from.minusDays(1))).isTrue();
        assertThat(receives(BROADCAST, out, from)).isFalse();

        var back = accepted(ReceptionRules.takeBack(out, BY, "class-1", from.plusDays(7)));
        assertThat(receives(BROADCAST, back.next(), from.minusDays(1))).isTrue();
        assertThat(receives(BROADCAST, back.next(), from)).as("what was, stays").isFalse();
        assertThat(receives(BROADCAST, back.next(), from.plusDays(6))).isFalse();
        assertThat(receives(BROADCAST, back.next(), from.plusDays(7))).isTrue();
        assertThat(back.events()).singleElement().satisfies(event -> {
            assertThat(event).isInstanceOf(BroadcastOptOutV1.class);
            assertThat(event.toString()).doesNotContain("校内授课");
        });
    }

    @Test
    void taken_back_before_it_began_it_never_was_out() {
        var from = TODAY.plusDays(7);
        var back = accepted(ReceptionRules.takeBack(out(Optional.empty(), from), BY, "class-1", TODAY))
                .next();
        assertThat(receives(BROADCAST, back, from)).isTrue();
        assertThat(receives(BROADCAST, back, TODAY)).isTrue();
    }

    @Test
    void the_same_word_again_changes_nothing() {
        var out = out(Optional.empty(), TODAY);
        assertThat(ReceptionRules.optOut(Optional.of(out), BY, "class-1", "别的理由", TODAY))
                .isEqualTo(Decision.unchanged(out));
        var in = accepted(ReceptionRules.subscribe(Optional.empty(), BY, Set.of("class-1"), TODAY))
                .next();
        assertThat(ReceptionRules.subscribe(Optional.of(in), BY, Set.of("class-1"), TODAY.plusDays(1)))
                .isEqualTo(Decision.unchanged(in));
        assertThat(ReceptionRules.takeBack(in, BY, "class-1", TODAY)).isEqualTo(Decision.unchanged(in));
    }

    @Test
    void a_class_that_is_put_in_is_in_from_that_day_until_the_day_it_is_left_out_of_the_list() {
        var in = accepted(ReceptionRules.subscribe(Optional.empty(), BY, Set.of("class-1", "class-2"), TODAY))
                .next();
        var less = accepted(ReceptionRules.subscribe(Optional.of(in), BY, Set.of("class-2"), TODAY.plusDays(3)))
                .next();
        var of = broadcast(null);
        assertThat(receives(of, in, TODAY.minusDays(1))).isFalse();
        assertThat(receives(of, in, TODAY)).isTrue();
        assertThat(receives(of, less, TODAY.plusDays(2))).isTrue();
        assertThat(receives(of, less, TODAY.plusDays(3))).isFalse();
        assertThat(less.has(Kind.IN, "class-2", TODAY.plusDays(30))).isTrue();
    }

    @Test
    void a_school_changes_its_mind_so_often_and_no_more() {
        var entries = IntStream.range(0, ReceptionRules.ENTRIES_MAX)
                .mapToObj(i -> new Entry("class-" + i, Kind.IN, TODAY, TODAY, "", "admin", AT, "admin", AT))
                .toList();
        var full = new Reception("broadcast-1", "school", BY.within(), entries, List.of(), AT);
        assertThat(ReceptionRules.optOut(Optional.of(full), BY, "class-1", "理由", TODAY))
                .isEqualTo(Decision.rejected(
                        Rejection.conflict("broadcast-entries-full").with("max", ReceptionRules.ENTRIES_MAX)));
        var nearly =
                new Reception("broadcast-1", "school", BY.within(), entries.subList(1, entries.size()), List.of(), AT);
        assertThat(out(Optional.of(nearly), TODAY).entries()).hasSize(ReceptionRules.ENTRIES_MAX);
    }

    @Test
    void a_clash_is_told_once_for_each_version_and_never_of_an_older_one() {
        var first = accepted(ReceptionRules.clashTold(Optional.empty(), BY, "class-1", 2));
        assertThat(first.events()).singleElement().isInstanceOf(BroadcastClashedV1.class);
        var current = Optional.of(first.next());
        assertThat(ReceptionRules.clashTold(current, BY, "class-1", 2)).isInstanceOf(Decision.Unchanged.class);
        assertThat(ReceptionRules.clashTold(current, BY, "class-1", 1)).isInstanceOf(Decision.Unchanged.class);
        assertThat(accepted(ReceptionRules.clashTold(current, BY, "class-1", 3))
                        .next()
                        .told())
                .containsExactly(new Reception.Told("class-1", 3));
    }

    @Test
    void a_version_is_told_to_its_classes_once() {
        var told = BroadcastRules.tell("broadcast-1", BROADCAST, 1, TODAY, List.of("class-9"), List.of("class-1"));
        assertThat(told).isInstanceOf(Decision.Accepted.class);
        var accepted = (Decision.Accepted<Broadcast>) told;
        assertThat(accepted.events()).hasSize(2);
        assertThat(BroadcastRules.tell("broadcast-1", accepted.next(), 1, TODAY, List.of(), List.of("class-1")))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(((Decision.Accepted<Broadcast>)
                                BroadcastRules.tell("broadcast-1", accepted.next(), 2, TODAY, List.of(), List.of()))
                        .events())
                .hasSize(1);
    }

    @Test
    void leaving_an_alliance_ends_what_was_put_in_before_and_nothing_that_was_put_in_after() {
        var monday = TODAY.minusDays(14);
        var in = new Reception.Entry("class-1", Reception.Kind.IN, monday, null, "", "admin", AT, null, null);
        var later = new Reception.Entry(
                "class-2", Reception.Kind.IN, TODAY, null, "", "admin", AT.plusSeconds(60), null, null);
        var out = new Reception.Entry("class-3", Reception.Kind.OUT, monday, null, "校内授课", "admin", AT, null, null);
        var said = new Reception(
                "broadcast-1", "school", List.of("root", "county", "school"), List.of(in, later, out), List.of(), AT);
        var left = said.after(List.of(
                new Departure("other", monday, "officer", AT.plusSeconds(10)),
                new Departure("school", TODAY.minusDays(7), "officer", AT.plusSeconds(20)),
                new Departure("school", TODAY, "officer", AT.plusSeconds(30))));
        assertThat(left.has(Reception.Kind.IN, "class-1", TODAY.minusDays(8))).isTrue();
        assertThat(left.has(Reception.Kind.IN, "class-1", TODAY.minusDays(7))).isFalse();
        assertThat(left.has(Reception.Kind.IN, "class-2", TODAY)).isTrue();
        assertThat(left.has(Reception.Kind.OUT, "class-3", TODAY)).isTrue();
        assertThat(left.in()).containsExactly("class-2");
    }
}
