package io.airclass.schedule.live.attendance;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code airclass.attendance.*}: how joins and signs of life are taken. Silence of two and a half heartbeats is an absence.
 *
 * @param heartbeat how often a client says that it is still there
 * @param batchMax joins and signs of life in one write
 * @param batchWait how long the first of them waits for others
 * @param waitingMax joins and signs of life that wait or are being written; one more is told to come again
 * @param writesAtOnce batches that are written at the same time
 * @param placesMax people in live lessons at once, over all replicas; teachers, grades 9 and 12 and whoever was in this or another lesson just before come in beyond it; 0 sets no limit
 */
@ConfigurationProperties("airclass.attendance")
public record AttendanceSettings(
        @DefaultValue("2m") Duration heartbeat,
        @DefaultValue("500") int batchMax,
        @DefaultValue("20ms") Duration batchWait,
        @DefaultValue("20000") int waitingMax,
        @DefaultValue("2") int writesAtOnce,
        @DefaultValue("0") int placesMax) {
    private static final int PLACES_MAX = 2_000_000;

    public AttendanceSettings {
        if (placesMax < 0 || placesMax > PLACES_MAX) {
            throw new IllegalArgumentException("airclass.attendance.places-max is 0 to " + PLACES_MAX);
        }
    }

    /** So long somebody who did not go may not be heard of and is still there. */
    Duration silenceMax() {
        return heartbeat.multipliedBy(5).dividedBy(2);
    }
}
