package io.airclass.schedule.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Bodies;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.exchange.ExchangeService.Asked;
import io.airclass.schedule.exchange.ExchangeService.File;
import io.airclass.schedule.exchange.ExchangeService.Form;
import io.airclass.schedule.exchange.ExchangeService.Imported;
import io.airclass.schedule.exchange.ExchangeService.Outcome;
import io.airclass.schedule.exchange.FormatService.By;
import io.airclass.schedule.timetable.CellFault;
import io.airclass.schedule.timetable.DraftService.Days;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files of timetables over HTTP. */
@RestController
class ExchangeController {
    private static final int WHY_CHARS_MAX = 500;

    private final ExchangeService exchange;
    private final ProblemTexts texts;

    ExchangeController(ExchangeService exchange, ProblemTexts texts) {
        this.exchange = exchange;
        this.texts = texts;
    }

    /**
     * What became of a class.
     *
     * @param version of its timetable now; absent where nothing was stored
     * @param problem why nothing was; absent where there is no reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OutcomeView(String id, State state, Long version, ProblemView problem) {
        enum State {
            STORED,
            UNCHANGED,
            CHECKED,
            REFUSED
        }
    }

    /** @param facts those of the refusal; {@code errors} tells the cells */
    record ProblemView(String type, String detail, Map<String, Object> facts) {}

    /** @param errors in the file that belong to no class */
    record ImportView(long stored, long unchanged, long refused, List<OutcomeView> classes, List<CellFault> errors) {}

    @GetMapping({
        "/api/classes/{id}/timetable/files/{file}",
        "/api/groups/{id}/timetable/files/{file}",
        "/api/broadcasts/{id}/timetable/files/{file}"
    })
    Mono<ResponseEntity<byte[]>> ofHolder(
            Caller caller,
            @PathVariable String id,
            @PathVariable String file,
            @RequestParam(required = false) LocalDate on) {
        return form(file)
                .flatMap(form -> exchange.ofHolder(caller, id, form, Optional.ofNullable(on)))
                .map(ExchangeController::answer);
    }

    @GetMapping("/api/schools/{schoolId}/timetables/files/{file}")
    Mono<ResponseEntity<byte[]>> ofSchool(
            Caller caller,
            @PathVariable String schoolId,
            @PathVariable String file,
            @RequestParam(required = false) LocalDate on) {
        return form(file)
                .flatMap(form -> exchange.ofSchool(caller, schoolId, form, Optional.ofNullable(on)))
                .map(ExchangeController::answer);
    }

    @GetMapping("/api/schools/{schoolId}/teachers/{teacherId}/timetable/files/{file}")
    Mono<ResponseEntity<byte[]>> ofTeacher(
            Caller caller,
            @PathVariable String schoolId,
            @PathVariable String teacherId,
            @PathVariable String file,
            @RequestParam(required = false) LocalDate on) {
        return form(file)
                .flatMap(form -> exchange.ofTeacher(caller, schoolId, teacherId, form, Optional.ofNullable(on)))
                .map(ExchangeController::answer);
    }

    private static Mono<Form> form(String file) {
        return Form.of(file).map(Mono::just).orElseGet(() -> Refused.mono(Rejection.notFound("not-found")));
    }

    private static ResponseEntity<byte[]> answer(File file) {
        return ResponseEntity.ok()
                .contentType(
                        file.workbook()
                                ? MediaType.parseMediaType(Tables.XLSX)
                                : new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(file.name(), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .header("X-Content-Type-Options", "nosniff")
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .body(file.content());
    }

    /**
     * The drafts of a school's classes from one file; those with faults are told and left as they are.
     *
     * @param by whose sheets are read; absent for the teachers' where the file has no others
     */
    @PutMapping(
            path = "/api/schools/{schoolId}/timetables",
            consumes = {Tables.CSV, Tables.XLSX})
    Mono<ImportView> take(
            Caller caller,
            @PathVariable String schoolId,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestParam(required = false) By by,
            @RequestParam(required = false) LocalDate effectiveFrom,
            @RequestParam(required = false) LocalDate lastDay,
            @RequestParam(required = false, defaultValue = "") @Size(max = WHY_CHARS_MAX) String why,
            @RequestParam(required = false, defaultValue = "false") boolean overwrite,
            @RequestParam(required = false, defaultValue = "false") boolean dryRun,
            @RequestBody Flux<DataBuffer> body) {
        var locale = ProblemTexts.choose(language);
        var days = new Days(Optional.ofNullable(effectiveFrom), Optional.ofNullable(lastDay), why.strip());
        var asked = new Asked(days, overwrite, dryRun, locale);
        return Bodies.whole(body, FormatService.LIMITS.bytesMax())
                .flatMap(content -> exchange.take(caller, schoolId, Optional.ofNullable(by), content, asked))
                .map(imported -> view(imported, locale));
    }

    private ImportView view(Imported imported, Locale locale) {
        var classes = imported.outcomes().stream()
                .map(outcome -> view(outcome, locale))
                .toList();
        return new ImportView(
                count(classes, OutcomeView.State.STORED),
                count(classes, OutcomeView.State.UNCHANGED),
                count(classes, OutcomeView.State.REFUSED),
                classes,
                imported.faults());
    }

    private static long count(List<OutcomeView> classes, OutcomeView.State state) {
        return classes.stream().filter(one -> one.state() == state).count();
    }

    private OutcomeView view(Outcome outcome, Locale locale) {
        return switch (outcome) {
            case Outcome.Stored(String id, long version) ->
                new OutcomeView(id, OutcomeView.State.STORED, version, null);
            case Outcome.Unchanged(String id, long version) ->
                new OutcomeView(id, OutcomeView.State.UNCHANGED, version, null);
            case Outcome.Checked(String id) -> new OutcomeView(id, OutcomeView.State.CHECKED, null, null);
            case Outcome.NotTaken(String id, Rejection rejection) ->
                new OutcomeView(
                        id,
                        OutcomeView.State.REFUSED,
                        null,
                        new ProblemView(rejection.slug(), texts.detail(rejection, locale), rejection.facts()));
        };
    }
}
