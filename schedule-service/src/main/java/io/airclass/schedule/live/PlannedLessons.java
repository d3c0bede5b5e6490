package io.airclass.schedule.live;

import io.airclass.schedule.lesson.LessonId;
import java.time.Instant;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knows what lessons are planned. */
public interface PlannedLessons {
    /** The lesson as it stands now; empty where no timetable has it. */
    Mono<PlannedLesson> find(LessonId id);

    /**
     * A lesson that somebody may attend as a student.
     *
     * @param group the class or group with which they are stored
     */
    record Own(String lessonId, String group) {}

    /** What a student has between two instants, by the classes and groups as they are now; from memory. */
    Flux<Own> ofStudent(String personId, Instant from, Instant until);
}
