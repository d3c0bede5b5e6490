package io.airclass.schedule.live;

import io.airclass.schedule.lesson.LessonId;
import reactor.core.publisher.Mono;

/** Knows what lessons are planned. */
@FunctionalInterface
public interface PlannedLessons {
    /** The lesson as it stands now; empty where no timetable has it. */
    Mono<PlannedLesson> find(LessonId id);
}
