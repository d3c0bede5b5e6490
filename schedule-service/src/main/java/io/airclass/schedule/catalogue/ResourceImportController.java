package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Bodies;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.catalogue.ResourceImportService.Imported;
import io.airclass.schedule.catalogue.ResourceImportService.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lists of resources over HTTP. */
@RestController
class ResourceImportController {
    private final ResourceImportService service;

    ResourceImportController(ResourceImportService service) {
        this.service = service;
    }

    record ImportResponse(long created, long changed, long unchanged, long withdrawn, List<Imported> rows) {
        static ImportResponse of(List<Imported> rows) {
            return new ImportResponse(
                    count(rows, Outcome.CREATED),
                    count(rows, Outcome.CHANGED),
                    count(rows, Outcome.UNCHANGED),
                    count(rows, Outcome.WITHDRAWN),
                    rows);
        }

        private static long count(List<Imported> rows, Outcome outcome) {
            return rows.stream().filter(row -> row.outcome() == outcome).count();
        }
    }

    /** Programmes on television and pages elsewhere, a row each; all of them or none. */
    @PostMapping(
            path = "/api/resource-imports",
            consumes = {Tables.CSV, Tables.XLSX})
    Mono<ImportResponse> take(
            Caller caller,
            @RequestParam String org,
            @RequestParam(required = false, defaultValue = "true") boolean submit,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestBody Flux<DataBuffer> body) {
        return Bodies.whole(body, ResourceImportService.LIMITS.bytesMax())
                .flatMap(file -> service.take(
                        caller,
                        org,
                        submit,
                        IdempotencyKey.of(
                                caller,
                                key,
                                "resource-import",
                                (org + "\n" + submit + "\n" + Ids.sha256Hex(file)).getBytes(StandardCharsets.UTF_8)),
                        file,
                        ProblemTexts.choose(language)))
                .map(ImportResponse::of);
    }
}
