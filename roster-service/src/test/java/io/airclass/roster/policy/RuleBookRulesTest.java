package io.airclass.roster.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.pack.ShippedPacks;
import io.airclass.roster.org.Org;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleBookRulesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-22");
    private static final Policies SHIPPED = ShippedPacks.policies();
    private static final Caller OFFICER =
            new Caller("wang-zhuren", "", List.of(new Grant(Role.TEACHING_OFFICER, "xingyi")), Instant.MAX);
    private static final Stored<Org> XINGYI = org("xingyi", OrgType.COUNTY, "root", "xingyi");
    private static final Place PLACE = Place.of(new Place.Org("root"), new Place.Org("xingyi", "522301"));

    private static Stored<Org> org(String id, OrgType type, String... within) {
        return new Stored<>(id, 1, new Org(type, id, null, null, null, null, List.of(), List.of(within)));
    }

    private static StatedRule stated(String id, String limit, String from, String until) {
        return new StatedRule(
                id,
                false,
                "homework.written.minutesPerClassDay",
                List.of(limit),
                List.of(3, 4),
                List.of(),
                List.of(),
                LocalDate.parse(from),
                until == null ? null : LocalDate.parse(until),
                "兴义市教育局〔2026〕12号",
                "第三条",
                "减负",
                "wang-zhuren",
                Instant.parse("2026-11-22T02:00:00Z"),
                "hash");
    }

    private static Decision<RuleBook> state(StatedRule rule, StatedRule... known) {
        return RuleBookRules.state(
                OFFICER,
                XINGYI,
                PLACE,
                SHIPPED,
                known.length == 0 ? Optional.empty() : Optional.of(book(known)),
                rule,
                TODAY);
    }

    private static Stored<RuleBook> book(StatedRule... rules) {
        return new Stored<>("xingyi", rules.length, new RuleBook(List.of(rules)));
    }

    private static Rejection rejection(Decision<RuleBook> decision) {
        return ((Decision.Rejected<RuleBook>) decision).rejection();
    }

    @Test
    void a_stricter_rule_is_added_told_and_written_down() {
        var rule = stated("LR-1", "45", "2026-12-01", null);

        var accepted = (Decision.Accepted<RuleBook>) state(rule);

        assertThat(accepted.next().rules()).containsExactly(rule);
        assertThat((LocalRuleChangedV1) accepted.events().getFirst()).satisfies(event -> {
            assertThat(event.ruleId()).isEqualTo("LR-1");
            assertThat(event.within()).containsExactly("root", "xingyi");
            assertThat(event.deleted()).isFalse();
        });
        assertThat(((AuditRecordedV1) accepted.events().getLast()).action()).isEqualTo("rule-stated");
    }

    @Test
    void a_looser_rule_is_refused_with_the_stricter_one() {
        var refusal = rejection(state(stated("LR-1", "61", "2026-12-01", null)));

        assertThat(refusal.slug()).isEqualTo("rule-looser");
        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.facts())
                .containsEntry("rule", "HW-G3-6")
                .containsKeys("cite", "limit", "value", "kind", "unit");
    }

    @Test
    void it_is_held_against_the_organisations_own_rules_too_while_they_hold() {
        var own = stated("LR-1", "45", "2026-12-01", "2026-12-31");

        assertThat(rejection(state(stated("LR-2", "50", "2026-12-15", null), own))
                        .facts())
                .containsEntry("rule", "LR-1");
        assertThat(state(stated("LR-2", "50", "2027-01-01", null), own)).isInstanceOf(Decision.Accepted.class);
        assertThat(state(stated("LR-2", "50", "2026-12-15", null), own.endedOn(TODAY)))
                .isInstanceOf(Decision.Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21, rule-from-too-early", "2026-11-22, rule-from-too-early", "2026-11-23, "})
    void a_rule_begins_tomorrow_at_the_earliest(String from, String slug) {
        var decision = state(stated("LR-1", "45", from, null));

        assertThat(slug == null ? null : rejection(decision).slug()).isEqualTo(slug);
    }

    @Test
    void a_school_states_none() {
        var school = org("school-1", OrgType.SCHOOL, "root", "xingyi", "school-1");

        assertThat(rejection(RuleBookRules.state(
                                OFFICER,
                                school,
                                PLACE,
                                SHIPPED,
                                Optional.empty(),
                                stated("LR-1", "45", "2026-12-01", null),
                                TODAY))
                        .slug())
                .isEqualTo("rule-not-for-schools");
    }

    @Test
    void the_book_has_an_end() {
        var rules = new ArrayList<StatedRule>();
        for (int i = 0; i < RuleBookRules.RULES_MAX; i++) {
            rules.add(stated("LR-" + i, "45", "2026-12-01", null));
        }

        assertThat(rejection(state(stated("LR-X", "45", "2026-12-01", null), rules.toArray(StatedRule[]::new)))
                        .slug())
                .isEqualTo("rules-full");
        rules.removeLast();
        assertThat(state(stated("LR-X", "45", "2026-12-01", null), rules.toArray(StatedRule[]::new)))
                .isInstanceOf(Decision.Accepted.class);
    }

    private static Decision<RuleBook> end(StatedRule rule, String until) {
        return RuleBookRules.end(OFFICER, XINGYI, book(rule), 1, rule.id(), LocalDate.parse(until), TODAY);
    }

    @Test
    void a_rule_in_force_ends_today_at_the_earliest() {
        var rule = stated("LR-1", "45", "2026-11-01", null);

        assertThat(rejection(end(rule, "2026-11-21")).slug()).isEqualTo("rule-until-out-of-range");
        var ended = ((Decision.Accepted<RuleBook>) end(rule, "2026-11-22")).next();
        assertThat(ended.rules().getFirst().until()).isEqualTo(TODAY);
        assertThat(ended.rules().getFirst().withdrawn()).isFalse();
    }

    @Test
    void an_end_is_never_moved_away() {
        var rule = stated("LR-1", "45", "2026-11-01", "2026-12-31");

        assertThat(rejection(end(rule, "2027-01-01")).slug()).isEqualTo("rule-until-out-of-range");
        assertThat(end(rule, "2026-12-31")).isInstanceOf(Decision.Unchanged.class);
        assertThat(end(rule, "2026-12-30")).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void before_its_first_day_a_rule_can_be_taken_back() {
        var accepted = (Decision.Accepted<RuleBook>) end(stated("LR-1", "0", "2026-11-23", null), "2026-11-22");
        var taken = accepted.next().rules().getFirst();

        assertThat(taken.withdrawn()).isTrue();
        assertThat(((LocalRuleChangedV1) accepted.events().getFirst()).deleted())
                .isTrue();
        assertThat(accepted.next().rules(List.of("root", "xingyi"))).isEmpty();
        assertThat(rejection(end(taken, "2026-12-01")).slug()).isEqualTo("rule-until-out-of-range");
    }

    @Test
    void who_saw_another_version_is_told_so() {
        var rule = stated("LR-1", "45", "2026-11-01", null);

        assertThat(rejection(RuleBookRules.end(OFFICER, XINGYI, book(rule), 2, "LR-1", TODAY, TODAY))
                        .slug())
                .isEqualTo("stale-version");
        assertThat(rejection(RuleBookRules.end(OFFICER, XINGYI, book(rule), 1, "LR-2", TODAY, TODAY))
                        .slug())
                .isEqualTo("not-found");
    }

    @Test
    void the_same_request_again_finds_its_rule_and_another_one_is_refused() {
        var rule = stated("LR-1", "45", "2026-12-01", null);

        assertThat(state(rule, rule)).isInstanceOf(Decision.Unchanged.class);
        assertThat(state(rule, rule.endedOn(LocalDate.parse("2026-12-05")))).isInstanceOf(Decision.Unchanged.class);
        var other = new StatedRule(
                "LR-1",
                false,
                rule.kind(),
                List.of("30"),
                rule.grades(),
                rule.stages(),
                rule.regimes(),
                rule.from(),
                null,
                rule.document(),
                null,
                "减负",
                "wang-zhuren",
                rule.at(),
                "another");
        assertThat(rejection(state(other, rule)).slug()).isEqualTo("idempotency-key-reused");
    }
}
