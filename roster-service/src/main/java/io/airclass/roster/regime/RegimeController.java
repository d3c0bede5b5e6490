package io.airclass.roster.regime;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Stored;
import io.airclass.policy.Regime;
import io.airclass.roster.org.Org;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Regimes over HTTP. The tag of {@code /regime} is the version of what the organisation itself decided, which {@code If-Match} takes
 * ({@code "0"} before its first decision), and a hash of what is in force, which may come from above.
 */
@RestController
class RegimeController {
    private static final int REASON_CHARS_MAX = 500;
    private static final int HASH_CHARS = 12;

    private final RegimeService service;

    RegimeController(RegimeService service) {
        this.service = service;
    }

    record ChangeRequest(
            @NotNull RegimeStatement regime,
            Instant from,
            Instant until,
            @NotBlank @Size(max = REASON_CHARS_MAX) String reason) {
        RegimeChange change() {
            return new RegimeChange(regime, from, until, reason.strip());
        }
    }

    /** Who decided what is in force. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record OriginResponse(String orgId, String name, Instant from, Instant until, String reason) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RegimeResponse(String orgId, Instant at, Regime regime, OriginResponse origin) {
        static RegimeResponse of(RegimeService.Shown shown) {
            return new RegimeResponse(
                    shown.orgId(),
                    shown.at(),
                    shown.regime().regime(),
                    shown.decided()
                            .map(decided -> new OriginResponse(
                                    shown.regime().origin().orElseThrow(),
                                    shown.origin()
                                            .map(Stored::value)
                                            .map(Org::name)
                                            .orElse(null),
                                    decided.from(),
                                    decided.until(),
                                    decided.reason()))
                            .orElse(null));
        }

        private String tag(long version) {
            var content = regime + " " + origin;
            return "\"" + version + "."
                    + Ids.sha256Hex(content.getBytes(StandardCharsets.UTF_8)).substring(0, HASH_CHARS) + "\"";
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PeriodResponse(
            int number, RegimeStatement regime, Instant from, Instant until, String reason, String by, Instant at) {
        static PeriodResponse of(int number, Decided decided, boolean withNames) {
            return new PeriodResponse(
                    number,
                    decided.regime(),
                    decided.from(),
                    decided.until(),
                    decided.reason(),
                    withNames ? decided.by() : null,
                    decided.at());
        }

        /** Sorts as the numbers do. */
        private String key() {
            return "%06d".formatted(number);
        }
    }

    @GetMapping("/api/orgs/{id}/regime")
    Mono<ResponseEntity<RegimeResponse>> inForce(
            Caller caller, @PathVariable String id, @RequestParam(required = false) Instant at) {
        return service.read(caller, id, Optional.ofNullable(at)).map(shown -> {
            var body = RegimeResponse.of(shown);
            return ResponseEntity.ok().eTag(body.tag(shown.version())).body(body);
        });
    }

    /** What the organisation itself decided, the latest first. */
    @GetMapping("/api/orgs/{id}/regimes")
    Mono<ResponseEntity<Page<PeriodResponse>>> history(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var page = PageRequest.of("_id", true, limit, cursor);
        return service.history(caller, id).map(history -> ResponseEntity.ok()
                .eTag(ETags.of(history.version()))
                .body(page.cut(latestFirst(history), PeriodResponse::key)));
    }

    private static List<PeriodResponse> latestFirst(RegimeService.History history) {
        var all = new ArrayList<PeriodResponse>();
        for (int i = history.periods().size(); i > 0; i--) {
            all.add(PeriodResponse.of(i, history.periods().get(i - 1), history.withNames()));
        }
        return all;
    }

    @PutMapping("/api/orgs/{id}/regime")
    Mono<ResponseEntity<PeriodResponse>> change(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) String ifMatch,
            @Valid @RequestBody ChangeRequest request) {
        return service.change(caller, id, version(ifMatch), request.change()).map(put -> {
            var stored = put.stored();
            int number = stored.value().periods().size();
            return ResponseEntity.status(stored.version() == 1 ? HttpStatus.CREATED : HttpStatus.OK)
                    .eTag(ETags.of(stored.version()))
                    .body(PeriodResponse.of(number, stored.value().periods().getLast(), true));
        });
    }

    private static long version(String ifMatch) {
        return ETags.ifMatchRequired(ifMatch == null ? null : ifMatch.strip().replaceFirst("\\.[0-9a-f]{12}\"$", "\""));
    }
}
