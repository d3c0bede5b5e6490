package io.airclass.roster.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Regime;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import tools.jackson.databind.JsonNode;

/** The rules of an organisation over HTTP; the tag is the version of all of them together. */
@RestController
class RuleBookController {
    private static final int DOCUMENT_CHARS_MAX = 200;
    private static final int ARTICLE_CHARS_MAX = 300;
    private static final int REASON_CHARS_MAX = 500;
    private static final int GRADE_MAX = 12;
    private static final int YEAR_MAX = 2100;

    private final RuleBookService service;

    RuleBookController(RuleBookService service) {
        this.service = service;
    }

    /** @param limit a number, a time or day as text, {@code true} for what is forbidden, or a list of choices */
    record RuleRequest(
            @NotBlank String kind,
            @NotNull JsonNode limit,
            @Size(max = GRADE_MAX) List<@NotNull @Min(1) @Max(GRADE_MAX) Integer> grades,
            @Size(max = 6) List<@NotNull Stage> stages,
            @Size(max = 2) List<@NotNull Regime> regimes,
            @NotNull LocalDate from,
            LocalDate until,
            @NotBlank @Size(max = DOCUMENT_CHARS_MAX) String document,
            @Size(max = ARTICLE_CHARS_MAX) String article,
            @NotBlank @Size(max = REASON_CHARS_MAX) String reason) {
        NewRule understood() {
            if (from.getYear() > YEAR_MAX || until != null && (until.isBefore(from) || until.getYear() > YEAR_MAX)) {
                throw new Refused(Rejection.invalid("rule-days-unfit"));
            }
            var measured = Inputs.kind(kind);
            return new NewRule(
                    measured.key(),
                    Inputs.limit(measured, limit),
                    sorted(grades),
                    sorted(stages),
                    sorted(regimes).stream()
                            .map(regime -> RegimeStatement.valueOf(regime.name()))
                            .toList(),
                    from,
                    until,
                    document.strip(),
                    article == null || article.isBlank() ? null : article.strip(),
                    reason.strip());
        }

        private static <T extends Comparable<T>> List<T> sorted(List<T> given) {
            return Stream.ofNullable(given)
                    .flatMap(List::stream)
                    .distinct()
                    .sorted()
                    .toList();
        }
    }

    record EndRequest(@NotNull LocalDate until) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleResponse(
            String id,
            int number,
            boolean withdrawn,
            String kind,
            List<String> limit,
            List<Integer> grades,
            List<Stage> stages,
            List<RegimeStatement> regimes,
            LocalDate from,
            LocalDate until,
            String document,
            String article,
            String reason,
            String by,
            Instant at) {
        static RuleResponse of(int number, StatedRule rule, boolean withNames) {
            return new RuleResponse(
                    rule.id(),
                    number,
                    rule.withdrawn(),
                    rule.kind(),
                    rule.limit(),
                    rule.grades(),
                    rule.stages(),
                    rule.regimes(),
                    rule.from(),
                    rule.until(),
                    rule.document(),
                    rule.article(),
                    rule.reason(),
                    withNames ? rule.by() : null,
                    rule.at());
        }

        /** Sorts as the numbers do. */
        private String key() {
            return "%06d".formatted(number);
        }
    }

    @PostMapping("/api/orgs/{id}/rules")
    Mono<ResponseEntity<RuleResponse>> state(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody RuleRequest request) {
        var asked = request.understood();
        var idempotency =
                IdempotencyKey.of(caller, key, "rule " + id, asked.toString().getBytes(StandardCharsets.UTF_8));
        return service.state(caller, id, asked, idempotency)
                .map(added -> ResponseEntity.created(URI.create("/api/orgs/" + id + "/rules/" + added.ruleId()))
                        .eTag(ETags.of(added.book().version()))
                        .body(one(added.book().value().rules(), added.ruleId(), true)));
    }

    /** All that the organisation itself ever stated, the latest first. */
    @GetMapping("/api/orgs/{id}/rules")
    Mono<ResponseEntity<Page<RuleResponse>>> list(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var page = PageRequest.of("_id", true, limit, cursor);
        return service.read(caller, id).map(shown -> ResponseEntity.ok()
                .eTag(ETags.of(shown.version()))
                .body(page.cut(all(shown.rules(), shown.withNames()).reversed(), RuleResponse::key)));
    }

    @GetMapping("/api/orgs/{id}/rules/{ruleId}")
    Mono<ResponseEntity<RuleResponse>> read(Caller caller, @PathVariable String id, @PathVariable String ruleId) {
        return service.read(caller, id).map(shown -> ResponseEntity.ok()
                .eTag(ETags.of(shown.version()))
                .body(one(shown.rules(), ruleId, shown.withNames())));
    }

    /** Ends a rule, or shortens it; before its first day, takes it back. */
    @PutMapping("/api/orgs/{id}/rules/{ruleId}/until")
    Mono<ResponseEntity<RuleResponse>> end(
            Caller caller,
            @PathVariable String id,
            @PathVariable String ruleId,
            @RequestHeader(name = "If-Match", required = false) String ifMatch,
            @Valid @RequestBody EndRequest request) {
        return service.end(caller, id, ruleId, ETags.ifMatchRequired(ifMatch), request.until())
                .map(book -> ResponseEntity.ok()
                        .eTag(ETags.of(book.version()))
                        .body(one(book.value().rules(), ruleId, true)));
    }

    private static List<RuleResponse> all(List<StatedRule> rules, boolean withNames) {
        var all = new ArrayList<RuleResponse>();
        for (var rule : rules) {
            all.add(RuleResponse.of(all.size() + 1, rule, withNames));
        }
        return all;
    }

    private static RuleResponse one(List<StatedRule> rules, String ruleId, boolean withNames) {
        return all(rules, withNames).stream()
                .filter(rule -> rule.id().equals(ruleId))
                .findFirst()
                .orElseThrow(() -> new Refused(Rejection.notFound("not-found")));
    }
}
