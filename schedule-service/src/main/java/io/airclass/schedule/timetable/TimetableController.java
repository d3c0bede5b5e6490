package io.airclass.schedule.timetable;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.schedule.timetable.TimetableService.Shown;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The timetable of a class over HTTP. */
@RestController
class TimetableController {
    private static final String PATH = "/api/classes/{classId}/timetable";

    private final TimetableService timetables;

    TimetableController(TimetableService timetables) {
        this.timetables = timetables;
    }

    @GetMapping(PATH)
    Mono<ResponseEntity<TimetableResponse>> read(
            Caller caller,
            @PathVariable String classId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return timetables
                .read(caller, classId)
                .map(shown -> ETags.ok(ifNoneMatch, shown.timetable(), _ -> TimetableResponse.of(shown)));
    }

    @PutMapping(path = PATH, consumes = "text/csv")
    Mono<ResponseEntity<TimetableResponse>> save(
            Caller caller,
            @PathVariable String classId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @RequestHeader(name = HttpHeaders.ACCEPT_LANGUAGE, required = false) String language,
            @RequestParam(required = false) LocalDate effectiveFrom,
            @RequestBody(required = false) byte[] csv) {
        return timetables
                .save(
                        caller,
                        classId,
                        ETags.ifMatch(ifMatch),
                        Optional.ofNullable(effectiveFrom),
                        csv == null ? new byte[0] : csv,
                        ProblemTexts.choose(language))
                .map(shown -> shown.created() ? created(classId, shown) : ok(shown));
    }

    @PutMapping(PATH + "/publication")
    Mono<ResponseEntity<TimetableResponse>> publish(
            Caller caller,
            @PathVariable String classId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        return timetables.publish(caller, classId, ETags.ifMatch(ifMatch)).map(TimetableController::ok);
    }

    private static ResponseEntity<TimetableResponse> ok(Shown shown) {
        return ETags.ok(shown.timetable(), _ -> TimetableResponse.of(shown));
    }

    private static ResponseEntity<TimetableResponse> created(String classId, Shown shown) {
        return ResponseEntity.created(URI.create("/api/classes/" + classId + "/timetable"))
                .eTag(ETags.of(shown.timetable().version()))
                .body(TimetableResponse.of(shown));
    }
}
