package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.schedule.timetable.Mode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lessons on television over HTTP. */
@RestController
class TvLessonController {
    private final TvLessonService lessons;

    TvLessonController(TvLessonService lessons) {
        this.lessons = lessons;
    }

    record TvLessonView(
            String id, Mode mode, String subject, String title, String channel, Instant startsAt, Instant endsAt) {
        static TvLessonView of(TvLesson lesson) {
            return new TvLessonView(
                    lesson.id(),
                    Mode.TV,
                    lesson.subject(),
                    lesson.title(),
                    lesson.channel(),
                    lesson.startsAt(),
                    lesson.endsAt());
        }
    }

    record TvLessonsView(LocalDate date, List<TvLessonView> items) {}

    @GetMapping("/api/classes/{id}/tv-lessons")
    Mono<TvLessonsView> ofClass(Caller caller, @PathVariable String id, @RequestParam LocalDate date) {
        return lessons.ofClass(caller, id, date)
                .map(found -> new TvLessonsView(
                        date, found.stream().map(TvLessonView::of).toList()));
    }
}
