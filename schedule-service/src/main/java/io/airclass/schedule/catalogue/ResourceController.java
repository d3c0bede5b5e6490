package io.airclass.schedule.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.catalogue.SearchService.Question;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
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
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Resources over HTTP. */
@RestController
class ResourceController {
    private final ResourceService service;
    private final SearchService search;
    private final JsonMapper json;

    ResourceController(ResourceService service, SearchService search, JsonMapper json) {
        this.service = service;
        this.search = search;
        this.json = json;
    }

    /** @param counts on the first page only */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Found(List<ResourceView> items, String cursor, Counts counts) {}

    /** @param comment what must be changed; without one it is good */
    record ReviewRequest(
            @NotNull Verdict verdict,
            @Size(max = COMMENT_CHARS_MAX) String comment) {
        @AssertTrue
        boolean isCommentedWhereReturned() {
            return verdict != Verdict.RETURNED || (comment != null && !comment.isBlank());
        }
    }

    enum Verdict {
        APPROVED,
        RETURNED
    }

    record WithdrawalRequest(
            @NotBlank @Size(max = COMMENT_CHARS_MAX) String reason) {}

    static final int COMMENT_CHARS_MAX = 500;

    @PostMapping("/api/resources")
    Mono<ResponseEntity<ResourceView>> create(
            Caller caller,
            @RequestParam String org,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody NewResource asked) {
        return service.create(caller, org, asked, IdempotencyKey.of(caller, key, "resource", List.of(org, asked), json))
                .map(stored -> ResponseEntity.created(URI.create("/api/resources/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(ResourceView.of(stored)));
    }

    @GetMapping("/api/resources")
    Mono<Found> search(
            Caller caller,
            @RequestParam(required = false) Stage stage,
            @RequestParam(required = false) String subject,
            @RequestParam(required = false) ResourceType type,
            @RequestParam(required = false) String edition,
            @RequestParam(required = false) String unit,
            @RequestParam(required = false) Integer grade,
            @RequestParam(required = false, defaultValue = "") String q,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        if (grade != null && (grade < 1 || grade > 12)) {
            return Refused.mono(Rejection.invalid("grade-out-of-range"));
        }
        var chosen = new Facets(stage, given(subject), type, given(edition), given(unit));
        var page = PageRequest.of(ResourceRepository.OFFERED_AT, true, limit, cursor);
        return search.search(caller, new Question(chosen, q.strip(), grade == null ? 0 : grade), page)
                .map(answer -> new Found(
                        answer.page().items().stream().map(ResourceView::of).toList(),
                        answer.page().cursor(),
                        answer.counts().orElse(null)));
    }

    private static String given(String parameter) {
        return parameter == null || parameter.isBlank() ? null : parameter.strip();
    }

    @GetMapping("/api/resources/{id}")
    Mono<ResponseEntity<ResourceView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return service.see(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, ResourceView::of));
    }

    @GetMapping("/api/resources/{id}/content")
    Mono<ResponseEntity<Flux<DataBuffer>>> content(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return service.see(caller, id)
                .flatMap(stored -> switch (stored.value().item().source()) {
                    case Source.OwnFile file ->
                        Mono.just(FileAnswers.of(service.content(), file.content(), file.name(), range));
                    case Source.Link _, Source.Broadcast _ -> Refused.mono(Rejection.notFound("resource-without-file"));
                });
    }

    @PutMapping("/api/resources/{id}")
    Mono<ResponseEntity<ResourceView>> edit(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody NewResource asked) {
        return service.edit(caller, id, ETags.ifMatchRequired(ifMatch), asked).map(ResourceController::ok);
    }

    @PutMapping("/api/resources/{id}/submission")
    Mono<ResponseEntity<ResourceView>> submit(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        return service.submit(caller, id, ETags.ifMatch(ifMatch)).map(ResourceController::ok);
    }

    @PutMapping("/api/resources/{id}/review")
    Mono<ResponseEntity<ResourceView>> review(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody ReviewRequest asked) {
        var comment = Optional.ofNullable(asked.comment()).filter(_ -> asked.verdict() == Verdict.RETURNED);
        return service.review(caller, id, ETags.ifMatchRequired(ifMatch), comment)
                .map(ResourceController::ok);
    }

    @PutMapping("/api/resources/{id}/withdrawal")
    Mono<ResponseEntity<ResourceView>> withdraw(
            Caller caller, @PathVariable String id, @Valid @RequestBody WithdrawalRequest asked) {
        return service.withdraw(caller, id, asked.reason().strip()).map(ResourceController::ok);
    }

    @GetMapping("/api/me/resources")
    Mono<Page<ResourceView>> own(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.own(caller, PageRequest.of("_id", true, limit, cursor)).map(page -> page.map(ResourceView::of));
    }

    @GetMapping("/api/resource-reviews")
    Mono<Page<ResourceView>> waiting(
            Caller caller,
            @RequestParam String org,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return service.waiting(caller, org, PageRequest.of(ResourceRepository.SUBMITTED_AT, false, limit, cursor))
                .map(page -> page.map(ResourceView::of));
    }

    private static ResponseEntity<ResourceView> ok(Stored<Resource> stored) {
        return ETags.ok(stored, ResourceView::of);
    }
}
