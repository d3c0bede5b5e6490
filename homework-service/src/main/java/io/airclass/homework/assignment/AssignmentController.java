package io.airclass.homework.assignment;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Assignments over HTTP. */
@RestController
class AssignmentController {
    private final AssignmentService service;
    private final JsonMapper json;

    AssignmentController(AssignmentService service, JsonMapper json) {
        this.service = service;
        this.json = json;
    }

    @PostMapping("/api/assignments")
    Mono<ResponseEntity<AssignmentView>> open(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody NewAssignment asked) {
        return service.open(caller, asked, IdempotencyKey.of(caller, key, "assignment", asked, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/assignments/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(AssignmentView.of(stored.id(), stored.value())));
    }

    @GetMapping("/api/assignments/{id}")
    Mono<ResponseEntity<AssignmentView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.see(caller, id)
                .map(seen -> ETags.ok(
                        ifNoneMatch,
                        new Stored<>(seen.id(), seen.version(), seen.assignment()),
                        stored -> AssignmentView.of(stored.id(), stored.value())));
    }

    @GetMapping("/api/me/assignments")
    Mono<Page<AssignmentView>> mine(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.list(caller, PageRequest.of(AssignmentRepository.DUE_AT, true, limit, cursor))
                .map(page -> page.map(stored -> AssignmentView.of(stored.id(), stored.value())));
    }
}
