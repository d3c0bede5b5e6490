package io.airclass.schedule.live.attendance;

import io.airclass.contracts.PublishedEvent;
import io.airclass.schedule.live.LessonSums;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.attendance.AttendanceService.Summed;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The sums of a lesson, one event for each class, after who missed it is known; a lesson for trying has none. */
@Component
class AttendanceSums implements LessonSums {
    private final AttendanceService attendance;
    private final AbsentStudents absent;

    AttendanceSums(AttendanceService attendance, AbsentStudents absent) {
        this.attendance = attendance;
        this.absent = absent;
    }

    @Override
    public Mono<Part> of(Ended lesson) {
        return attendance.sums(lesson).flatMap(sums -> Flux.fromIterable(sums.of())
                .concatMap(summed -> absent.missed(lesson, summed.event(), summed.absent()))
                .then(Mono.fromSupplier(() -> new Part(
                        sums.of().stream().<PublishedEvent>map(Summed::event).toList(), sums.upTo()))));
    }
}
