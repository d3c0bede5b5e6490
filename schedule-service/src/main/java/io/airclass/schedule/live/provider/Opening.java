package io.airclass.schedule.live.provider;

import java.time.Duration;
import java.time.Instant;

/**
 * A room that is wanted.
 *
 * @param number counts the rooms of the lesson, from 1
 * @param title what people see over the room; names nobody
 * @param length after which the provider may close it by itself
 */
public record Opening(String lessonId, int number, ProviderChoice choice, String title, Duration length, Instant at) {

    /** The room's name at a provider: always the same for this lesson and number. */
    String roomId() {
        return lessonId + Room.BETWEEN + number;
    }

    Opening at(ProviderChoice other) {
        return new Opening(lessonId, number, other, title, length, at);
    }
}
