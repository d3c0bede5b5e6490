package io.airclass.schedule.lesson;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.lesson.LessonService.Asked;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lessons of a day or a week over HTTP; a repeat gets 304 as long as the answer would be the same. */
@RestController
class LessonController {
    private final LessonService lessons;
    private final LessonAnswers answers;

    LessonController(LessonService lessons, LessonAnswers answers) {
        this.lessons = lessons;
        this.answers = answers;
    }

    /** @param week any day of the week that is asked for, Monday to Sunday; goes before {@code date} */
    @GetMapping("/api/me/lessons")
    Mono<ResponseEntity<byte[]>> own(
            Caller caller,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestParam(required = false) String childId,
            @RequestHeader HttpHeaders headers) {
        var asked = asked(date, week);
        return (childId == null ? lessons.ofCaller(caller, asked) : lessons.ofChild(caller, childId, asked))
                .map(found -> answers.of(found, headers));
    }

    @GetMapping({"/api/classes/{id}/lessons", "/api/groups/{id}/lessons", "/api/broadcasts/{id}/lessons"})
    Mono<ResponseEntity<byte[]>> ofClass(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader HttpHeaders headers) {
        return lessons.ofClass(caller, id, asked(date, week)).map(found -> answers.of(found, headers));
    }

    @GetMapping("/api/teachers/{id}/lessons")
    Mono<ResponseEntity<byte[]>> ofTeacher(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader HttpHeaders headers) {
        return lessons.ofTeacher(caller, id, asked(date, week)).map(found -> answers.of(found, headers));
    }

    /** What a teacher gave from one day to another, for oneself and for others. */
    @GetMapping("/api/teachers/{id}/load")
    Mono<Load> load(Caller caller, @PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return lessons.load(caller, id, from, to);
    }

    /** @param id {@code school~room} */
    @GetMapping("/api/rooms/{id}/lessons")
    Mono<ResponseEntity<byte[]>> ofRoom(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader HttpHeaders headers) {
        return RoomId.parse(id)
                .map(room -> lessons.ofRoom(caller, room, asked(date, week)))
                .orElseGet(() -> Refused.mono(Rejection.notFound("room-not-found")))
                .map(found -> answers.of(found, headers));
    }

    private static Asked asked(LocalDate date, LocalDate week) {
        return new Asked(Optional.ofNullable(date), Optional.ofNullable(week));
    }
}
