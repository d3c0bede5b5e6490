package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * An on-demand resource is offered from now on, to everyone at its organisation and below.
 *
 * @param within ids of the organisation and all above it, the root first
 * @param edition of the textbook (教材版本) that it follows
 * @param unit of the textbook
 * @param availableUntil when it stops being offered by itself
 */
@EventType(
        value = "io.airclass.schedule.resource-published.v1",
        topic = Topics.SCHEDULE,
        meaning = "An on-demand resource was reviewed, its time has come, and it is offered.")
public record ResourcePublishedV1(
        String resourceId,
        String orgId,
        List<String> within,
        Stage stage,
        String subject,
        ResourceType type,
        @MayBeAbsent String edition,
        @MayBeAbsent String unit,
        @MayBeAbsent Instant availableUntil)
        implements ScheduleEvent {
    public ResourcePublishedV1 {
        required("resourceId", resourceId);
        required("orgId", orgId);
        within = listed(within);
        required("stage", stage);
        required("subject", subject);
        required("type", type);
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
