package io.airclass.schedule.timetable;

import java.time.LocalDate;
import java.util.List;
import reactor.core.publisher.Mono;

/** Knows which single lessons of a timetable are held otherwise than it has them. */
public interface ChangedLessons {
    /**
     * What is changed in a school year.
     *
     * @param changing whether a change is being made just now
     */
    record Found(boolean changing, List<Changed> lessons) {}

    /**
     * One lesson.
     *
     * @param planned as the timetable had it when it was changed, as {@link Slot#onDay}
     */
    record Changed(LocalDate date, int period, Slot planned) {}

    /** Read now, not from memory. */
    Mono<Found> of(String holderId, String schoolYear);
}
