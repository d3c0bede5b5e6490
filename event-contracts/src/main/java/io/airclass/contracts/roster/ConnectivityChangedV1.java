package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * How many students of a class have what at home to learn with; the sum is the class.
 *
 * @param within ids of all ancestors, the root first, then the school, the class itself last
 * @param counts of each kind that somebody has
 * @param unstated for whom nobody has said it
 */
@EventType(
        value = "io.airclass.roster.connectivity-changed.v1",
        topic = Topics.ROSTER_CONNECTIVITY,
        meaning = "What the students of a class have to learn with changed; the event carries counts, and no student.")
public record ConnectivityChangedV1(
        String classId, String schoolId, List<String> within, List<ConnectivityCount> counts, int unstated)
        implements RosterEvent {
    public ConnectivityChangedV1 {
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        counts = listed(counts);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return classId;
    }
}
