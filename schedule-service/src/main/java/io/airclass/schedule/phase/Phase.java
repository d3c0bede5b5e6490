package io.airclass.schedule.phase;

import java.time.LocalDate;
import java.util.List;

/**
 * One phase.
 *
 * @param key of it in its set
 * @param to inclusive
 * @param items what every school is to do in it
 */
public record Phase(String key, String name, LocalDate from, LocalDate to, List<Item> items) {

    /**
     * One thing to do.
     *
     * @param key of it in its phase
     * @param dueOn the last day on which it is in time
     */
    public record Item(String key, String text, LocalDate dueOn) {}
}
