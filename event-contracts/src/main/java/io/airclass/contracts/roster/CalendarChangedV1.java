package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * The days of one school year of which an organisation says something. For a day the nearest organisation up the tree holds that says
 * something of it.
 *
 * @param schoolYear from the first of August, for example {@code 2026-2027}; see {@link SchoolDay#schoolYearOf}
 * @param days in the order of time; none where the organisation took all back
 */
@EventType(
        value = "io.airclass.roster.calendar-changed.v1",
        topic = Topics.ROSTER_CALENDARS,
        meaning =
                "A holiday or an adjusted working day was set or taken back; the event carries all such days of the organisation in that school year.")
public record CalendarChangedV1(String orgId, String schoolYear, List<CalendarDay> days) implements RosterEvent {
    public CalendarChangedV1 {
        required("orgId", orgId);
        required("schoolYear", schoolYear);
        days = listed(days);
    }

    /** The id of an organisation's calendar of a school year. */
    public static String idOf(String orgId, String schoolYear) {
        return orgId + ":" + schoolYear;
    }

    @Override
    public String key() {
        return idOf(orgId, schoolYear);
    }

    @Override
    public String aggregateId() {
        return key();
    }
}
