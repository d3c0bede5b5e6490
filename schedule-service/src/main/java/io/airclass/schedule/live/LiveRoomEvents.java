package io.airclass.schedule.live;

import io.airclass.schedule.live.provider.RoomEvents;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What servers tell of rooms, told on. */
@Component
class LiveRoomEvents implements RoomEvents {
    private final LiveService lessons;

    LiveRoomEvents(LiveService lessons) {
        this.lessons = lessons;
    }

    @Override
    public Mono<Void> roomClosed(String roomId) {
        return lessons.roomClosed(roomId);
    }
}
