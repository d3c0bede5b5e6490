package io.airclass.schedule.broadcast;

import java.time.LocalDate;
import java.util.function.Predicate;

/**
 * A broadcast that a class receives on some days.
 *
 * @param id of the broadcast: what its lessons are found by
 * @param on whether the class receives it on a day
 */
public record Received(String id, Broadcast broadcast, Predicate<LocalDate> on) {}
