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
import org.springframework.web.bind.annotation.DeleteMapping;
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
    Mono<ResponseEntity<AssignmentView>> create(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody NewAssignment asked) {
        return service.create(caller, asked, IdempotencyKey.of(caller, key, "assignment", asked, json))
                .map(stored -> ResponseEntity.created(URI.create("/api/assignments/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(AssignmentView.of(stored)));
    }

    @PutMapping("/api/assignments/{id}")
    Mono<ResponseEntity<AssignmentView>> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody NewAssignment asked) {
        return service.change(caller, id, asked, ETags.ifMatch(ifMatch)).map(AssignmentController::answer);
    }

    private static ResponseEntity<AssignmentView> answer(Stored<Assignment> stored) {
        return ETags.ok(stored, AssignmentView::of);
    }

    @DeleteMapping("/api/assignments/{id}")
    Mono<ResponseEntity<Void>> remove(Caller caller, @PathVariable String id) {
        return service.remove(caller, id).thenReturn(ResponseEntity.noContent().build());
    }

    @PutMapping("/api/assignments/{id}/publication")
    Mono<ResponseEntity<AssignmentView>> publish(Caller caller, @PathVariable String id) {
        return service.publish(caller, id).map(AssignmentController::answer);
    }

    @PutMapping("/api/assignments/{id}/due")
    Mono<ResponseEntity<AssignmentView>> extend(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody Extension asked) {
        return service.extend(caller, id, asked.dueAt(), ETags.ifMatch(ifMatch)).map(AssignmentController::answer);
    }

    @PutMapping("/api/assignments/{id}/withdrawal")
    Mono<ResponseEntity<AssignmentView>> withdraw(
            Caller caller, @PathVariable String id, @Valid @RequestBody Withdrawal asked) {
        return service.withdraw(caller, id, asked.reason()).map(AssignmentController::answer);
    }

    @GetMapping("/api/assignments/{id}")
    Mono<ResponseEntity<AssignmentView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.read(caller, id)
                .map(shown -> ETags.ok(
                        ifNoneMatch,
                        shown.stored(),
                        stored -> AssignmentView.of(new Shown(stored, shown.onlyClassId()))));
    }

    @GetMapping("/api/me/assignments")
    Mono<Page<AssignmentView>> mine(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.list(caller, PageRequest.of(AssignmentRepository.DUE_AT, true, limit, cursor))
                .map(page -> page.map(AssignmentView::of));
    }
}
