package io.airclass.homework.submission;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import jakarta.validation.Valid;
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

/** Submissions over HTTP. */
@RestController
class SubmissionController {
    private final SubmissionService service;

    SubmissionController(SubmissionService service) {
        this.service = service;
    }

    @PutMapping("/api/assignments/{id}/submission")
    Mono<ResponseEntity<SubmissionView>> handIn(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody HandInRequest request) {
        return service.handIn(caller, id, request, ETags.ifMatch(ifMatch))
                .map(stored -> ETags.ok(stored, SubmissionView::whole));
    }

    @GetMapping("/api/assignments/{id}/submission")
    Mono<ResponseEntity<SubmissionView>> ofStudent(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> studentId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.ofStudent(caller, id, studentId)
                .map(stored -> ETags.ok(ifNoneMatch, stored, SubmissionView::whole));
    }

    @GetMapping("/api/assignments/{id}/submissions")
    Mono<Page<SubmissionView>> ofAssignment(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> classId,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.ofAssignment(caller, id, classId, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(SubmissionView::listed));
    }

    @GetMapping("/api/submissions/{id}")
    Mono<ResponseEntity<SubmissionView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.see(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, SubmissionView::whole));
    }
}
