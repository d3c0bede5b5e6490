package io.airclass.schedule.timetable;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.tables.Tables;
import io.airclass.schedule.timetable.DraftService.Days;
import io.airclass.schedule.timetable.TimetableResponse.LessonOfWeek;
import io.airclass.schedule.timetable.TimetableService.Shown;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The timetable of a class or group over HTTP. */
@RestController
class TimetableController {
    private static final String CLASS = "/api/classes/{id}/timetable";
    private static final String GROUP = "/api/groups/{id}/timetable";
    private static final String BROADCAST = "/api/broadcasts/{id}/timetable";

    private final TimetableService timetables;
    private final TimetableFiles files;

    TimetableController(TimetableService timetables, TimetableFiles files) {
        this.timetables = timetables;
        this.files = files;
    }

    /** @param emergencyReason why it must be sooner than the rules ask; absent where it need not */
    record PublicationRequest(
            @Size(max = TimetableRules.TEXT_CHARS_MAX) String emergencyReason) {
        static Optional<String> reason(PublicationRequest request) {
            return Optional.ofNullable(request)
                    .map(PublicationRequest::emergencyReason)
                    .map(String::strip)
                    .filter(reason -> !reason.isEmpty());
        }
    }

    record ReturnRequest(
            @NotBlank @Size(max = TimetableRules.TEXT_CHARS_MAX)
            String comment) {}

    record CopyRequest(
            @NotNull LocalDate weekOf,
            @NotNull LocalDate effectiveFrom,
            LocalDate lastDay,
            @Size(max = TimetableRules.TEXT_CHARS_MAX) String why) {}

    /** @param ids of classes and groups of one school */
    record SchoolPublicationRequest(
            @NotEmpty @Size(max = HOLDERS_MAX) List<@NotBlank String> ids,
            @Size(max = TimetableRules.TEXT_CHARS_MAX) String emergencyReason) {}

    static final int HOLDERS_MAX = 100;

    /** @param id empty where all of it was published before */
    record SchoolPublicationResponse(String id, List<String> ids) {}

    /** The version that held on a day. */
    record HeldResponse(
            String classId, int number, LocalDate effectiveFrom, LocalDate lastDay, List<LessonOfWeek> lessons) {
        static HeldResponse of(TimetableVersion version) {
            return new HeldResponse(
                    version.classId(),
                    version.number(),
                    version.effectiveFrom(),
                    version.lastDay(),
                    version.slots().stream().map(LessonOfWeek::of).toList());
        }
    }

    /** A draft is always told: what stands in its way depends on others too. */
    @GetMapping({CLASS, GROUP, BROADCAST})
    Mono<ResponseEntity<TimetableResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return timetables
                .read(caller, id)
                .map(shown -> shown.timetable().value() instanceof Timetable.Waiting
                        ? ok(shown)
                        : ETags.ok(ifNoneMatch, shown.timetable(), _ -> TimetableResponse.of(shown)));
    }

    /** What held on a day, as is known now, or as was known at an instant. */
    @GetMapping({CLASS + "/versions", GROUP + "/versions", BROADCAST + "/versions"})
    Mono<HeldResponse> on(
            Caller caller,
            @PathVariable String id,
            @RequestParam LocalDate on,
            @RequestParam(required = false) Instant asOf) {
        return timetables.on(caller, id, on, Optional.ofNullable(asOf)).map(HeldResponse::of);
    }

    /** A grid or a flat list; the version that was exported stands for If-Match where that is not sent. */
    @PutMapping(
            path = {CLASS, GROUP, BROADCAST},
            consumes = {Tables.CSV, Tables.XLSX})
    Mono<ResponseEntity<TimetableResponse>> save(
            Caller caller,
            @PathVariable String id,
            ServerHttpRequest request,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestParam(required = false) LocalDate effectiveFrom,
            @RequestParam(required = false) LocalDate lastDay,
            @RequestParam(required = false, defaultValue = "") @Size(max = TimetableRules.TEXT_CHARS_MAX) String why,
            @RequestBody(required = false) byte[] file) {
        var locale = ProblemTexts.choose(language);
        var asked = new Days(Optional.ofNullable(effectiveFrom), Optional.ofNullable(lastDay), why.strip());
        return timetables
                .mayChange(caller, id)
                .then(files.one(id, file == null ? new byte[0] : file, locale))
                .flatMap(part -> timetables.save(
                        caller, id, ETags.ifMatch(ifMatch).or(part::version), part.days(asked), part.reading(), locale))
                .map(shown -> saved(request, shown));
    }

    /** Takes the week that holds on a day as a new draft, a version of its own. */
    @PutMapping({CLASS + "/copy", GROUP + "/copy", BROADCAST + "/copy"})
    Mono<ResponseEntity<TimetableResponse>> copy(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody CopyRequest request) {
        return timetables
                .copy(
                        caller,
                        id,
                        ETags.ifMatch(ifMatch),
                        request.weekOf(),
                        new Days(
                                Optional.of(request.effectiveFrom()),
                                Optional.ofNullable(request.lastDay()),
                                request.why() == null ? "" : request.why().strip()))
                .map(TimetableController::ok);
    }

    @PutMapping({CLASS + "/submission", GROUP + "/submission", BROADCAST + "/submission"})
    Mono<ResponseEntity<TimetableResponse>> submit(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        return timetables.submit(caller, id, ETags.ifMatch(ifMatch)).map(TimetableController::ok);
    }

    @PutMapping({CLASS + "/approval", GROUP + "/approval", BROADCAST + "/approval"})
    Mono<ResponseEntity<TimetableResponse>> approve(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        return timetables.approve(caller, id, ETags.ifMatch(ifMatch)).map(TimetableController::ok);
    }

    @PutMapping({CLASS + "/return", GROUP + "/return", BROADCAST + "/return"})
    Mono<ResponseEntity<TimetableResponse>> sendBack(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody ReturnRequest request) {
        return timetables
                .sendBack(caller, id, ETags.ifMatch(ifMatch), request.comment().strip())
                .map(TimetableController::ok);
    }

    @PutMapping({CLASS + "/publication", GROUP + "/publication", BROADCAST + "/publication"})
    Mono<ResponseEntity<TimetableResponse>> publish(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody(required = false) PublicationRequest request) {
        return timetables
                .publish(caller, id, ETags.ifMatch(ifMatch), PublicationRequest.reason(request))
                .map(TimetableController::ok);
    }

    /** Publishes several timetables of a school at once, all or none; the same drafts again are the same publication. */
    @PutMapping("/api/schools/{schoolId}/timetables/publication")
    Mono<SchoolPublicationResponse> publishAll(
            Caller caller, @PathVariable String schoolId, @Valid @RequestBody SchoolPublicationRequest request) {
        var ids = request.ids().stream().distinct().sorted().toList();
        return timetables
                .publish(
                        caller,
                        schoolId,
                        ids,
                        PublicationRequest.reason(new PublicationRequest(request.emergencyReason())))
                .map(id -> new SchoolPublicationResponse(id, ids));
    }

    private static ResponseEntity<TimetableResponse> saved(ServerHttpRequest request, Shown shown) {
        return shown.created()
                ? ResponseEntity.created(URI.create(request.getPath().value()))
                        .eTag(ETags.of(shown.timetable().version()))
                        .body(TimetableResponse.of(shown))
                : ok(shown);
    }

    private static ResponseEntity<TimetableResponse> ok(Shown shown) {
        return ETags.ok(shown.timetable(), _ -> TimetableResponse.of(shown));
    }
}
