package io.airclass.schedule.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.schedule.filing.FilingCall.Ended;
import io.airclass.schedule.filing.FilingCall.Filers;
import io.airclass.schedule.filing.FilingCall.Terms;
import io.airclass.schedule.filing.FilingCall.Wanted;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Calls for filings over HTTP. */
@RestController
class FilingCallController {
    private final FilingCallService calls;
    private final JsonMapper json;
    private final Clock clock;

    FilingCallController(FilingCallService calls, JsonMapper json, Clock clock) {
        this.calls = calls;
        this.json = json;
        this.clock = clock;
    }

    record ReceiverView(
            @NotBlank String org,
            @Size(max = CallRules.OFFICE_CHARS_MAX) String office) {
        Receiver receiver() {
            return new Receiver(org, office == null ? "" : office.strip());
        }

        static ReceiverView of(Receiver receiver) {
            return new ReceiverView(receiver.orgId(), receiver.office());
        }
    }

    /**
     * @param firstWeek the Monday; needed for timetables
     * @param everyWeekBy the last weekday before each further week; absent where one week is all
     * @param receivers who calls, where none is named
     */
    record CallRequest(
            @NotNull FilingKind kind,
            @NotBlank @Size(max = CallRules.TITLE_CHARS_MAX) String title,
            @Size(max = CallRules.TEXT_CHARS_MAX) String basis,
            @NotNull LocalDate dueOn,
            List<@NotNull Stage> stages,
            List<@NotNull @Min(1) @Max(12) Integer> grades,
            @Valid @Size(max = CallRules.RECEIVERS_MAX) List<@NotNull ReceiverView> receivers,
            LocalDate firstWeek,
            DayOfWeek everyWeekBy,
            Filers from,
            Boolean requiredToPublish,
            Boolean receivedLocally,

            @Size(max = CallRules.PROGRAMMES_MAX)
            List<@NotBlank @Size(max = CallRules.TITLE_CHARS_MAX) String> programmes) {
        @AssertTrue
        boolean isWhole() {
            return kind != FilingKind.TIMETABLES || firstWeek != null;
        }

        Terms terms(Org issuer, String by, Instant at) {
            var named = listed(receivers).stream()
                    .map(ReceiverView::receiver)
                    .distinct()
                    .toList();
            return new Terms(
                    issuer.id(),
                    issuer.within(),
                    title.strip(),
                    Objects.requireNonNullElse(basis, "").strip(),
                    wanted(),
                    listed(stages).stream().distinct().toList(),
                    listed(grades).stream().distinct().toList(),
                    dueOn,
                    named.isEmpty() ? List.of(new Receiver(issuer.id(), "")) : named,
                    by,
                    at);
        }

        private Wanted wanted() {
            return switch (kind) {
                case TIMETABLES -> new Wanted.Timetables(firstWeek, everyWeekBy);
                case PLAN ->
                    new Wanted.Plans(
                            from == null ? Filers.SCHOOLS : from,
                            Boolean.TRUE.equals(requiredToPublish),
                            Boolean.TRUE.equals(receivedLocally),
                            listed(programmes).stream()
                                    .map(String::strip)
                                    .distinct()
                                    .toList());
            };
        }

        private static <T> List<T> listed(List<T> list) {
            return list == null ? List.of() : list;
        }
    }

    record EndRequest(LocalDate lastWeek) {}

    /** @param state OPEN or ENDED */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record CallView(
            String id,
            String org,
            String state,
            FilingKind kind,
            String title,
            String basis,
            LocalDate dueOn,
            List<Stage> stages,
            List<Integer> grades,
            List<ReceiverView> receivers,
            LocalDate firstWeek,
            DayOfWeek everyWeekBy,
            LocalDate lastWeek,
            Filers from,
            Boolean requiredToPublish,
            Boolean receivedLocally,
            List<String> programmes,
            Instant issuedAt) {
        static CallView of(Stored<FilingCall> stored) {
            var terms = stored.value().terms();
            var weeks = terms.wanted() instanceof Wanted.Timetables timetables ? timetables : null;
            var plans = terms.wanted() instanceof Wanted.Plans wanted ? wanted : null;
            var ended = stored.value() instanceof Ended over ? over : null;
            return new CallView(
                    stored.id(),
                    terms.orgId(),
                    ended == null ? "OPEN" : "ENDED",
                    terms.kind(),
                    terms.title(),
                    terms.basis(),
                    terms.dueOn(),
                    terms.stages(),
                    terms.grades(),
                    terms.receivers().stream().map(ReceiverView::of).toList(),
                    weeks == null ? null : weeks.firstWeek(),
                    weeks == null ? null : weeks.everyWeekBy(),
                    ended == null ? null : ended.lastWeek(),
                    plans == null ? null : plans.from(),
                    plans == null ? null : plans.requiredToPublish(),
                    plans == null ? null : plans.receivedLocally(),
                    plans == null ? null : plans.programmes(),
                    terms.issuedAt());
        }
    }

    @PostMapping("/api/filing-calls")
    Mono<ResponseEntity<CallView>> create(
            Caller caller,
            @RequestParam String org,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody CallRequest asked) {
        var at = clock.instant();
        return calls.create(
                        caller,
                        org,
                        IdempotencyKey.of(caller, key, "filing-call", List.of(org, asked), json),
                        issuer -> asked.terms(issuer, caller.personId(), at),
                        at)
                .map(stored -> ResponseEntity.created(URI.create("/api/filing-calls/" + stored.id()))
                        .eTag(ETags.of(stored.version()))
                        .body(CallView.of(stored)));
    }

    @GetMapping("/api/filing-calls")
    Mono<Page<CallView>> list(
            Caller caller,
            @RequestParam String org,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return calls.of(caller, org, PageRequest.of("_id", true, limit, cursor)).map(page -> page.map(CallView::of));
    }

    @GetMapping("/api/filing-calls/{id}")
    Mono<ResponseEntity<CallView>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return calls.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, CallView::of));
    }

    @PutMapping("/api/filing-calls/{id}/end")
    Mono<ResponseEntity<CallView>> end(Caller caller, @PathVariable String id, @Valid @RequestBody EndRequest asked) {
        return calls.end(caller, id, Optional.ofNullable(asked.lastWeek()), clock.instant())
                .map(stored -> ETags.ok(stored, CallView::of));
    }
}
