package io.airclass.roster.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Citation;
import io.airclass.policy.Cohort;
import io.airclass.policy.Force;
import io.airclass.policy.Kind;
import io.airclass.policy.Regime;
import io.airclass.policy.Rule;
import io.airclass.policy.Stage;
import io.airclass.policy.Unit;
import io.airclass.policy.Verdict;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policies over HTTP. */
@RestController
class PolicyController {
    private final PolicyService service;
    private final JsonMapper json;

    PolicyController(PolicyService service, JsonMapper json) {
        this.service = service;
        this.json = json;
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CitationResponse(String title, String number, String dated, String clause) {
        static CitationResponse of(Citation citation) {
            return new CitationResponse(
                    citation.title().orElse(null),
                    citation.number().orElse(null),
                    citation.dated().orElse(null),
                    citation.clause().orElse(null));
        }
    }

    /** A rule; {@code decides} only where one cohort is asked about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RuleResponse(
            String rule,
            Object limit,
            String text,
            Boolean decides,
            boolean advisory,
            String place,
            Set<Integer> grades,
            Set<Stage> stages,
            Set<Regime> regimes,
            LocalDate from,
            LocalDate until,
            String cite,
            List<CitationResponse> citations,
            String note) {
        static RuleResponse of(Rule rule, Boolean decides, Locale locale) {
            var reach = rule.reach();
            return new RuleResponse(
                    rule.id(),
                    rule.limit().json(),
                    PolicyTexts.limit(rule.kind(), rule.limit(), locale),
                    decides,
                    rule.force() == Force.ADVISORY,
                    reach.scope().text(),
                    reach.learners().grades(),
                    reach.learners().stages(),
                    reach.regimes(),
                    reach.period().from(),
                    reach.period().end().orElse(null),
                    rule.cite(),
                    rule.citations().stream().map(CitationResponse::of).toList(),
                    rule.note().orElse(null));
        }
    }

    record KindResponse(String kind, String name, Unit unit, List<RuleResponse> rules) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PoliciesResponse(
            String org,
            LocalDate day,
            Regime regime,
            String regimeOrigin,
            Integer grade,
            Stage stage,
            List<KindResponse> kinds) {
        static PoliciesResponse of(PolicyService.Listed listed, Locale locale) {
            Map<Kind, List<RuleResponse>> byKind = new LinkedHashMap<>();
            for (var rule : listed.rules()) {
                Boolean decides =
                        listed.cohort().isPresent() ? listed.deciding().contains(rule.id()) : null;
                byKind.computeIfAbsent(rule.kind(), _ -> new ArrayList<>()).add(RuleResponse.of(rule, decides, locale));
            }
            return new PoliciesResponse(
                    listed.orgId(),
                    listed.day(),
                    listed.regime().regime(),
                    listed.regime().origin().orElse(null),
                    listed.cohort().map(Cohort::grade).orElse(null),
                    listed.cohort().map(Cohort::stage).orElse(null),
                    byKind.entrySet().stream()
                            .map(entry -> new KindResponse(
                                    entry.getKey().key(),
                                    PolicyTexts.name(entry.getKey(), locale),
                                    entry.getKey().unit(),
                                    entry.getValue()))
                            .toList());
        }
    }

    /** A question: of an organisation with grade or stage, or of a class. */
    record Question(
            String org,
            String classId,
            Integer grade,
            Stage stage,
            @NotBlank String kind,
            @NotNull JsonNode value,
            Instant at) {
        PolicyService.Subject subject() {
            if ((org == null) == (classId == null)) {
                throw new Refused(Rejection.invalid("policy-place-missing"));
            }
            return org == null
                    ? new PolicyService.Subject.OfClass(classId)
                    : new PolicyService.Subject.OfOrg(org, Optional.ofNullable(grade), Optional.ofNullable(stage));
        }
    }

    /** The rule that decided, was kept, or advises. */
    record JudgedBy(String rule, Object limit, String text, String cite) {
        static JudgedBy of(Rule rule, Locale locale) {
            return new JudgedBy(
                    rule.id(), rule.limit().json(), PolicyTexts.limit(rule.kind(), rule.limit(), locale), rule.cite());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AnswerResponse(
            boolean may,
            String kind,
            String name,
            Object value,
            Unit unit,
            Instant at,
            LocalDate day,
            Regime regime,
            int grade,
            Stage stage,
            String rule,
            Object limit,
            String text,
            String cite,
            JudgedBy advice) {
        static AnswerResponse of(PolicyService.Answered answered, Locale locale) {
            var by =
                    switch (answered.verdict()) {
                        case Verdict.Broken broken -> Optional.of(broken.rule());
                        case Verdict.Allowed allowed -> allowed.rule();
                    };
            var judgedBy = by.map(rule -> JudgedBy.of(rule, locale)).orElse(new JudgedBy(null, null, null, null));
            var advice = answered.verdict() instanceof Verdict.Allowed allowed
                    ? allowed.advice()
                            .map(broken -> JudgedBy.of(broken.rule(), locale))
                            .orElse(null)
                    : null;
            return new AnswerResponse(
                    answered.verdict() instanceof Verdict.Allowed,
                    answered.kind().key(),
                    PolicyTexts.name(answered.kind(), locale),
                    answered.value().json(),
                    answered.kind().unit(),
                    answered.at(),
                    answered.day(),
                    answered.regime().regime(),
                    answered.cohort().grade(),
                    answered.cohort().stage(),
                    judgedBy.rule(),
                    judgedBy.limit(),
                    judgedBy.text(),
                    judgedBy.cite(),
                    advice);
        }
    }

    @GetMapping("/api/policies")
    Mono<ResponseEntity<PoliciesResponse>> inForce(
            Caller caller,
            @RequestParam String org,
            @RequestParam(required = false) Integer grade,
            @RequestParam(required = false) Stage stage,
            @RequestParam(required = false) Instant at,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        var locale = ProblemTexts.choose(language);
        return service.list(
                        caller, org, Optional.ofNullable(grade), Optional.ofNullable(stage), Optional.ofNullable(at))
                .map(listed -> {
                    var body = PoliciesResponse.of(listed, locale);
                    return ResponseEntity.ok()
                            .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                            .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                            .eTag("\"" + Ids.sha256Hex(json.writeValueAsBytes(body)) + "\"")
                            .body(body);
                });
    }

    /** May I? That one may not is an answer, not an error. */
    @PostMapping("/api/policies/evaluate")
    Mono<ResponseEntity<AnswerResponse>> evaluate(
            Caller caller,
            @Valid @RequestBody Question question,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        var locale = ProblemTexts.choose(language);
        var subject = question.subject();
        var kind = Inputs.kind(question.kind());
        var value = Inputs.value(kind, question.value());
        return service.judge(caller, subject, kind, value, Optional.ofNullable(question.at()))
                .map(answered -> ResponseEntity.ok()
                        .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                        .body(AnswerResponse.of(answered, locale)));
    }
}
