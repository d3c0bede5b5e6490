package io.airclass.schedule.lesson;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.lesson.LessonService.Asked;
import io.airclass.schedule.lesson.LessonService.Days;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
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

    LessonController(LessonService lessons) {
        this.lessons = lessons;
    }

    /**
     * @param date of one day; absent for a week
     * @param from the first day of a week; absent for one day
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LessonsResponse(LocalDate date, LocalDate from, LocalDate to, List<Lesson> items) {
        static LessonsResponse of(Days days) {
            var span = days.span();
            return span.week()
                    ? new LessonsResponse(null, span.first(), span.last(), days.lessons())
                    : new LessonsResponse(span.first(), null, null, days.lessons());
        }
    }

    /** @param week any day of the week that is asked for, Monday to Sunday; goes before {@code date} */
    @GetMapping("/api/me/lessons")
    Mono<ResponseEntity<LessonsResponse>> own(
            Caller caller,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestParam(required = false) String childId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        var asked = asked(date, week);
        return (childId == null ? lessons.ofCaller(caller, asked) : lessons.ofChild(caller, childId, asked))
                .map(found -> answer(found, ifNoneMatch));
    }

    @GetMapping({"/api/classes/{id}/lessons", "/api/groups/{id}/lessons", "/api/broadcasts/{id}/lessons"})
    Mono<ResponseEntity<LessonsResponse>> ofClass(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return lessons.ofClass(caller, id, asked(date, week)).map(found -> answer(found, ifNoneMatch));
    }

    @GetMapping("/api/teachers/{id}/lessons")
    Mono<ResponseEntity<LessonsResponse>> ofTeacher(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return lessons.ofTeacher(caller, id, asked(date, week)).map(found -> answer(found, ifNoneMatch));
    }

    /** What a teacher gave from one day to another, for oneself and for others. */
    @GetMapping("/api/teachers/{id}/load")
    Mono<Load> load(Caller caller, @PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return lessons.load(caller, id, from, to);
    }

    /** @param id {@code school~room} */
    @GetMapping("/api/rooms/{id}/lessons")
    Mono<ResponseEntity<LessonsResponse>> ofRoom(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) LocalDate week,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return RoomId.parse(id)
                .map(room -> lessons.ofRoom(caller, room, asked(date, week)))
                .orElseGet(() -> Refused.mono(Rejection.notFound("room-not-found")))
                .map(found -> answer(found, ifNoneMatch));
    }

    private static Asked asked(LocalDate date, LocalDate week) {
        return new Asked(Optional.ofNullable(date), Optional.ofNullable(week));
    }

    private static ResponseEntity<LessonsResponse> answer(Days days, String ifNoneMatch) {
        return ETags.ofContent(ifNoneMatch, days.toString().getBytes(StandardCharsets.UTF_8), LessonsResponse.of(days));
    }
}
