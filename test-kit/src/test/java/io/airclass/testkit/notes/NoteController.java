package io.airclass.testkit.notes;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
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

/** Notes over HTTP. */
@RestController
class NoteController {
    private final NoteRepository notes;
    private final JsonMapper json;
    private final Clock clock;
    final AtomicInteger slowStarted = new AtomicInteger();

    NoteController(NoteRepository notes, JsonMapper json, Clock clock) {
        this.notes = notes;
        this.json = json;
        this.clock = clock;
    }

    record NoteRequest(
            @NotBlank @Size(max = 2000) String text,
            @NotNull Integer number) {}

    record NoteResponse(String id, String text, String kind) {
        static NoteResponse of(Stored<Note> note) {
            return new NoteResponse(
                    note.id(), note.value().text(), note.value() instanceof Note.Sealed ? "sealed" : "open");
        }
    }

    @PostMapping("/api/notes")
    Mono<ResponseEntity<NoteResponse>> create(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody NoteRequest request) {
        var idempotency = IdempotencyKey.of(caller, key, "note", request, json);
        var note = new Note.Open(caller.personId(), request.text(), List.of("root"), "备注");
        return notes.create(
                        idempotency,
                        note,
                        NoteRules.event(idempotency.id(), caller.personId(), request.text(), clock.instant()))
                .map(stored -> ResponseEntity.created(URI.create("/api/notes/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(NoteResponse.of(stored)));
    }

    @GetMapping("/api/notes/{id}")
    Mono<ResponseEntity<NoteResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-None-Match", required = false) String ifNoneMatch) {
        return visible(caller, id).map(note -> ETags.ok(ifNoneMatch, note, NoteResponse::of));
    }

    @GetMapping("/api/notes")
    Mono<Page<NoteResponse>> list(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return notes.ofOwner(caller.personId(), PageRequest.of("text", false, limit, cursor))
                .map(page -> page.map(NoteResponse::of));
    }

    @PutMapping("/api/notes/{id}")
    Mono<ResponseEntity<NoteResponse>> rewrite(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) String ifMatch,
            @Valid @RequestBody NoteRequest request) {
        return visible(caller, id)
                .then(notes.change(
                        id,
                        ETags.ifMatch(ifMatch),
                        note -> NoteRules.rewrite(id, note.value(), request.text(), clock.instant())))
                .map(note -> ETags.ok(note, NoteResponse::of));
    }

    @PutMapping("/api/notes/{id}/seal")
    Mono<ResponseEntity<NoteResponse>> seal(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) String ifMatch) {
        var expected = ETags.ifMatchRequired(ifMatch);
        return visible(caller, id)
                .then(notes.change(
                        id, java.util.Optional.of(expected), note -> NoteRules.seal(note.value(), clock.instant())))
                .map(note -> ETags.ok(note, NoteResponse::of));
    }

    /** Waits before it answers; a shutdown must wait for it. */
    @GetMapping("/api/slow")
    Mono<Map<String, String>> slow(Caller caller) {
        slowStarted.incrementAndGet();
        return Mono.delay(Duration.ofSeconds(2)).thenReturn(Map.of("caller", caller.personId()));
    }

    /** A bug. */
    @GetMapping("/api/bug")
    Mono<String> bug(Caller caller) {
        return Mono.error(() -> new IllegalStateException("secret of " + caller.personId()));
    }

    private Mono<Stored<Note>> visible(Caller caller, String id) {
        return notes.find(id)
                .filter(note -> caller.is(note.value().owner())
                        || caller.has(Role.SUPERVISION_OFFICER, note.value().within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }
}
