package io.airclass.homework.marking;

import io.airclass.homework.submission.SubmissionView;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
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

/** Marking over HTTP. */
@RestController
class MarkingController {
    private final MarkingService service;
    private final CommentService comments;

    MarkingController(MarkingService service, CommentService comments) {
        this.service = service;
        this.comments = comments;
    }

    /** @param completed how many submissions became so by this request */
    record Completed(long completed) {}

    @PutMapping("/api/submissions/{id}/mark")
    Mono<ResponseEntity<SubmissionView>> mark(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody MarkRequest asked) {
        return service.mark(caller, id, asked, ETags.ifMatch(ifMatch))
                .map(stored -> ETags.ok(stored, SubmissionView::whole));
    }

    @PutMapping("/api/submissions/{id}/part-mark")
    Mono<ResponseEntity<SubmissionView>> markPart(
            Caller caller, @PathVariable String id, @Valid @RequestBody PartRequest asked) {
        return service.markPart(caller, id, asked).map(stored -> ETags.ok(stored, SubmissionView::whole));
    }

    @GetMapping("/api/assignments/{id}/marking-queue")
    Mono<Page<SubmissionView>> queue(
            Caller caller,
            @PathVariable String id,
            @RequestParam Optional<String> classId,
            @RequestParam Optional<Long> part,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.queue(caller, id, classId, part, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(SubmissionView::listed));
    }

    @GetMapping("/api/me/marking-queue")
    Mono<Page<QueueView>> queues(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.queues(caller, PageRequest.of("dueAt", true, limit, cursor));
    }

    @PostMapping("/api/assignments/{id}/completions")
    Mono<Completed> complete(Caller caller, @PathVariable String id, @RequestParam Optional<String> classId) {
        return service.complete(caller, id, classId).map(Completed::new);
    }

    @GetMapping("/api/me/marking-comments")
    Mono<ResponseEntity<MarkingComments>> comments(Caller caller) {
        return comments.of(caller).map(stored -> ETags.ok(stored, Stored::value));
    }

    @PutMapping("/api/me/marking-comments")
    Mono<ResponseEntity<MarkingComments>> changeComments(
            Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody MarkingComments asked) {
        return comments.put(caller, asked, ETags.ifMatch(ifMatch)).map(stored -> ETags.ok(stored, Stored::value));
    }
}
