package io.airclass.schedule.timetable;

import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.TimetableCsv.Reading;
import java.util.Optional;

/**
 * The timetable of one class or group, as a file has it.
 *
 * @param holderId empty where the file does not say whose it is
 * @param version that was exported; empty where none was
 * @param days as far as the file says them
 */
public record FilePart(String holderId, Optional<Long> version, Days days, Reading reading) {
    /** The days that are asked for; those of the file where nothing is. */
    public Days days(Days asked) {
        return new Days(
                asked.effectiveFrom().or(days::effectiveFrom),
                asked.lastDay().or(days::lastDay),
                asked.why().isEmpty() ? days.why() : asked.why());
    }
}
