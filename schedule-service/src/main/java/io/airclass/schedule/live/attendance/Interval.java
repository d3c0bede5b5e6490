package io.airclass.schedule.live.attendance;

import java.time.Duration;
import java.time.Instant;

/** From one moment until another. */
record Interval(Instant from, Instant until) {
    Duration length() {
        return Duration.between(from, until);
    }
}
