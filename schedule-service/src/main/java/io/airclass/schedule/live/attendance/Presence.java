package io.airclass.schedule.live.attendance;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * When one person was there.
 *
 * @param intervals before whatever screen, merged, by time
 * @param byDevice each moment counted once, for the largest screen of that moment
 * @param screenStudents the most that were counted before a classroom's screen
 */
record Presence(List<Interval> intervals, Map<Device, Duration> byDevice, int screenStudents) {
    static final Presence NONE = new Presence(List.of(), Map.of(), 0);

    Duration total() {
        return intervals.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus);
    }

    boolean isNone() {
        return intervals.isEmpty();
    }
}
