package io.airclass.schedule.broadcast.pack;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.schedule.broadcast.pack.Tutoring.Slot;
import io.airclass.schedule.broadcast.pack.TutoringService.OfClass;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tutoring after central lessons over HTTP. */
@RestController
class TutoringController {
    private final TutoringService tutorings;

    TutoringController(TutoringService tutorings) {
        this.tutorings = tutorings;
    }

    enum State {
        OFFERED,
        PLANNED,
        DONE
    }

    /** Everything but the state is absent while it is only offered. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TutoringResponse(
            String classId,
            State state,
            String teacherId,
            Instant startsAt,
            Instant endsAt,
            String place,
            Integer students,
            Instant doneAt) {
        static TutoringResponse of(OfClass one) {
            return one.tutoring()
                    .map(TutoringResponse::of)
                    .orElseGet(() ->
                            new TutoringResponse(one.classId(), State.OFFERED, null, null, null, null, null, null));
        }

        static TutoringResponse of(Tutoring tutoring) {
            var slot = tutoring.slot();
            return switch (tutoring) {
                case Tutoring.Planned planned ->
                    new TutoringResponse(
                            planned.classId(),
                            State.PLANNED,
                            slot.teacherId(),
                            slot.startsAt(),
                            slot.endsAt(),
                            slot.place(),
                            null,
                            null);
                case Tutoring.Done done ->
                    new TutoringResponse(
                            done.classId(),
                            State.DONE,
                            slot.teacherId(),
                            slot.startsAt(),
                            slot.endsAt(),
                            slot.place(),
                            done.students(),
                            done.doneAt());
            };
        }
    }

    @GetMapping("/api/lessons/{id}/tutorings")
    Mono<Page<TutoringResponse>> of(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return tutorings
                .of(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(TutoringResponse::of));
    }

    /** @param place room or address; absent where none is named */
    record PlanRequest(
            @NotBlank @Size(max = 64) String teacherId,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt,
            @Size(max = TutoringRules.PLACE_CHARS_MAX) String place) {
        Slot slot() {
            return new Slot(
                    teacherId,
                    startsAt.truncatedTo(ChronoUnit.MILLIS),
                    endsAt.truncatedTo(ChronoUnit.MILLIS),
                    place == null ? "" : place.strip());
        }
    }

    @PutMapping("/api/lessons/{id}/tutorings/{classId}")
    Mono<ResponseEntity<TutoringResponse>> plan(
            Caller caller,
            @PathVariable String id,
            @PathVariable String classId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody PlanRequest request) {
        return tutorings
                .plan(caller, id, classId, ETags.ifMatch(ifMatch), request.slot())
                .map(put -> ETags.ok(put.stored(), stored -> TutoringResponse.of(stored.value())));
    }

    /** @param students who came; absent where nobody counted */
    record CompletionRequest(
            @Min(0) @Max(TutoringRules.STUDENTS_MAX) Integer students) {}

    @PutMapping("/api/lessons/{id}/tutorings/{classId}/completion")
    Mono<ResponseEntity<TutoringResponse>> complete(
            Caller caller,
            @PathVariable String id,
            @PathVariable String classId,
            @Valid @RequestBody(required = false) CompletionRequest request) {
        return tutorings
                .complete(
                        caller,
                        id,
                        classId,
                        Optional.ofNullable(request)
                                .map(CompletionRequest::students)
                                .orElse(null))
                .map(stored -> ETags.ok(stored, done -> TutoringResponse.of(done.value())));
    }
}
