package io.airclass.roster.intake;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.store.Stored;
import io.airclass.kit.tables.CsvText;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.oneroster.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.core.ResolvableType;
import org.springframework.core.codec.StringDecoder;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Imports over HTTP: an upload is answered at once, its report is read where {@code Location} says. */
@RestController
class ImportController {
    private static final String FILE_NAME = "bundle.zip";
    private static final String CSV = "text/csv";
    private static final int LINES_TOGETHER = 200;

    private final ImportService imports;
    private final FileStore files;
    private final FindingTexts texts;

    ImportController(ImportService imports, FileStore files, FindingTexts texts) {
        this.imports = imports;
        this.files = files;
        this.texts = texts;
    }

    /** @param weight of a line of the whole report: BUNDLE, ROW or NOTE */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ErrorResponse(Finding.Weight weight, String file, long line, String column, String code, String message) {}

    /**
     * @param state WAITING, RUNNING, DONE, REFUSED (the bundle as a whole) or FAILED
     * @param phase while it runs
     * @param rowsTotal how many rows stand, once that is known
     * @param errors the first; all of them are in the report
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ImportResponse(
            String id,
            String state,
            String orgId,
            boolean dryRun,
            Instant askedAt,
            Instant doneAt,
            Phase phase,
            Long rowsDone,
            Long rowsTotal,
            Counts counts,
            long errorCount,
            List<ErrorResponse> errors,
            long noteCount,
            List<ErrorResponse> notes) {
        ImportResponse withoutFindings() {
            return new ImportResponse(
                    id,
                    state,
                    orgId,
                    dryRun,
                    askedAt,
                    doneAt,
                    phase,
                    rowsDone,
                    rowsTotal,
                    counts,
                    errorCount,
                    null,
                    noteCount,
                    null);
        }
    }

    /**
     * Asks for an import.
     *
     * @param org below which it is to stay; without it the caller's own
     * @param dryRun whether it is only to be told what would happen
     */
    @PostMapping(
            path = "/api/imports",
            consumes = {"application/zip", Workbooks.MEDIA_TYPE})
    Mono<ResponseEntity<ImportResponse>> start(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestParam(required = false) String org,
            @RequestParam(defaultValue = "false") boolean dryRun,
            ServerHttpRequest request) {
        var idempotency = IdempotencyKey.of(caller, key, "import", new byte[0]);
        return imports.start(
                        caller,
                        idempotency,
                        org,
                        dryRun,
                        (id, bytesMax) -> files.put(id, request.getBody(), fileName(request), bytesMax))
                .map(stored -> ResponseEntity.accepted()
                        .location(URI.create("/api/imports/" + stored.id()))
                        .body(response(stored, ProblemTexts.choose(language))));
    }

    /** The type of the file is told by its content; the name is a hint which of the zips it is. */
    private static String fileName(ServerHttpRequest request) {
        return Workbooks.MEDIA_TYPE.equals(String.valueOf(request.getHeaders().getContentType()))
                ? Workbooks.FILE_NAME
                : FILE_NAME;
    }

    /** An empty workbook to be filled in: 学校, 班级, 教师, 学生, 家长, with lists of values and an explanation. */
    @GetMapping(path = "/api/imports/template", produces = Workbooks.MEDIA_TYPE)
    Mono<ResponseEntity<byte[]>> template(Caller caller) {
        return imports.template(caller).map(bytes -> ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("名册导入模板.xlsx", StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(bytes));
    }

    /** Imports without their findings, the newest first; with {@code org} those of that organisation and all below it. */
    @GetMapping("/api/imports")
    Mono<Page<ImportResponse>> list(
            Caller caller,
            @RequestParam(required = false) String org,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return imports.list(caller, org, PageRequest.of("askedAt", true, limit, cursor))
                .map(page -> page.map(stored -> response(stored, Locale.ENGLISH).withoutFindings()));
    }

    @GetMapping("/api/imports/{id}")
    Mono<ImportResponse> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        return imports.read(caller, id).map(stored -> response(stored, ProblemTexts.choose(language)));
    }

    /** The report, a page of it. */
    @GetMapping(path = "/api/imports/{id}/report", produces = MediaType.APPLICATION_JSON_VALUE)
    Mono<Page<ErrorResponse>> report(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        Locale locale = ProblemTexts.choose(language);
        int count = PageRequest.of("_id", false, limit, null).limit();
        return imports.reportPage(caller, id, count, Pages.place(cursor))
                .map(page -> page.map(finding -> error(finding, true, locale)));
    }

    /** The whole report as a spreadsheet reads it. */
    @GetMapping(path = "/api/imports/{id}/report", produces = CSV)
    Mono<ResponseEntity<Flux<DataBuffer>>> reportAsCsv(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language) {
        Locale locale = ProblemTexts.choose(language);
        return imports.reportBytes(caller, id).map(bytes -> ResponseEntity.ok()
                .contentType(new MediaType(MediaType.parseMediaType(CSV), StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("import-" + id + ".csv")
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .body(csv(bytes, locale)));
    }

    private Flux<DataBuffer> csv(Flux<DataBuffer> lines, Locale locale) {
        var rows = StringDecoder.textPlainOnly()
                .decode(lines, ResolvableType.forClass(String.class), MediaType.TEXT_PLAIN, Map.of())
                .map(line -> csvLine(FindingsFile.parse(line), locale));
        return Flux.concat(Flux.just(CsvText.BYTE_ORDER_MARK + texts.headings(locale)), rows)
                .buffer(LINES_TOGETHER)
                .map(some -> DefaultDataBufferFactory.sharedInstance.wrap(
                        some.stream().collect(Collectors.joining()).getBytes(StandardCharsets.UTF_8)));
    }

    private String csvLine(Finding finding, Locale locale) {
        return CsvText.line(
                texts.weight(finding.weight(), locale),
                finding.file(),
                finding.line(),
                finding.column(),
                finding.code(),
                texts.message(finding, locale));
    }

    private ImportResponse response(Stored<ImportJob> stored, Locale locale) {
        ImportJob job = stored.value();
        return switch (job) {
            case ImportJob.Waiting _ -> response(stored, "WAITING", null, Counts.NONE, Report.NOTHING, locale);
            case ImportJob.Running running ->
                response(stored, "RUNNING", null, running.counts(), Report.NOTHING, locale);
            case ImportJob.Done done -> response(stored, "DONE", done.doneAt(), done.counts(), done.report(), locale);
            case ImportJob.Refused refused ->
                response(stored, "REFUSED", refused.doneAt(), Counts.NONE, refused.report(), locale);
            case ImportJob.Failed failed ->
                response(stored, "FAILED", failed.doneAt(), failed.counts(), Report.NOTHING, locale);
        };
    }

    private ImportResponse response(
            Stored<ImportJob> stored, String state, Instant doneAt, Counts counts, Report report, Locale locale) {
        var running = stored.value() instanceof ImportJob.Running now ? now : null;
        return new ImportResponse(
                stored.id(),
                state,
                stored.value().asked().orgId(),
                stored.value().asked().dryRun(),
                stored.value().askedAt(),
                doneAt,
                running == null ? null : running.phase(),
                running == null ? null : running.rowsDone(),
                running == null || running.rowsTotal() == 0 ? null : running.rowsTotal(),
                counts,
                report.errorCount(),
                errors(report.errors(), locale),
                report.noteCount(),
                errors(report.notes(), locale));
    }

    private List<ErrorResponse> errors(List<Finding> findings, Locale locale) {
        return findings.stream().map(finding -> error(finding, false, locale)).toList();
    }

    private ErrorResponse error(Finding finding, boolean weighed, Locale locale) {
        return new ErrorResponse(
                weighed ? finding.weight() : null,
                finding.file(),
                finding.line(),
                finding.column(),
                finding.code(),
                texts.message(finding, locale));
    }
}
