package io.airclass.schedule.live;

import reactor.core.publisher.Mono;

/** Takes what a server has recorded; may be told twice. */
public interface RecordingTaker {
    /** @param server key of the provider; refused as gone where the room belongs to no lesson */
    Mono<Void> recordingReady(String server, String roomId);
}
