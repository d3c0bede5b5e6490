package io.airclass.roster.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.store.Stored;
import io.airclass.roster.oneroster.Finding;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Imports over HTTP: an upload is answered at once, its report is read where {@code Location} says. */
@RestController
class ImportController {
    private static final String FILE_NAME = "bundle.zip";

    private final ImportService imports;
    private final FileStore files;
    private final FindingTexts texts;

    ImportController(ImportService imports, FileStore files, FindingTexts texts) {
        this.imports = imports;
        this.files = files;
        this.texts = texts;
    }

    record ErrorResponse(String file, long line, String column, String code, String message) {}

    /**
     * @param state WAITING, RUNNING, DONE, REFUSED (the bundle as a whole) or FAILED
     * @param phase while it runs
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportResponse(
            String id,
            String state,
            Instant askedAt,
            Instant doneAt,
            ImportJob.Phase phase,
            Counts counts,
            long errorCount,
            List<ErrorResponse> errors,
            long noteCount,
            List<ErrorResponse> notes) {}

    @PostMapping(path = "/api/imports", consumes = "application/zip")
    Mono<ResponseEntity<ImportResponse>> start(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            ServerHttpRequest request) {
        var idempotency = IdempotencyKey.of(caller, key, "import", new byte[0]);
        return imports.start(
                        caller, idempotency, (id, bytesMax) -> files.put(id, request.getBody(), FILE_NAME, bytesMax))
                .map(stored -> ResponseEntity.accepted()
                        .location(URI.create("/api/imports/" + stored.id()))
                        .body(response(stored, ProblemTexts.choose(language))));
    }

    @GetMapping("/api/imports/{id}")
    Mono<ImportResponse> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        return imports.read(caller, id).map(stored -> response(stored, ProblemTexts.choose(language)));
    }

    private ImportResponse response(Stored<ImportJob> stored, Locale locale) {
        ImportJob job = stored.value();
        return switch (job) {
            case ImportJob.Waiting _ -> response(stored, "WAITING", null, null, Counts.NONE, Report.NOTHING, locale);
            case ImportJob.Running running ->
                response(stored, "RUNNING", null, running.phase(), running.counts(), Report.NOTHING, locale);
            case ImportJob.Done done ->
                response(stored, "DONE", done.doneAt(), null, done.counts(), done.report(), locale);
            case ImportJob.Refused refused ->
                response(stored, "REFUSED", refused.doneAt(), null, Counts.NONE, refused.report(), locale);
            case ImportJob.Failed failed ->
                response(stored, "FAILED", failed.doneAt(), null, failed.counts(), Report.NOTHING, locale);
        };
    }

    private ImportResponse response(
            Stored<ImportJob> stored,
            String state,
            Instant doneAt,
            ImportJob.Phase phase,
            Counts counts,
            Report report,
            Locale locale) {
        return new ImportResponse(
                stored.id(),
                state,
                stored.value().askedAt(),
                doneAt,
                phase,
                counts,
                report.errorCount(),
                errors(report.errors(), locale),
                report.noteCount(),
                errors(report.notes(), locale));
    }

    private List<ErrorResponse> errors(List<Finding> findings, Locale locale) {
        return findings.stream()
                .map(finding -> new ErrorResponse(
                        finding.file(),
                        finding.line(),
                        finding.column(),
                        finding.code(),
                        texts.message(finding, locale)))
                .toList();
    }
}
