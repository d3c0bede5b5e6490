package io.airclass.schedule.phase;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.phase.Phase.Item;
import io.airclass.schedule.phase.PhaseRules.School;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhaseRulesTest {
    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2020-02-16T02:00:00Z");
    private static final List<String> WITHIN = List.of("root", "city", "county", "school");
    private static final Phase PREPARE = phase("prepare", "准备", "2020-02-10", "2020-02-17", "plan", "survey");
    private static final Phase TRAIN = phase("train", "培训与备课", "2020-02-18", "2020-02-19", "teachers");

    private static Phase phase(String key, String name, String from, String to, String... items) {
        return new Phase(
                key,
                name,
                LocalDate.parse(from),
                LocalDate.parse(to),
                Stream.of(items)
                        .map(item -> new Item(item, "完成" + item, LocalDate.parse(to)))
                        .toList());
    }

    private static PhaseSet set(String org, Phase... phases) {
        return new PhaseSet(org, List.of("root", org), Stage.JUNIOR, List.of(phases), "officer-1", NOW, 1, null);
    }

    private static Map<String, PhaseSet> sets(PhaseSet... sets) {
        return Stream.of(sets).collect(Collectors.toMap(set -> PhaseRules.setId(set.orgId(), set.stage()), set -> set));
    }

    private static final School SCHOOL = new School("school", WITHIN, 5, true);

    private static Checklist ticked(Checklist current, PhaseSet set, String item, boolean done, Instant at) {
        var decision = PhaseRules.tick(current, SCHOOL, set, item, done, "principal-1", at, SHANGHAI);
        return switch (decision) {
            case Decision.Accepted<Checklist>(var next, var _) -> next;
            case Decision.Unchanged<Checklist>(var same) -> same;
            case Decision.Rejected<Checklist>(Rejection rejection) -> throw new AssertionError(rejection);
        };
    }

    @Test
    void the_nearest_above_that_has_phases_of_the_stage_holds() {
        var city = set("city", PREPARE);
        var county = set("county", TRAIN);
        assertThat(PhaseRules.nearest(WITHIN, Stage.JUNIOR, sets(city, county))).contains(county);
        assertThat(PhaseRules.nearest(WITHIN, Stage.JUNIOR, sets(city, set("county"))))
                .contains(city);
        assertThat(PhaseRules.nearest(List.of("root", "city", "other"), Stage.JUNIOR, sets(city, county)))
                .contains(city);
        assertThat(PhaseRules.nearest(WITHIN, Stage.PRIMARY, sets(city, county)))
                .isEmpty();
    }

    @Test
    void a_phase_has_its_first_and_its_last_day() {
        var set = set("city", PREPARE, TRAIN);
        assertThat(PhaseRules.on(set, LocalDate.parse("2020-02-09"))).isEmpty();
        assertThat(PhaseRules.on(set, LocalDate.parse("2020-02-17"))).containsExactly(PREPARE);
        assertThat(PhaseRules.on(set, LocalDate.parse("2020-02-18"))).containsExactly(TRAIN);
        assertThat(PhaseRules.on(set, LocalDate.parse("2020-02-20"))).isEmpty();
    }

    @Test
    void keys_are_unique_and_no_phase_ends_before_it_begins() {
        assertThat(PhaseRules.refusal(List.of(PREPARE, TRAIN))).isEmpty();
        assertThat(PhaseRules.refusal(List.of(PREPARE, PREPARE)))
                .map(Rejection::slug)
                .contains("phase-key-twice");
        assertThat(PhaseRules.refusal(List.of(phase("x", "测试", "2020-02-21", "2020-02-21", "a", "a"))))
                .map(Rejection::slug)
                .contains("phase-key-twice");
        assertThat(PhaseRules.refusal(List.of(phase("x", "测试", "2020-02-21", "2020-02-20"))))
                .map(Rejection::slug)
                .contains("phase-days-unfit");
        assertThat(PhaseRules.refusal(List.of(phase("x", "测试", "2020-02-21", "+999999999-12-31"))))
                .map(Rejection::slug)
                .contains("phase-days-unfit");
    }

    @ParameterizedTest
    @CsvSource({"2020-02-17T23:59:59, false", "2020-02-17T23:59:59.999999999, false", "2020-02-18T00:00:00, true"})
    void a_day_counts_to_its_last_instant_in_shanghai(String local, boolean late) {
        var at = LocalDateTime.parse(local).atZone(SHANGHAI).toInstant();
        var empty = PhaseRules.empty(SCHOOL, Stage.JUNIOR);
        var ticked = ticked(empty, set("city", PREPARE), "prepare/plan", true, at);
        assertThat(ticked.ticks().getFirst().late()).isEqualTo(late);
    }

    @Test
    void the_first_tick_stands_and_can_be_taken_back() {
        var set = set("city", PREPARE, TRAIN);
        var once = ticked(PhaseRules.empty(SCHOOL, Stage.JUNIOR), set, "prepare/plan", true, NOW);
        assertThat(once.doneItems()).containsExactly("prepare/plan");
        assertThat(PhaseRules.tick(once, SCHOOL, set, "prepare/plan", true, "other", NOW.plusSeconds(9), SHANGHAI))
                .isInstanceOf(Decision.Unchanged.class);
        assertThat(ticked(once, set, "prepare/plan", false, NOW).ticks()).isEmpty();
        assertThat(PhaseRules.tick(once, SCHOOL, set, "prepare/none", true, "p", NOW, SHANGHAI))
                .isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void what_was_ticked_of_other_phases_is_kept_and_not_counted() {
        var city = set("city", PREPARE);
        var county = set("county", TRAIN);
        var ticked = ticked(PhaseRules.empty(SCHOOL, Stage.JUNIOR), city, "prepare/plan", true, NOW);
        var moved = ((Decision.Accepted<Checklist>) PhaseRules.follow(ticked, SCHOOL, Optional.of(county))).next();
        assertThat(moved.doneItems()).isEmpty();
        assertThat(moved.ticks()).hasSize(1);
        var back = ((Decision.Accepted<Checklist>) PhaseRules.follow(moved, SCHOOL, Optional.of(city))).next();
        assertThat(back).isEqualTo(ticked);
        assertThat(PhaseRules.follow(back, SCHOOL, Optional.of(city))).isInstanceOf(Decision.Unchanged.class);
    }

    @Test
    void who_has_heard_of_the_school_before_does_not_take_it_back_to_where_it_was() {
        var city = set("city", PREPARE);
        var later = new School("school", List.of("root", "city", "other", "school"), 6, true);
        var moved = ((Decision.Accepted<Checklist>)
                        PhaseRules.follow(PhaseRules.empty(SCHOOL, Stage.JUNIOR), later, Optional.of(city)))
                .next();

        assertThat(PhaseRules.follow(moved, SCHOOL, Optional.of(set("county", TRAIN))))
                .isEqualTo(Decision.rejected(PhaseRules.BUSY));
        assertThat(PhaseRules.tick(moved, SCHOOL, city, "prepare/plan", true, "p", NOW, SHANGHAI))
                .isEqualTo(Decision.rejected(PhaseRules.BUSY));
        assertThat(PhaseRules.newer(Optional.of(moved), SCHOOL)).isEqualTo(later);
        assertThat(PhaseRules.newer(Optional.empty(), SCHOOL)).isEqualTo(SCHOOL);
        var closed = new School("school", later.within(), 7, false);
        var gone = ((Decision.Accepted<Checklist>) PhaseRules.follow(moved, closed, Optional.empty())).next();
        assertThat(PhaseRules.newer(Optional.of(gone), later)).isEqualTo(closed);
    }
}
