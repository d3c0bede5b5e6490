package io.airclass.schedule.timetable;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/**
 * What a class is taught in every week from a day on.
 *
 * @param effectiveFrom the first day on which it holds
 * @param slots by weekday and time
 */
public record Week(LocalDate effectiveFrom, List<Slot> slots) {
    public Week {
        slots = slots.stream()
                .sorted(Comparator.comparing(Slot::weekday)
                        .thenComparing(Slot::start)
                        .thenComparing(Slot::period))
                .toList();
    }

    List<String> teacherIds() {
        return slots.stream().map(Slot::teacherId).distinct().sorted().toList();
    }
}
