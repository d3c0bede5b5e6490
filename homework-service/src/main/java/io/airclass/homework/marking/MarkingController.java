package io.airclass.homework.marking;

import io.airclass.homework.submission.SubmissionView;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import jakarta.validation.Valid;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Marking over HTTP. */
@RestController
class MarkingController {
    private final MarkingService service;

    MarkingController(MarkingService service) {
        this.service = service;
    }

    @PutMapping("/api/submissions/{id}/mark")
    Mono<ResponseEntity<SubmissionView>> mark(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody MarkRequest asked) {
        return service.mark(caller, id, asked, ETags.ifMatch(ifMatch))
                .map(stored -> ETags.ok(stored, SubmissionView::whole));
    }
}
