package io.airclass.schedule.live;

import io.airclass.schedule.live.provider.RoomEvents;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What servers tell of rooms, told on. */
@Component
class LiveRoomEvents implements RoomEvents {
    private final LiveService lessons;
    private final RecordingTaker recordings;

    LiveRoomEvents(LiveService lessons, RecordingTaker recordings) {
        this.lessons = lessons;
        this.recordings = recordings;
    }

    @Override
    public Mono<Void> roomClosed(String roomId) {
        return lessons.roomClosed(roomId);
    }

    @Override
    public Mono<Void> recordingReady(String server, String roomId) {
        return recordings.recordingReady(server, roomId);
    }
}
