package io.airclass.schedule.bells;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.store.Stored;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalTime;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The bells of a school over HTTP. */
@RestController
class BellController {
    private static final String PATH = "/api/schools/{schoolId}/bells";

    private final BellService bells;

    BellController(BellService bells) {
        this.bells = bells;
    }

    record PeriodRequest(
            @NotNull Integer number,
            @NotBlank @Size(max = BellRules.NAME_CHARS_MAX) String name,
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime start,
            @NotNull @JsonFormat(pattern = "HH:mm") LocalTime end) {}

    record ScheduleRequest(
            @NotBlank @Size(max = BellRules.NAME_CHARS_MAX) String name,
            Stage stage,
            @NotNull String from,
            @NotNull String until,
            @NotNull List<@NotNull @Valid PeriodRequest> periods) {
        BellSchedule asked() {
            return new BellSchedule(
                    name.strip(),
                    stage,
                    from,
                    until,
                    periods.stream()
                            .map(period ->
                                    new Period(period.number(), period.name().strip(), period.start(), period.end()))
                            .toList());
        }
    }

    record BellsRequest(
            Boolean boarding,
            @NotNull @Size(max = BellRules.SCHEDULES_MAX) List<@NotNull @Valid ScheduleRequest> schedules) {
        Bells.Asked asked() {
            return new Bells.Asked(
                    Boolean.TRUE.equals(boarding),
                    schedules.stream().map(ScheduleRequest::asked).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record BellsResponse(String schoolId, boolean boarding, List<BellSchedule> schedules) {
        static BellsResponse of(Stored<Bells> stored) {
            return new BellsResponse(
                    stored.id(), stored.value().boarding(), stored.value().schedules());
        }
    }

    @GetMapping(PATH)
    Mono<ResponseEntity<BellsResponse>> read(
            Caller caller,
            @PathVariable String schoolId,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return bells.read(caller, schoolId).map(stored -> ETags.ok(ifNoneMatch, stored, BellsResponse::of));
    }

    @PutMapping(PATH)
    Mono<ResponseEntity<BellsResponse>> set(
            Caller caller,
            @PathVariable String schoolId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody BellsRequest request) {
        return bells.set(caller, schoolId, ETags.ifMatch(ifMatch), request.asked())
                .map(put -> ETags.ok(put.stored(), BellsResponse::of));
    }
}
