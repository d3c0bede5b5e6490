package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A programme of a reviewed list will be on television, for everyone of its stage and grades at its organisation and below; whoever tells
 * pupils and parents beforehand goes by this. Told again when time or channel changed; withdrawn by {@link ResourceWithdrawnV1}.
 *
 * @param within ids of the organisation and all above it, the root first
 * @param grades that it is for; none where it is for all of the stage
 */
@EventType(
        value = "io.airclass.schedule.tv-lesson-announced.v1",
        topic = Topics.SCHEDULE,
        meaning = "A lesson on television was reviewed and will be shown.")
public record TvLessonAnnouncedV1(
        String resourceId,
        String orgId,
        List<String> within,
        Stage stage,
        List<Integer> grades,
        String subject,
        String title,
        String channel,
        Instant startsAt,
        Instant endsAt)
        implements ScheduleEvent {
    public TvLessonAnnouncedV1 {
        required("resourceId", resourceId);
        required("orgId", orgId);
        within = listed(within);
        required("stage", stage);
        grades = listed(grades);
        required("subject", subject);
        required("title", title);
        required("channel", channel);
        required("startsAt", startsAt);
        required("endsAt", endsAt);
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
