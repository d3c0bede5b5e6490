package io.airclass.rosterview;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.RegimeStatement;
import java.time.LocalDate;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A rule that an organisation stated for itself, as this service knows it.
 *
 * @param sequence of the event that told this state
 */
public record StoredRule(
        @BsonId String id,
        long sequence,
        boolean deleted,
        List<String> within,
        String kind,
        List<String> limit,
        List<Integer> grades,
        List<Stage> stages,
        List<RegimeStatement> regimes,
        LocalDate from,
        @MayBeAbsent LocalDate until,
        String document,
        @MayBeAbsent String article) {}
