package io.airclass.roster.groups;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Groups over HTTP. */
@RestController
class GroupController {
    private final GroupService groups;
    private final Clock clock;

    GroupController(GroupService groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    record MemberRequest(
            @NotNull GroupFunction function,
            @NotNull Instant until,
            @NotBlank @Size(max = 200) String reason) {}

    /** @param holds whether the membership has not ended yet */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record MemberResponse(String personId, String name, GroupFunction function, Instant until, boolean holds) {
        static MemberResponse of(Member member, Map<String, String> names, Instant at) {
            return new MemberResponse(
                    member.personId(),
                    names.get(member.personId()),
                    member.function(),
                    member.until(),
                    member.until().isAfter(at));
        }
    }

    /** @param role that being in it gives at the organisation */
    record GroupResponse(GroupKind kind, String role, List<MemberResponse> members) {}

    record GroupsResponse(List<GroupResponse> items) {}

    @GetMapping("/api/orgs/{id}/groups")
    Mono<GroupsResponse> read(Caller caller, @PathVariable String id) {
        return groups.read(caller, id)
                .map(read -> new GroupsResponse(GroupService.withEmpty(id, read.groups())
                        .map(group -> new GroupResponse(
                                group.kind(),
                                group.kind().role().name(),
                                group.members().stream()
                                        .map(one -> MemberResponse.of(one, read.names(), clock.instant()))
                                        .toList()))
                        .toList()));
    }

    /** Puts somebody into the group, or makes them something else in it; the same again changes nothing. */
    @PutMapping("/api/orgs/{id}/groups/{kind}/members/{personId}")
    Mono<MemberResponse> join(
            Caller caller,
            @PathVariable String id,
            @PathVariable GroupKind kind,
            @PathVariable String personId,
            @Valid @RequestBody MemberRequest request) {
        var joining = new GroupService.Joining(
                personId,
                request.function(),
                request.until().truncatedTo(ChronoUnit.MILLIS),
                request.reason().strip());
        return groups.join(caller, id, kind, joining)
                .map(member -> MemberResponse.of(member, Map.of(), clock.instant()));
    }

    @DeleteMapping("/api/orgs/{id}/groups/{kind}/members/{personId}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> leave(
            Caller caller, @PathVariable String id, @PathVariable GroupKind kind, @PathVariable String personId) {
        return groups.leave(caller, id, kind, personId);
    }
}
