package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * All that an organisation ever decided about its regime, after one more decision. At an instant the period holds that was decided
 * last of those that contain it; of several organisations the nearest up the tree that says something.
 *
 * @param periods in the order in which they were decided, the latest last
 */
@EventType(
        value = "io.airclass.roster.regime-changed.v1",
        topic = Topics.ROSTER_REGIMES,
        meaning =
                "An officer decided how an organisation and all below it teach, from when and until when; the event carries all periods of the organisation.")
public record RegimeChangedV1(String orgId, List<RegimePeriod> periods) implements RosterEvent {
    public RegimeChangedV1 {
        required("orgId", orgId);
        periods = listed(periods);
    }

    @Override
    public String key() {
        return orgId;
    }

    @Override
    public String aggregateId() {
        return orgId;
    }
}
