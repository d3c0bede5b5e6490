package io.airclass.schedule.filing;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.OneFile;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.filing.FilingContent.Bundle;
import io.airclass.schedule.filing.FilingContent.Member;
import io.airclass.schedule.filing.FilingContent.Pdf;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Filings over HTTP. */
@RestController
class FilingController {
    private final FilingService filings;
    private final PlanService plans;
    private final Clock clock;

    FilingController(FilingService filings, PlanService plans, Clock clock) {
        this.filings = filings;
        this.plans = plans;
        this.clock = clock;
    }

    /** @param number of the version that the receiver has seen */
    record AcknowledgementRequest(
            @NotBlank String org,
            @Size(max = CallRules.OFFICE_CHARS_MAX) String office,
            @NotNull Integer number) {}

    record WhyRequest(
            @NotBlank @Size(max = FilingRules.COMMENT_CHARS_MAX)
            String why) {}

    /** A bundle. */
    record MembersView(String filing, int number, String hash, List<Member> members, List<String> missing) {}

    /**
     * @param than the filing that it is compared with; absent where there is none, and everything was added
     * @param thanNumber the version of that
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChangesView(
            String filing,
            int number,
            String than,
            Integer thanNumber,
            List<String> added,
            List<String> removed,
            List<String> changed) {}

    @GetMapping("/api/orgs/{id}/filings")
    Mono<Page<FilingView>> ofOrg(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        var at = clock.instant();
        return filings.ofOrg(caller, id, PageRequest.of("_id", true, limit, cursor))
                .map(page -> page.map(filing -> FilingView.of(filing, at)));
    }

    @GetMapping("/api/filings/{id}")
    Mono<ResponseEntity<FilingView>> read(Caller caller, @PathVariable String id) {
        return ok(filings.read(caller, id), clock.instant());
    }

    @PutMapping("/api/filings/{id}")
    Mono<ResponseEntity<FilingView>> file(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        var at = clock.instant();
        return ok(filings.file(caller, id, ETags.ifMatch(ifMatch), at), at);
    }

    @GetMapping("/api/filings/{id}/members")
    Mono<MembersView> members(Caller caller, @PathVariable String id, @RequestParam(required = false) Integer number) {
        return filings.content(caller, id, Optional.ofNullable(number))
                .flatMap(shown -> shown.content() instanceof Bundle bundle
                        ? Mono.just(new MembersView(
                                id,
                                shown.version().number(),
                                shown.version().hash(),
                                bundle.members(),
                                bundle.missing()))
                        : Refused.mono(Rejection.conflict("filing-of-another-kind")));
    }

    @GetMapping("/api/filings/{id}/changes")
    Mono<ChangesView> changes(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer number,
            @RequestParam(required = false) String than,
            @RequestParam(required = false) Integer thanNumber) {
        return filings.changes(
                        caller,
                        id,
                        Optional.ofNullable(number),
                        Optional.ofNullable(than),
                        Optional.ofNullable(thanNumber))
                .map(difference -> new ChangesView(
                        id,
                        difference.later().version().number(),
                        difference
                                .earlier()
                                .map(earlier -> earlier.filing().id())
                                .orElse(null),
                        difference
                                .earlier()
                                .map(earlier -> earlier.version().number())
                                .orElse(null),
                        difference.changes().added(),
                        difference.changes().removed(),
                        difference.changes().changed()));
    }

    @PutMapping(path = "/api/filings/{id}/plan", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<FilingView>> plan(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, required = false) Long bodyBytes,
            @RequestBody Flux<PartEvent> parts) {
        var at = clock.instant();
        return ok(
                OneFile.of(
                        parts,
                        bodyBytes,
                        plans.bytesMax(),
                        (fileName, content) -> plans.file(caller, id, fileName, content, at)),
                at);
    }

    @GetMapping("/api/filings/{id}/plan")
    Mono<ResponseEntity<Flux<DataBuffer>>> plan(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer number,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return filings.content(caller, id, Optional.ofNullable(number))
                .flatMap(shown -> shown.content() instanceof Pdf pdf
                        ? Mono.just(FileAnswers.of(plans.content(), pdf.file(), pdf.name(), range))
                        : Refused.mono(Rejection.conflict("filing-of-another-kind")));
    }

    @PutMapping("/api/filings/{id}/acknowledgement")
    Mono<ResponseEntity<FilingView>> acknowledge(
            Caller caller, @PathVariable String id, @Valid @RequestBody AcknowledgementRequest asked) {
        var at = clock.instant();
        var receiver = new Receiver(
                asked.org(), asked.office() == null ? "" : asked.office().strip());
        return ok(filings.acknowledge(caller, id, receiver, asked.number(), at), at);
    }

    @PutMapping("/api/filings/{id}/return")
    Mono<ResponseEntity<FilingView>> giveBack(
            Caller caller, @PathVariable String id, @Valid @RequestBody WhyRequest asked) {
        var at = clock.instant();
        return ok(filings.giveBack(caller, id, asked.why().strip(), at), at);
    }

    @PutMapping("/api/filings/{id}/recall")
    Mono<ResponseEntity<FilingView>> recall(
            Caller caller, @PathVariable String id, @Valid @RequestBody WhyRequest asked) {
        var at = clock.instant();
        return ok(filings.recall(caller, id, asked.why().strip(), at), at);
    }

    private static Mono<ResponseEntity<FilingView>> ok(Mono<Stored<Filing>> filing, Instant at) {
        return filing.map(stored -> ETags.ok(stored, shown -> FilingView.of(shown, at)));
    }
}
