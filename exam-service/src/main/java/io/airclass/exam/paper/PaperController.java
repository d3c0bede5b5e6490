package io.airclass.exam.paper;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.airclass.exam.bank.KeyView;
import io.airclass.exam.bank.QuestionView;
import io.airclass.exam.paper.PaperRules.Wanted;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Making and reading papers; staff only, since they show keys. */
@RestController
public final class PaperController {

    private final PaperService papers;
    private final JsonMapper json;

    public PaperController(PaperService papers, JsonMapper json) {
        this.papers = papers;
        this.json = json;
    }

    /**
     * The paper that is asked for.
     *
     * @param org whose paper it will be; needed only of who keeps banks in several
     */
    public record PaperRequest(
            @NotBlank @Size(max = PaperRules.TITLE_CHARS_MAX)
            String title,

            @NotBlank @Size(max = PaperRules.SUBJECT_CHARS_MAX)
            String subject,

            String org,
            @NotEmpty @Size(max = PaperRules.ITEMS_MAX) List<@Valid @NotNull ItemRequest> items) {}

    /** One item of it. */
    public record ItemRequest(
            @NotBlank String questionId,

            @NotNull @DecimalMin("0") @DecimalMax("1000") @Digits(integer = 4, fraction = 2)
            BigDecimal marks) {}

    /** A paper with its keys. */
    public record PaperView(
            String id,
            String title,
            String subject,
            String org,
            BigDecimal maxScore,
            Instant madeAt,
            List<ItemView> items) {
        static PaperView of(Stored<Paper> stored) {
            var paper = stored.value();
            return new PaperView(
                    stored.id(),
                    paper.title(),
                    paper.subject(),
                    paper.org(),
                    Marks.of(paper.totalHundredths()),
                    paper.madeAt(),
                    paper.items().stream().map(ItemView::of).toList());
        }
    }

    /** An item with its key. */
    public record ItemView(
            String id,
            String questionId,
            BigDecimal marks,
            @JsonUnwrapped QuestionView question,
            KeyView key) {
        static ItemView of(PaperItem item) {
            return new ItemView(
                    item.id(),
                    item.questionId(),
                    Marks.of(item.marksHundredths()),
                    QuestionView.of(item.question()),
                    KeyView.of(item.question()));
        }
    }

    @PostMapping("/api/papers")
    public Mono<ResponseEntity<PaperView>> make(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody PaperRequest request) {
        var wanted = request.items().stream()
                .map(item -> new Wanted(item.questionId(), item.marks()))
                .toList();
        var repeatable = IdempotencyKey.of(caller, key, "paper", request, json);
        return papers.make(
                        caller,
                        repeatable,
                        Optional.ofNullable(request.org()),
                        request.title(),
                        request.subject(),
                        wanted)
                .map(stored -> ResponseEntity.created(URI.create("/api/papers/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(PaperView.of(stored)));
    }

    @GetMapping("/api/papers/{id}")
    public Mono<ResponseEntity<PaperView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return papers.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, PaperView::of));
    }
}
