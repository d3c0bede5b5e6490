package io.airclass.schedule.lesson;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.schedule.lesson.LessonService.Day;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Lessons of a day over HTTP; a repeat gets 304 as long as the answer would be the same. */
@RestController
class LessonController {
    private static final int TAG_CHARS = 32;

    private final LessonService lessons;

    LessonController(LessonService lessons) {
        this.lessons = lessons;
    }

    record LessonsResponse(LocalDate date, List<Lesson> items) {}

    @GetMapping("/api/me/lessons")
    Mono<ResponseEntity<LessonsResponse>> own(
            Caller caller,
            @RequestParam(required = false) LocalDate date,
            @RequestParam(required = false) String childId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        var day = childId == null
                ? lessons.ofCaller(caller, Optional.ofNullable(date))
                : lessons.ofChild(caller, childId, Optional.ofNullable(date));
        return day.map(found -> answer(found, ifNoneMatch));
    }

    @GetMapping({"/api/classes/{classId}/lessons", "/api/groups/{classId}/lessons"})
    Mono<ResponseEntity<LessonsResponse>> ofClass(
            Caller caller,
            @PathVariable String classId,
            @RequestParam(required = false) LocalDate date,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return lessons.ofClass(caller, classId, Optional.ofNullable(date)).map(found -> answer(found, ifNoneMatch));
    }

    private static ResponseEntity<LessonsResponse> answer(Day day, String ifNoneMatch) {
        var tag = "\""
                + Ids.sha256Hex(day.toString().getBytes(StandardCharsets.UTF_8)).substring(0, TAG_CHARS) + "\"";
        boolean known = ifNoneMatch != null && ifNoneMatch.contains(tag);
        var answer = (known ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok())
                .eTag(tag)
                .cacheControl(CacheControl.noCache().cachePrivate());
        return known ? answer.build() : answer.body(new LessonsResponse(day.date(), day.lessons()));
    }
}
