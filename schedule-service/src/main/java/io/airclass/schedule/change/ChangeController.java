package io.airclass.schedule.change;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.change.ChangeService.Asked;
import io.airclass.schedule.change.ChangeService.Known;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.timetable.Mode;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** One dated lesson and its changes over HTTP. */
@RestController
class ChangeController {
    private static final int TEACHER_CHARS_MAX = 64;
    private static final int ROOM_CHARS_MAX = 40;

    private final ChangeService lessons;
    private final CoverService covers;

    ChangeController(ChangeService lessons, CoverService covers) {
        this.lessons = lessons;
        this.covers = covers;
    }

    record Why(
            @NotBlank @Size(max = ChangeRules.WHY_CHARS_MAX) String why) {}

    record CoverRequest(
            @NotBlank @Size(max = TEACHER_CHARS_MAX) String teacherId,
            @NotBlank @Size(max = ChangeRules.WHY_CHARS_MAX) String why) {}

    /**
     * @param start absent where the bells of the day say it
     * @param room absent where it stays the same; empty for none
     */
    record MoveRequest(
            @NotNull LocalDate date,
            @Min(1) @Max(20) int period,
            LocalTime start,
            LocalTime end,
            @Size(max = ROOM_CHARS_MAX) String room,
            @NotBlank @Size(max = ChangeRules.WHY_CHARS_MAX) String why) {}

    /** @param with id of the other lesson */
    record SwapRequest(
            @NotBlank String with,
            @NotBlank @Size(max = ChangeRules.WHY_CHARS_MAX) String why) {}

    /** A lesson at its time. */
    record Occurrence(
            LocalDate date,
            int period,
            @JsonFormat(pattern = "HH:mm") LocalTime start,
            @JsonFormat(pattern = "HH:mm") LocalTime end,
            String subject,
            String teacherId,
            String room,
            Mode mode) {
        static Occurrence of(Dated dated) {
            if (dated == null) {
                return null;
            }
            var slot = dated.slot();
            return new Occurrence(
                    dated.date(),
                    slot.period(),
                    slot.start(),
                    slot.end(),
                    slot.subject(),
                    slot.teacherId(),
                    slot.room(),
                    slot.mode());
        }
    }

    /**
     * One change of a lesson.
     *
     * @param before absent where it was cancelled
     * @param after absent where it was cancelled by this
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(
            String changeId,
            LessonChangeKind kind,
            Occurrence before,
            Occurrence after,
            String why,
            String changedBy,
            Instant at) {}

    /**
     * @param now absent where it is cancelled
     * @param changes the first first; for those who may see the timetable and its drafts
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record LessonResponse(
            String id,
            String classId,
            boolean cancelled,
            Occurrence planned,
            Occurrence now,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Changed> changes) {
        static LessonResponse of(Known known) {
            var standing = known.standing();
            return new LessonResponse(
                    known.id().toString(),
                    known.learners().id(),
                    standing.now().isEmpty(),
                    Occurrence.of(standing.planned()),
                    Occurrence.of(standing.now().orElse(null)),
                    known.history().stream()
                            .map(change -> changed(known.id(), change))
                            .toList());
        }

        private static Changed changed(LessonId id, Stored<LessonChange> stored) {
            var change = stored.value();
            var part = change.parts().stream()
                    .filter(one -> one.date().equals(id.date()) && one.period() == id.period())
                    .findFirst()
                    .orElseThrow();
            return new Changed(
                    stored.id(),
                    change.kind(),
                    Occurrence.of(part.before()),
                    Occurrence.of(part.after()),
                    change.why(),
                    change.changedBy(),
                    change.trueSince());
        }
    }

    record SuggestionsResponse(List<Suggestion> items) {}

    @GetMapping("/api/lessons/{id}")
    Mono<LessonResponse> read(Caller caller, @PathVariable String id) {
        return parsed(id).flatMap(lesson -> lessons.read(caller, lesson)).map(LessonResponse::of);
    }

    @PutMapping("/api/lessons/{id}/cover")
    Mono<LessonResponse> cover(Caller caller, @PathVariable String id, @Valid @RequestBody CoverRequest request) {
        return change(caller, id, new Asked.Cover(request.teacherId()), request.why());
    }

    @PutMapping("/api/lessons/{id}/cancellation")
    Mono<LessonResponse> cancel(Caller caller, @PathVariable String id, @Valid @RequestBody Why request) {
        return change(caller, id, new Asked.Cancel(), request.why());
    }

    @PutMapping("/api/lessons/{id}/move")
    Mono<LessonResponse> move(Caller caller, @PathVariable String id, @Valid @RequestBody MoveRequest request) {
        return change(
                caller,
                id,
                new Asked.Move(
                        request.date(),
                        request.period(),
                        Optional.ofNullable(request.start()),
                        Optional.ofNullable(request.end()),
                        Optional.ofNullable(request.room()).map(String::strip)),
                request.why());
    }

    @PutMapping("/api/lessons/{id}/swap")
    Mono<LessonResponse> swap(Caller caller, @PathVariable String id, @Valid @RequestBody SwapRequest request) {
        return parsed(request.with()).flatMap(with -> change(caller, id, new Asked.Swap(with), request.why()));
    }

    @PutMapping("/api/lessons/{id}/restoration")
    Mono<LessonResponse> restore(Caller caller, @PathVariable String id, @Valid @RequestBody Why request) {
        return change(caller, id, new Asked.Restore(), request.why());
    }

    @GetMapping("/api/lessons/{id}/cover-suggestions")
    Mono<SuggestionsResponse> suggestions(Caller caller, @PathVariable String id) {
        return parsed(id).flatMap(lesson -> covers.suggestions(caller, lesson)).map(SuggestionsResponse::new);
    }

    private Mono<LessonResponse> change(Caller caller, String id, Asked asked, String why) {
        return parsed(id)
                .flatMap(lesson -> lessons.change(caller, lesson, asked, why.strip()))
                .map(LessonResponse::of);
    }

    private static Mono<LessonId> parsed(String id) {
        return Mono.justOrEmpty(LessonId.parse(id)).switchIfEmpty(Refused.mono(Rejection.notFound("lesson-not-found")));
    }
}
