package io.airclass.schedule.group;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.http.Page;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.group.StudyGroup.Offer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Choosing a group of another school over HTTP. */
@RestController
class GuestController {
    private final GuestService guests;

    GuestController(GuestService guests) {
        this.guests = guests;
    }

    /**
     * @param orgId the organisation above the school whose students may come in
     * @param places for students of other schools
     */
    record OfferRequest(
            @NotBlank @Size(max = 64) String orgId,
            @NotNull @Min(0) @Max(GuestRules.PLACES_MAX) Integer places) {}

    /** @param chosen whether the caller is in */
    record OfferResponse(String groupId, String schoolId, String name, int places, int taken, boolean chosen) {
        static OfferResponse of(Caller caller, Stored<StudyGroup> stored) {
            var group = stored.value();
            return new OfferResponse(
                    stored.id(),
                    group.schoolId(),
                    group.name(),
                    group.offer() == null ? 0 : group.offer().places(),
                    group.guests().size(),
                    group.hasGuest(caller.personId()));
        }
    }

    @PutMapping("/api/groups/{id}/offer")
    Mono<ResponseEntity<OfferResponse>> offer(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody OfferRequest request) {
        return guests.offer(
                        caller,
                        id,
                        Optional.of(ETags.ifMatchRequired(ifMatch)),
                        new Offer(request.orgId(), request.places()))
                .map(stored -> ETags.ok(stored, found -> OfferResponse.of(caller, found)));
    }

    /** At most {@value GroupRepository#OFFERED_MAX} of each organisation above the class. */
    @GetMapping("/api/me/offered-groups")
    Mono<Page<OfferResponse>> offered(Caller caller) {
        return guests.offered(caller)
                .map(found -> new Page<>(
                        found.stream().map(one -> OfferResponse.of(caller, one)).toList(), null));
    }

    @PutMapping("/api/me/offered-groups/{id}")
    Mono<OfferResponse> enrol(Caller caller, @PathVariable String id) {
        return guests.enrol(caller, id).map(stored -> OfferResponse.of(caller, stored));
    }

    @DeleteMapping("/api/me/offered-groups/{id}")
    Mono<ResponseEntity<Void>> leave(Caller caller, @PathVariable String id) {
        return guests.leave(caller, id).thenReturn(ResponseEntity.noContent().build());
    }
}
