package io.airclass.rosterview;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Cohort;
import io.airclass.policy.LocalRule;
import io.airclass.policy.Place;
import io.airclass.policy.Regime;
import io.airclass.policy.RegimeTimeline;
import io.airclass.policy.Scope;
import io.airclass.policy.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** From the roster's words to those of the policies, and from a verdict to its refusal. */
public final class PolicyRules {
    private PolicyRules() {}

    /** The one refusal of what a rule forbids: 422 with {@code rule}, {@code kind}, {@code value}, {@code limit}, {@code unit}, {@code cite}. */
    public static Rejection refusal(Verdict.Broken broken) {
        var refusal = Rejection.ruleBroken("policy-broken");
        for (var fact : broken.facts().entrySet()) {
            refusal = refusal.with(fact.getKey(), fact.getValue());
        }
        return refusal;
    }

    /** The refusal, where the verdict is one. */
    public static Optional<Rejection> refusal(Verdict verdict) {
        return verdict instanceof Verdict.Broken broken ? Optional.of(refusal(broken)) : Optional.empty();
    }

    /** Whom the rules mean by a class. */
    public static Cohort cohort(Stage stage, int grade) {
        return Cohort.nearest(io.airclass.policy.Stage.valueOf(stage.name()), grade);
    }

    /**
     * The place at the end of a line of organisations; one that is not known is there without a code.
     *
     * @param within ids, the root first
     */
    static Place place(List<String> within, Map<String, Org> orgs) {
        return Place.of(within.stream()
                .map(id -> new Place.Org(
                        id,
                        Optional.ofNullable(orgs.get(id)).map(Org::divisionCode).filter(Scope.Division::isCode)))
                .toList());
    }

    static RegimeTimeline timeline(Collection<RegimePeriod> periods) {
        return new RegimeTimeline(periods.stream()
                .map(period -> new io.airclass.policy.RegimePeriod(
                        regime(period.regime()), period.from(), Optional.ofNullable(period.until())))
                .toList());
    }

    private static Optional<Regime> regime(RegimeStatement statement) {
        return switch (statement) {
            case NORMAL -> Optional.of(Regime.NORMAL);
            case ONLINE -> Optional.of(Regime.ONLINE);
            case AS_ABOVE -> Optional.empty();
        };
    }

    static Regimes regimes(RegimeChangedV1 event, long sequence) {
        return new Regimes(event.orgId(), sequence, false, event.periods());
    }

    static StoredRule rule(LocalRuleChangedV1 event, long sequence) {
        return new StoredRule(
                event.ruleId(),
                sequence,
                event.deleted(),
                event.within(),
                event.kind(),
                event.limit(),
                event.grades(),
                event.stages(),
                event.regimes(),
                event.from(),
                event.until(),
                event.document(),
                event.article());
    }

    static LocalRule rule(StoredRule stored) {
        return new LocalRule(
                stored.id(),
                stored.within(),
                stored.kind(),
                stored.limit(),
                stored.grades(),
                stored.stages().stream().map(Stage::name).toList(),
                stored.regimes().stream().map(RegimeStatement::name).toList(),
                stored.from(),
                Optional.ofNullable(stored.until()),
                stored.document(),
                Optional.ofNullable(stored.article()));
    }
}
