package io.airclass.homework.showcase;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import jakarta.validation.Valid;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Excellent work over HTTP. */
@RestController
class ShowcaseController {
    private final ShowcaseService service;

    ShowcaseController(ShowcaseService service) {
        this.service = service;
    }

    @PutMapping("/api/submissions/{id}/showcase")
    Mono<ShowcaseView.State> propose(Caller caller, @PathVariable String id) {
        return service.propose(caller, id);
    }

    @PutMapping("/api/submissions/{id}/showcase-consent")
    Mono<ShowcaseView.State> consent(Caller caller, @PathVariable String id, @Valid @RequestBody Consent asked) {
        return service.consent(caller, id, asked.agrees());
    }

    @GetMapping("/api/assignments/{id}/showcase")
    Mono<Page<ShowcaseView>> of(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.of(caller, id, PageRequest.of("_id", false, limit, cursor));
    }
}
