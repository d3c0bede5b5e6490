package io.airclass.roster.calendar;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Calendars over HTTP. A calendar's version is that of all days that the organisation set in the school year. */
@RestController
class CalendarController {
    private final CalendarService calendars;

    CalendarController(CalendarService calendars) {
        this.calendars = calendars;
    }

    record DayRequest(
            @NotNull CalendarDayKind kind,
            DayOfWeek asWeekday,
            @NotBlank @Size(max = 40) String name,
            @NotBlank @Size(max = 200) String reason) {
        StatedDay asked(LocalDate date) {
            return new StatedDay(date, kind, asWeekday, name.strip(), reason.strip(), null, null);
        }
    }

    /** @param orgId who says it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DayResponse(
            LocalDate date, CalendarDayKind kind, DayOfWeek asWeekday, String name, String orgId, String reason) {
        static DayResponse of(CalendarService.Said said, boolean withReason) {
            StatedDay day = said.day();
            return new DayResponse(
                    day.date(),
                    day.kind(),
                    day.asWeekday(),
                    day.name(),
                    said.origin(),
                    withReason ? day.reason() : null);
        }
    }

    /** @param versions for If-Match, of the organisation's own calendars by school year */
    record CalendarResponse(List<DayResponse> days, Map<String, Long> versions) {}

    record TermResponse(String id, String name, LocalDate firstDay, LocalDate lastDay, String schoolYear) {}

    /** @param weekdayTimetable whose lessons are held, where a timetable has some; absent on a holiday */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SchoolDayResponse(
            LocalDate date,
            boolean schoolDay,
            DayOfWeek weekdayTimetable,
            Integer weekNumber,
            TermResponse term,
            CalendarDayKind kind,
            String name,
            String orgId) {
        static SchoolDayResponse of(SchoolDay day) {
            var term = day.term();
            return new SchoolDayResponse(
                    day.date(),
                    day.schoolDay(),
                    day.weekdayTimetable(),
                    day.weekNumber().orElse(null),
                    term == null
                            ? null
                            : new TermResponse(
                                    term.termId(), term.name(), term.firstDay(), term.lastDay(), term.schoolYear()),
                    day.exception() == null ? null : day.exception().kind(),
                    day.exception() == null ? null : day.exception().name(),
                    day.origin());
        }
    }

    @PutMapping("/api/orgs/{id}/calendar/{day}")
    Mono<ResponseEntity<DayResponse>> set(
            Caller caller,
            @PathVariable String id,
            @PathVariable LocalDate day,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody DayRequest request) {
        return calendars
                .set(caller, id, ETags.ifMatch(ifMatch), request.asked(day))
                .map(put -> ETags.ok(
                        put.stored(),
                        stored -> DayResponse.of(
                                new CalendarService.Said(
                                        id, stored.value().on(day).orElseThrow()),
                                true)));
    }

    /** Takes back what the organisation said of the day: then what is above it holds again. Once more changes nothing. */
    @DeleteMapping("/api/orgs/{id}/calendar/{day}")
    Mono<ResponseEntity<Void>> clear(
            Caller caller,
            @PathVariable String id,
            @PathVariable LocalDate day,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch) {
        return calendars
                .clear(caller, id, day, ETags.ifMatch(ifMatch))
                .map(put -> ResponseEntity.noContent()
                        .eTag(ETags.of(put.stored().version()))
                        .<Void>build())
                .defaultIfEmpty(ResponseEntity.noContent().build());
    }

    /** The days that are not as every week has them, from all organisations up the tree; at most 400 days at a time. */
    @GetMapping("/api/orgs/{id}/calendar")
    Mono<CalendarResponse> read(
            Caller caller, @PathVariable String id, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return calendars
                .read(caller, id, from, to)
                .map(range -> new CalendarResponse(
                        range.days().stream()
                                .map(said -> DayResponse.of(said, range.withReasons()))
                                .toList(),
                        range.versions()));
    }

    @GetMapping("/api/orgs/{id}/school-day")
    Mono<SchoolDayResponse> schoolDay(Caller caller, @PathVariable String id, @RequestParam LocalDate date) {
        return calendars.schoolDay(caller, id, date).map(SchoolDayResponse::of);
    }
}
