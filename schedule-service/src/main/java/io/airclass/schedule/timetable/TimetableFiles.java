package io.airclass.schedule.timetable;

import java.util.Locale;
import reactor.core.publisher.Mono;

/** Reads the files that hold timetables, whatever their form. */
public interface TimetableFiles {
    /**
     * The timetable of a class or group; refused where the file cannot be read, or is another's.
     *
     * @param holderId whose is asked for
     */
    Mono<FilePart> one(String holderId, byte[] file, Locale locale);
}
