package io.airclass.exam.exams;

import io.airclass.exam.exams.ExamRules.Opening;
import io.airclass.exam.paper.Marks;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Opening exams and reading what there is. */
@RestController
public final class ExamController {

    private final ExamService exams;
    private final JsonMapper json;

    public ExamController(ExamService exams, JsonMapper json) {
        this.exams = exams;
        this.json = json;
    }

    /** The exam that is asked for. */
    public record ExamRequest(
            @NotBlank String classId,
            @NotBlank String paperId,
            @NotBlank @Size(max = ExamRules.TITLE_CHARS_MAX) String title,
            @NotNull Instant opensAt,
            @NotNull Instant closesAt,

            @NotNull @Min(1) @Max(ExamRules.DURATION_MINUTES_MAX)
            Long durationMinutes) {}

    /** An exam without its paper. */
    public record ExamView(
            String id,
            String classId,
            String subject,
            String title,
            Instant opensAt,
            Instant closesAt,
            long durationMinutes,
            BigDecimal maxScore) {
        static ExamView of(Stored<Exam> stored) {
            var exam = stored.value();
            return new ExamView(
                    stored.id(),
                    exam.classId(),
                    exam.subject(),
                    exam.title(),
                    exam.opensAt(),
                    exam.closesAt(),
                    exam.durationMinutes(),
                    Marks.of(exam.maxHundredths()));
        }
    }

    @PostMapping("/api/exams")
    public Mono<ResponseEntity<ExamView>> open(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody ExamRequest request) {
        var repeatable = IdempotencyKey.of(caller, key, "exam", request, json);
        var opening = new Opening(request.title(), request.opensAt(), request.closesAt(), request.durationMinutes());
        return exams.open(caller, repeatable, request.classId(), request.paperId(), opening)
                .map(stored -> ResponseEntity.created(URI.create("/api/exams/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(ExamView.of(stored)));
    }

    @GetMapping("/api/exams/{id}")
    public Mono<ResponseEntity<ExamView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return exams.read(caller, id).map(seen -> ETags.ok(ifNoneMatch, seen.exam(), ExamView::of));
    }

    @GetMapping("/api/me/exams")
    public Mono<Page<ExamView>> mine(
            Caller caller,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return exams.mine(caller, limit, cursor).map(page -> page.map(ExamView::of));
    }
}
