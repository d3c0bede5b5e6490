package io.airclass.roster.batch;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.FieldError;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Batches of one-time passwords over HTTP. */
@RestController
class BatchController {
    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final BatchService batches;
    private final JsonMapper json;

    BatchController(BatchService batches, JsonMapper json) {
        this.batches = batches;
        this.json = json;
    }

    /**
     * @param classId null for the whole school
     * @param replace also for those who have chosen a password; no by default
     */
    record BatchRequest(
            @Size(max = 64) String classId,
            @NotEmpty @Size(max = 4) List<Role> whom,
            Boolean replace) {}

    /**
     * @param state MAKING, READY, or how it ended: TAKEN, EXPIRED, TOO_MANY, FAILED
     * @param passwords how many are on the list
     * @param skipped people who keep their password, or may do more than the asker's charge
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BatchResponse(String id, String state, Instant askedAt, Long passwords, Long skipped, Instant expiresAt) {
        static BatchResponse of(Stored<AccountBatch> stored) {
            Instant askedAt = stored.value().order().askedAt();
            return switch (stored.value()) {
                case AccountBatch.Making _ -> new BatchResponse(stored.id(), "MAKING", askedAt, null, null, null);
                case AccountBatch.Ready ready ->
                    new BatchResponse(
                            stored.id(),
                            "READY",
                            askedAt,
                            (long) ready.personIds().size(),
                            ready.skipped(),
                            ready.dueAt());
                case AccountBatch.Over over ->
                    new BatchResponse(
                            stored.id(), over.ending().name(), askedAt, over.passwords(), over.skipped(), null);
            };
        }
    }

    @PostMapping("/api/orgs/{id}/account-batches")
    Mono<ResponseEntity<BatchResponse>> ask(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody BatchRequest request) {
        if (!BatchRules.SCHOOL_ROLES.containsAll(request.whom())) {
            return Refused.mono(Rejection.invalid(
                    "invalid-fields",
                    new FieldError("/whom", "unknown", "whom lists some of " + BatchRules.SCHOOL_ROLES)));
        }
        var idempotency = IdempotencyKey.of(caller, key, "account-batch/" + id, request, json);
        boolean replace = Boolean.TRUE.equals(request.replace());
        return batches.ask(caller, idempotency, id, request.classId(), request.whom(), replace)
                .map(stored -> ResponseEntity.accepted()
                        .location(URI.create("/api/account-batches/" + stored.id()))
                        .body(BatchResponse.of(stored)));
    }

    @GetMapping("/api/account-batches/{id}")
    Mono<BatchResponse> read(Caller caller, @PathVariable String id) {
        return batches.read(caller, id).map(BatchResponse::of);
    }

    /** Once; afterwards it is gone. */
    @GetMapping("/api/account-batches/{id}/passwords")
    Mono<ResponseEntity<byte[]>> fetch(Caller caller, @PathVariable String id) {
        return batches.fetch(caller, id).map(csv -> ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(CSV)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("passwords.csv")
                                .build()
                                .toString())
                .body(csv));
    }
}
