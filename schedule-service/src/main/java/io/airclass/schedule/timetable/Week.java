package io.airclass.schedule.timetable;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * What a class is taught in the weeks from a day on.
 *
 * @param effectiveFrom the first day on which it holds
 * @param lastDay the last day on which it holds, inclusive
 * @param temporary whether it lies over what holds besides, as an exam week does, and gives way when it is over
 * @param why it is made, in the words of who made it; empty for a first one
 * @param slots by weekday and time
 */
public record Week(LocalDate effectiveFrom, LocalDate lastDay, boolean temporary, String why, List<Slot> slots) {
    public Week {
        slots = slots.stream()
                .sorted(Comparator.comparing(Slot::weekday)
                        .thenComparing(Slot::start)
                        .thenComparing(Slot::period)
                        .thenComparing(slot -> slot.weeks().toString())
                        .thenComparing(Slot::from, Comparator.nullsFirst(Comparator.naturalOrder())))
                .toList();
    }

    /** Whether it says what holds on a day, once it is the newest version. */
    boolean decides(LocalDate day, List<VersionHead> heads) {
        return !day.isBefore(effectiveFrom)
                && !day.isAfter(lastDay)
                && (temporary || heads.stream().noneMatch(head -> head.temporary() && head.has(day)));
    }

    List<String> teacherIds() {
        return slots.stream()
                .map(Slot::teacherId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }
}
