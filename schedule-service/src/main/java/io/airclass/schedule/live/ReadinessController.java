package io.airclass.schedule.live;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
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

/** Trying the platform, over HTTP. */
@RestController
class ReadinessController {
    private final ReadinessService service;
    private final Clock clock;
    private final ZoneId zone;

    ReadinessController(ReadinessService service, Clock clock, AirclassSettings settings) {
        this.service = service;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    record TestLessonRequest(
            @NotBlank @Size(max = 64) String teacherId,
            @NotNull Instant startsAt,
            @NotNull Instant endsAt) {}

    record TestLessonView(String lessonId, String teacherId, Instant startsAt, Instant endsAt) {
        static TestLessonView of(Stored<TestLesson> stored) {
            var lesson = stored.value();
            return new TestLessonView(stored.id(), lesson.teacherId(), lesson.startsAt(), lesson.endsAt());
        }
    }

    /** @param ready whether all was tried before the day that was asked about, or now */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReadinessView(String schoolId, boolean ready, Instant startedAt, int joins, Instant replayAt) {
        static ReadinessView of(Stored<Readiness> stored, Instant before) {
            var known = stored.value();
            return new ReadinessView(
                    stored.id(),
                    known.readyBefore(before),
                    known.startedAt(),
                    known.joiners().size(),
                    known.replayAt());
        }
    }

    @PutMapping("/api/orgs/{id}/test-lessons/{date}/{period}")
    Mono<ResponseEntity<TestLessonView>> plan(
            Caller caller,
            @PathVariable String id,
            @PathVariable LocalDate date,
            @PathVariable @Min(1) @Max(20) int period,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody TestLessonRequest request) {
        return service.plan(
                        caller,
                        id,
                        date,
                        period,
                        ETags.ifMatch(ifMatch),
                        request.teacherId(),
                        request.startsAt(),
                        request.endsAt())
                .map(put -> ETags.ok(put.stored(), TestLessonView::of));
    }

    @GetMapping("/api/orgs/{id}/live-readiness")
    Mono<Page<ReadinessView>> readiness(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) LocalDate before,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        Instant until = before == null
                ? clock.instant().plusMillis(1)
                : before.atStartOfDay(zone).toInstant();
        return service.page(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(stored -> ReadinessView.of(stored, until)));
    }
}
