package io.airclass.homework.draft;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import jakarta.validation.Valid;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Work that is not handed in yet, over HTTP. */
@RestController
class WorkController {
    private final WorkService service;

    WorkController(WorkService service) {
        this.service = service;
    }

    @PutMapping("/api/assignments/{id}/submission-draft")
    Mono<ResponseEntity<WorkView>> save(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody WorkRequest asked) {
        return service.save(caller, id, asked, ETags.ifMatch(ifMatch)).map(stored -> ETags.ok(stored, WorkView::of));
    }

    @GetMapping("/api/assignments/{id}/submission-draft")
    Mono<ResponseEntity<WorkView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.find(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, WorkView::of));
    }

    @DeleteMapping("/api/assignments/{id}/submission-draft")
    Mono<ResponseEntity<Void>> remove(Caller caller, @PathVariable String id) {
        return service.remove(caller, id).thenReturn(ResponseEntity.noContent().build());
    }
}
