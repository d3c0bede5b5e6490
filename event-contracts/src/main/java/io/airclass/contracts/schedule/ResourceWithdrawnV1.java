package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * An on-demand resource that was offered no longer is; what is told of it is what it was offered as.
 *
 * @param within ids of the organisation and all above it, the root first
 */
@EventType(
        value = "io.airclass.schedule.resource-withdrawn.v1",
        topic = Topics.SCHEDULE,
        meaning = "An on-demand resource is no longer offered.")
public record ResourceWithdrawnV1(
        String resourceId,
        String orgId,
        List<String> within,
        Stage stage,
        String subject,
        ResourceType type,
        @MayBeAbsent String edition,
        @MayBeAbsent String unit,
        ResourceEnd reason)
        implements ScheduleEvent {
    public ResourceWithdrawnV1 {
        required("resourceId", resourceId);
        required("orgId", orgId);
        within = listed(within);
        required("stage", stage);
        required("subject", subject);
        required("type", type);
        required("reason", reason);
    }

    @Override
    public String key() {
        return resourceId;
    }

    @Override
    public String aggregateId() {
        return resourceId;
    }
}
