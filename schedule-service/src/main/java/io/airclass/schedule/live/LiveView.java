package io.airclass.schedule.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveLesson.Recordings;
import io.airclass.schedule.live.LiveLesson.Started;
import java.time.Instant;
import java.util.Optional;

/**
 * What is told of a lesson.
 *
 * @param secondsLate how much after its time it started; absent before
 * @param provider where it takes place; absent before
 * @param recordings what came of what was recorded; absent before, and where nothing was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LiveView(
        String lessonId,
        State state,
        String subject,
        String teacherId,
        Instant startsAt,
        Instant endsAt,
        Instant startedAt,
        Long secondsLate,
        String provider,
        Instant endedAt,
        String endedBy,
        Recordings.State recordings) {
    enum State {
        PLANNED,
        CANCELLED,
        STARTED,
        ENDED
    }

    static LiveView of(PlannedLesson planned, Optional<LiveLesson> live) {
        return live.map(LiveView::of)
                .orElseGet(() -> new LiveView(
                        planned.lessonId(),
                        planned.cancelled() ? State.CANCELLED : State.PLANNED,
                        planned.subject(),
                        planned.teacherId(),
                        planned.startsAt(),
                        planned.endsAt(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null));
    }

    static LiveView of(LiveLesson live) {
        var plan = live.plan();
        return new LiveView(
                plan.lessonId(),
                live instanceof Started ? State.STARTED : State.ENDED,
                plan.subject(),
                plan.teacherId(),
                plan.startsAt(),
                plan.endsAt(),
                live.startedAt(),
                live.late().toSeconds(),
                live.room().provider(),
                live instanceof Ended ended ? ended.endedAt() : null,
                live instanceof Ended ended ? ended.endedBy() : null,
                live instanceof Ended ended && ended.recordings() != null
                        ? ended.recordings().state()
                        : null);
    }
}
