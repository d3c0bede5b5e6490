package io.airclass.rosterview;

import io.airclass.contracts.roster.TermChangedV1;
import java.time.LocalDate;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A term as this service knows it.
 *
 * @param sequence of the event that told this state
 * @param orgId for whom it holds: the organisation and all below it that have none of their own
 * @param lastDay inclusive
 */
public record Term(
        @BsonId String id,
        long sequence,
        boolean deleted,
        String orgId,
        String name,
        LocalDate firstDay,
        LocalDate lastDay,
        String schoolYear) {

    TermChangedV1 told() {
        return new TermChangedV1(id, orgId, name, firstDay, lastDay, schoolYear, deleted);
    }

    public boolean has(LocalDate day) {
        return !day.isBefore(firstDay) && !day.isAfter(lastDay);
    }
}
