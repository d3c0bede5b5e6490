package io.airclass.schedule.live.attendance;

import io.airclass.contracts.PublishedEvent;
import io.airclass.schedule.live.LessonSums;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.attendance.AttendanceService.Summed;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The sums of a lesson, one event for each class; a lesson for trying has none. */
@Component
class AttendanceSums implements LessonSums {
    private final AttendanceService attendance;

    AttendanceSums(AttendanceService attendance) {
        this.attendance = attendance;
    }

    @Override
    public Mono<List<PublishedEvent>> of(Ended lesson) {
        return attendance
                .sums(lesson)
                .map(sums -> sums.stream().<PublishedEvent>map(Summed::event).toList());
    }
}
