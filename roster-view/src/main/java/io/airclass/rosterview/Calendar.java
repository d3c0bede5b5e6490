package io.airclass.rosterview;

import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * The days of a school year of which an organisation says something, as this service knows them.
 *
 * @param sequence of the event that told this state
 */
public record Calendar(
        @BsonId String id, long sequence, boolean deleted, String orgId, String schoolYear, List<CalendarDay> days) {

    CalendarChangedV1 told() {
        return new CalendarChangedV1(orgId, schoolYear, days);
    }
}
