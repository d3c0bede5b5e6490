package io.airclass.schedule.live.provider;

import reactor.core.publisher.Mono;

/** Hears what the servers tell of rooms; everything may be told twice, and of rooms that are not ours. */
public interface RoomEvents {
    Mono<Void> roomClosed(String roomId);

    /** Refused as gone where the lesson's recordings are not wanted. */
    Mono<Void> recordingReady(String server, String roomId);
}
