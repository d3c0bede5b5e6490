package io.airclass.schedule.replay;

import java.time.Instant;
import java.util.List;

/**
 * What a student has watched of a replay.
 *
 * @param spans merged, by time; they only grow
 * @param begunAt when the player first told of it
 */
public record Watching(
        String replayId, String lessonId, String studentId, List<Span> spans, Instant begunAt, Instant lastAt) {
    public Watching {
        spans = List.copyOf(spans);
    }

    /** Each once. */
    int seconds() {
        return spans.stream().mapToInt(Span::seconds).sum();
    }
}
