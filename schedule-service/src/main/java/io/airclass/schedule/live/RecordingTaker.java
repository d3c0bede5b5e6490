package io.airclass.schedule.live;

import reactor.core.publisher.Mono;

/** Takes what a server has recorded; may be told twice. */
public interface RecordingTaker {
    /** @param server key of the provider; refused as gone where the room belongs to no lesson */
    Mono<Void> recordingReady(String server, String roomId);

    /** Whether there is a replay of what was recorded in a lesson's room; asks its provider where there is none yet. */
    Mono<Boolean> recorded(LiveLesson.Ended lesson);
}
