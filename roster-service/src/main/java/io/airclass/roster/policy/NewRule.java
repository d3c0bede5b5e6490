package io.airclass.roster.policy;

import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.RegimeStatement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A rule that an officer asks for, understood and checked by itself. */
record NewRule(
        String kind,
        List<String> limit,
        List<Integer> grades,
        List<Stage> stages,
        List<RegimeStatement> regimes,
        LocalDate from,
        LocalDate until,
        String document,
        String article,
        String reason) {

    StatedRule stated(String id, String by, Instant at, String request) {
        return new StatedRule(
                id, false, kind, limit, grades, stages, regimes, from, until, document, article, reason, by, at,
                request);
    }
}
