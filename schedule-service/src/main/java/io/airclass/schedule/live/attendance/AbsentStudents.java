package io.airclass.schedule.live.attendance;

import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.schedule.live.LiveLesson.Ended;
import java.util.List;
import reactor.core.publisher.Mono;

/** Hears who missed a lesson, when it is over; may be told twice. */
public interface AbsentStudents {
    /** @param of the class that they are students of */
    Mono<Void> missed(Ended lesson, LessonAttendedV1 of, List<String> studentIds);
}
