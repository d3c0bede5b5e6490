package io.airclass.roster.export;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.store.Stored;
import io.airclass.roster.personal.Particular;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Exports over HTTP. */
@RestController
class ExportController {
    private final ExportService exports;
    private final JsonMapper json;

    ExportController(ExportService exports, JsonMapper json) {
        this.exports = exports;
        this.json = json;
    }

    /** @param particulars absent for a bundle without them */
    record ExportRequest(
            @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}")
            String orgId,

            @Valid ParticularsRequest particulars) {
        Set<Particular> fields() {
            return particulars == null ? Set.of() : particulars.fields();
        }

        String reason() {
            return particulars == null ? "" : particulars.reason().strip();
        }
    }

    /** @param fields in one order, because the request's hash is made of them and a repeat may reach another replica */
    record ParticularsRequest(
            @NotEmpty Set<@NotNull Particular> fields,
            @NotBlank @Size(max = 200) String reason) {
        ParticularsRequest {
            if (fields != null) {
                var sorted = new TreeSet<Particular>(Comparator.nullsFirst(Comparator.naturalOrder()));
                sorted.addAll(fields);
                fields = Collections.unmodifiableSet(sorted);
            }
        }
    }

    /**
     * @param state WAITING, RUNNING, DONE, EXPIRED or FAILED
     * @param file where the bundle is fetched, while it is there
     * @param expiresAt when it goes
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExportResponse(
            String id,
            String state,
            String orgId,
            Instant askedAt,
            Instant doneAt,
            ExportJob.Rows rows,
            String file,
            Long bytes,
            Instant expiresAt) {}

    @PostMapping("/api/exports")
    Mono<ResponseEntity<ExportResponse>> start(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody ExportRequest request) {
        return exports.start(
                        caller,
                        IdempotencyKey.of(caller, key, "export", request, json),
                        request.orgId(),
                        request.fields(),
                        request.reason())
                .map(stored ->
                        ResponseEntity.accepted().location(address(stored)).body(response(stored)));
    }

    @GetMapping("/api/exports/{id}")
    Mono<ExportResponse> read(Caller caller, @PathVariable String id) {
        return exports.read(caller, id).map(ExportController::response);
    }

    @GetMapping("/api/exports/{id}/file")
    Mono<ResponseEntity<Flux<DataBuffer>>> fetch(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return exports.fetch(caller, id)
                .map(fetched -> FileAnswers.of(fetched.content()::read, fetched.file(), "roster-" + id + ".zip", range))
                .map(answer -> ResponseEntity.status(answer.getStatusCode())
                        .headers(answer.getHeaders())
                        .cacheControl(CacheControl.noStore())
                        .body(answer.getBody()));
    }

    private static URI address(Stored<ExportJob> stored) {
        return URI.create("/api/exports/" + stored.id());
    }

    private static ExportResponse response(Stored<ExportJob> stored) {
        return switch (stored.value()) {
            case ExportJob.Waiting _ -> response(stored, "WAITING", null, null);
            case ExportJob.Running running -> response(stored, "RUNNING", null, running.rows());
            case ExportJob.Expired expired -> response(stored, "EXPIRED", expired.doneAt(), expired.rows());
            case ExportJob.Failed failed -> response(stored, "FAILED", failed.doneAt(), null);
            case ExportJob.Done done ->
                new ExportResponse(
                        stored.id(),
                        "DONE",
                        done.scope().orgId(),
                        done.askedAt(),
                        done.doneAt(),
                        done.rows(),
                        address(stored) + "/file",
                        done.fileBytes(),
                        done.dueAt());
        };
    }

    private static ExportResponse response(
            Stored<ExportJob> stored, String state, Instant doneAt, ExportJob.Rows rows) {
        return new ExportResponse(
                stored.id(),
                state,
                stored.value().scope().orgId(),
                stored.value().askedAt(),
                doneAt,
                rows,
                null,
                null,
                null);
    }
}
