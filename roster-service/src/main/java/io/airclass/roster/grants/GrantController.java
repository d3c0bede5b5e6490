package io.airclass.roster.grants;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.store.Stored;
import io.airclass.roster.people.IssuedGrant;
import io.airclass.roster.people.Person;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
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

/** Grants over HTTP. */
@RestController
class GrantController {
    private final GrantService grants;
    private final JsonMapper json;
    private final Clock clock;

    GrantController(GrantService grants, JsonMapper json, Clock clock) {
        this.grants = grants;
        this.json = json;
        this.clock = clock;
    }

    record GrantRequest(
            @NotNull Role role,
            @NotBlank @Size(max = 64) String org,
            Instant from,
            @NotNull Instant until,
            @NotBlank @Size(max = 200) String reason) {
        /** As it is stored: to the millisecond. */
        NewGrant asked() {
            return new NewGrant(
                    role,
                    org,
                    from == null ? null : from.truncatedTo(ChronoUnit.MILLIS),
                    until.truncatedTo(ChronoUnit.MILLIS),
                    reason.strip());
        }
    }

    record EndRequest(@NotBlank @Size(max = 200) String reason) {}

    /** @param holds at the time of the answer */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record GrantResponse(
            String id,
            Role role,
            String org,
            Instant from,
            Instant until,
            boolean holds,
            String issuedBy,
            Instant issuedAt,
            String reason,
            String endedBy,
            Instant endedAt,
            String endReason) {
        static GrantResponse of(IssuedGrant grant, Instant at) {
            return new GrantResponse(
                    grant.id(),
                    grant.role(),
                    grant.org(),
                    grant.from(),
                    grant.until(),
                    grant.holdsAt(at),
                    grant.issuedBy(),
                    grant.issuedAt(),
                    grant.reason(),
                    grant.endedBy(),
                    grant.endedAt(),
                    grant.endReason());
        }
    }

    /** @param imported what the roster grants, without an end of its own, as {@code ROLE@org} */
    record PersonGrantsResponse(String personId, List<String> imported, List<GrantResponse> issued) {}

    record GranteeResponse(String personId, String name, List<GrantResponse> grants) {}

    @PostMapping("/api/people/{id}/grants")
    Mono<ResponseEntity<GrantResponse>> give(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @Valid @RequestBody GrantRequest request) {
        var idempotency = IdempotencyKey.of(caller, key, "grant-" + id, request, json);
        return grants.give(caller, id, request.asked(), idempotency)
                .map(person -> ResponseEntity.created(URI.create("/api/people/" + id + "/grants"))
                        .body(grant(person, idempotency.id())));
    }

    /** Taking a grant away; once more changes nothing. */
    @PutMapping("/api/people/{id}/grants/{grantId}/end")
    Mono<GrantResponse> end(
            Caller caller,
            @PathVariable String id,
            @PathVariable String grantId,
            @Valid @RequestBody EndRequest request) {
        return grants.end(caller, id, grantId, request.reason().strip()).map(person -> grant(person, grantId));
    }

    @GetMapping("/api/people/{id}/grants")
    Mono<PersonGrantsResponse> read(Caller caller, @PathVariable String id) {
        return grants.read(caller, id)
                .map(person -> new PersonGrantsResponse(
                        id,
                        person.value().grants().stream()
                                .map(io.airclass.roster.people.Grant::text)
                                .toList(),
                        issued(person.value().issued())));
    }

    @GetMapping("/api/orgs/{id}/grants")
    Mono<Page<GranteeResponse>> at(
            Caller caller,
            @PathVariable String id,
            @RequestParam(required = false) Integer limit,
            @RequestParam(required = false) String cursor) {
        return grants.at(caller, id, PageRequest.of("_id", false, limit, cursor))
                .map(page -> page.map(person -> new GranteeResponse(
                        person.id(),
                        person.value().name(),
                        issued(person.value().issued().stream()
                                .filter(grant -> grant.org().equals(id))
                                .toList()))));
    }

    private List<GrantResponse> issued(List<IssuedGrant> some) {
        Instant now = clock.instant();
        return some.stream().map(grant -> GrantResponse.of(grant, now)).toList();
    }

    private GrantResponse grant(Stored<Person> person, String grantId) {
        return GrantResponse.of(GrantRules.find(person.value(), grantId).orElseThrow(), clock.instant());
    }
}
