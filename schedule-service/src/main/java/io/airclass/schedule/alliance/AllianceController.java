package io.airclass.schedule.alliance;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.alliance.AllianceRules.Asked;
import io.airclass.schedule.alliance.AllianceService.Side;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
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

/** Alliances over HTTP. */
@RestController
class AllianceController {
    private final AllianceService alliances;

    AllianceController(AllianceService alliances) {
        this.alliances = alliances;
    }

    /** @param orgId of the bureau that leads it */
    record AllianceRequest(
            @NotBlank @Size(max = 64) String orgId,

            @NotBlank @Size(max = AllianceRules.NAME_CHARS_MAX)
            String name,

            @NotBlank @Size(max = AllianceRules.TYPE_CHARS_MAX)
            String type,

            @NotEmpty @Size(max = AllianceRules.LIVE_SCHOOLS_MAX)
            List<@NotBlank String> liveSchoolIds,

            @NotNull @Size(max = AllianceRules.RECEIVING_SCHOOLS_MAX)
            List<@NotBlank String> receivingSchoolIds,

            Boolean closed) {
        Asked asked() {
            return new Asked(
                    orgId,
                    name.strip(),
                    type.strip(),
                    liveSchoolIds.stream().distinct().sorted().toList(),
                    receivingSchoolIds.stream().distinct().sorted().toList(),
                    Boolean.TRUE.equals(closed));
        }
    }

    record AllianceResponse(
            String id,
            String orgId,
            String name,
            String type,
            List<String> liveSchoolIds,
            List<String> receivingSchoolIds,
            boolean closed) {
        static AllianceResponse of(Stored<Alliance> stored) {
            var alliance = stored.value();
            return new AllianceResponse(
                    stored.id(),
                    alliance.orgId(),
                    alliance.name(),
                    alliance.type(),
                    alliance.liveSchoolIds(),
                    alliance.receivingSchoolIds(),
                    alliance.closed());
        }
    }

    @PutMapping("/api/alliances/{id}")
    Mono<ResponseEntity<AllianceResponse>> put(
            Caller caller,
            @PathVariable @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody AllianceRequest request) {
        return alliances
                .put(caller, id, ETags.ifMatch(ifMatch), request.asked())
                .map(put -> ETags.ok(put.stored(), AllianceResponse::of));
    }

    @GetMapping("/api/alliances/{id}")
    Mono<ResponseEntity<AllianceResponse>> read(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false) String ifNoneMatch) {
        return alliances.read(caller, id).map(stored -> ETags.ok(ifNoneMatch, stored, AllianceResponse::of));
    }

    /** @param side what the organisation has to do with them; those that it leads where none is said */
    @GetMapping("/api/orgs/{orgId}/alliances")
    Mono<Page<AllianceResponse>> of(
            Caller caller,
            @PathVariable String orgId,
            @RequestParam(required = false, defaultValue = "LEADS") Side side,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return alliances
                .of(caller, orgId, side, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(AllianceResponse::of));
    }
}
