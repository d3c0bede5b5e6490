package io.airclass.roster.moves;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Moves over HTTP. */
@RestController
class MoveController {
    private final MoveService moves;
    private final JsonMapper json;

    MoveController(MoveService moves, JsonMapper json) {
        this.moves = moves;
        this.json = json;
    }

    record MoveRequest(
            @NotBlank @Size(max = 64) String fromClassId,
            @NotBlank @Size(max = 64) String toClassId,
            LocalDate onDay,
            @NotBlank @Size(max = 200) String reason) {
        MoveService.Wish wish() {
            return new MoveService.Wish(fromClassId, toClassId, onDay, reason.strip());
        }
    }

    /**
     * @param state PLANNED, DONE, FAILED or CANCELLED
     * @param settledAt when it came to that; absent while it is planned
     * @param problem why it failed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MoveResponse(
            String id,
            String state,
            String fromClassId,
            String toClassId,
            LocalDate onDay,
            String reason,
            String askedBy,
            Instant askedAt,
            Instant settledAt,
            String problem) {
        static MoveResponse of(Stored<Move> stored) {
            return switch (stored.value()) {
                case Move.Planned planned -> of(stored.id(), "PLANNED", planned.asked(), null, null);
                case Move.Done done -> of(stored.id(), "DONE", done.asked(), done.doneAt(), null);
                case Move.Failed failed ->
                    of(stored.id(), "FAILED", failed.asked(), failed.failedAt(), failed.problem());
                case Move.Cancelled cancelled ->
                    of(stored.id(), "CANCELLED", cancelled.asked(), cancelled.cancelledAt(), null);
            };
        }

        private static MoveResponse of(String id, String state, Move.Asked asked, Instant settledAt, String problem) {
            return new MoveResponse(
                    id,
                    state,
                    asked.fromClassId(),
                    asked.toClassId(),
                    asked.onDay(),
                    asked.reason(),
                    asked.askedBy(),
                    asked.askedAt(),
                    settledAt,
                    problem);
        }
    }

    @PostMapping("/api/people/{id}/moves")
    Mono<ResponseEntity<MoveResponse>> ask(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody MoveRequest request) {
        return moves.ask(caller, id, request.wish(), IdempotencyKey.of(caller, key, "move-" + id, request, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/people/" + id + "/moves"))
                        .body(MoveResponse.of(stored)));
    }

    /** The planned ones and those that are over. */
    @GetMapping("/api/people/{id}/moves")
    Mono<Page<MoveResponse>> of(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return moves.of(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(MoveResponse::of));
    }

    /** Before its day; once more changes nothing. */
    @PutMapping("/api/people/{id}/moves/{moveId}/cancellation")
    Mono<MoveResponse> cancel(Caller caller, @PathVariable String id, @PathVariable String moveId) {
        return moves.cancel(caller, id, moveId).map(MoveResponse::of);
    }
}
