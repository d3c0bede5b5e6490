package io.airclass.schedule.live.attendance;

import java.time.Instant;

/**
 * One minute of somebody before one device.
 *
 * @param from first and {@code until} last moment at which they were seen in it
 * @param left when they said that they go; null where they did not
 */
record Seen(String personId, Device device, Instant from, Instant until, int screenStudents, Instant left) {}
