package io.airclass.roster.policy;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.policy.LocalRule;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A rule that an organisation stated for itself and all below it.
 *
 * @param withdrawn whether it was taken back before its first day, and never held
 * @param until the last day; absent while none is known
 * @param document title or number of what orders it
 * @param article the passage
 * @param reason why the officer stated it
 * @param request hash of the request that stated it
 */
public record StatedRule(
        String id,
        boolean withdrawn,
        String kind,
        List<String> limit,
        List<Integer> grades,
        List<Stage> stages,
        List<RegimeStatement> regimes,
        LocalDate from,
        @MayBeAbsent LocalDate until,
        String document,
        @MayBeAbsent String article,
        String reason,
        String by,
        Instant at,
        String request) {
    public StatedRule {
        limit = List.copyOf(limit);
        grades = List.copyOf(grades);
        stages = List.copyOf(stages);
        regimes = List.copyOf(regimes);
    }

    /** As the policies understand it. */
    LocalRule local(List<String> within) {
        return new LocalRule(
                id,
                within,
                kind,
                limit,
                grades,
                stages.stream().map(Stage::name).toList(),
                regimes.stream().map(RegimeStatement::name).toList(),
                from,
                Optional.ofNullable(until),
                document,
                Optional.ofNullable(article));
    }

    LocalRuleChangedV1 changed(List<String> within) {
        return new LocalRuleChangedV1(
                id,
                within.getLast(),
                within,
                kind,
                limit,
                grades,
                stages,
                regimes,
                from,
                until,
                document,
                article,
                withdrawn);
    }

    StatedRule endedOn(LocalDate lastDay) {
        boolean never = lastDay.isBefore(from);
        return new StatedRule(
                id,
                never,
                kind,
                limit,
                grades,
                stages,
                regimes,
                from,
                never ? until : lastDay,
                document,
                article,
                reason,
                by,
                at,
                request);
    }
}
