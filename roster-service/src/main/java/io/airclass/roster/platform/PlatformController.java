package io.airclass.roster.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.ETags;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
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

/** Platforms and apps over HTTP. The version is that of all that the organisation itself says. */
@RestController
class PlatformController {
    private final PlatformService platforms;

    PlatformController(PlatformService platforms) {
        this.platforms = platforms;
    }

    record AppRequest(
            @NotBlank @Size(max = 60) String name,
            @NotNull AppKind kind,
            @Size(max = 40) String filingNumber,
            @NotNull Boolean enabled,
            @Size(max = AddressRules.ADDRESS_CHARS_MAX) String launchUri,
            @Size(max = PlatformRules.HOSTS_MAX) List<@NotBlank @Size(max = 253) String> hosts) {
        App app(String key) {
            return new App(
                    key,
                    name.strip(),
                    kind,
                    blankless(filingNumber),
                    enabled,
                    blankless(launchUri),
                    hosts == null
                            ? List.of()
                            : hosts.stream()
                                    .map(host -> host.strip().toLowerCase(Locale.ROOT))
                                    .distinct()
                                    .sorted()
                                    .toList(),
                    null,
                    null);
        }

        private static String blankless(String text) {
            return text == null || text.isBlank() ? null : text.strip();
        }
    }

    record LearningSpaceRequest(@NotBlank @Size(max = 60) String platform) {}

    record DueRequest(@NotNull LocalDate due) {}

    /** @param displayName absent: no longer */
    record VirtualTenantRequest(@Size(min = 1, max = 60) String displayName) {}

    /** @param orgId who says it */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record AppResponse(
            String key,
            String name,
            AppKind kind,
            String filingNumber,
            boolean enabled,
            String launchUri,
            List<String> hosts,
            String orgId) {
        static AppResponse of(SaidApp said) {
            App app = said.app();
            return new AppResponse(
                    app.key(),
                    app.name(),
                    app.kind(),
                    app.filingNumber(),
                    app.enabled(),
                    app.launchUri(),
                    app.hosts(),
                    said.orgId());
        }
    }

    record AppsResponse(List<AppResponse> items) {}

    record LearningSpaceResponse(String platform, LocalDate confirmedOn) {}

    /**
     * @param due the last day for confirming a learning space, of the nearest organisation above that set one
     * @param late confirmed after that day, or not at all and it is over
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record PlatformResponse(String virtualTenant, LearningSpaceResponse learningSpace, LocalDate due, boolean late) {
        static PlatformResponse of(PlatformService.Read read) {
            var own = read.own().map(stored -> stored.value()).orElse(OrgPlatform.NOTHING);
            var space = own.learningSpace();
            return new PlatformResponse(
                    own.virtualTenant(),
                    space == null ? null : new LearningSpaceResponse(space.platform(), space.confirmedOn()),
                    read.due(),
                    read.late());
        }
    }

    record ChildResponse(String orgId, long schools, long covered) {}

    record CoverageResponse(String orgId, long schools, long covered, List<ChildResponse> children) {}

    @GetMapping("/api/orgs/{id}/apps")
    Mono<ResponseEntity<AppsResponse>> apps(Caller caller, @PathVariable String id) {
        return platforms.read(caller, id).map(read -> tagged(read)
                .body(new AppsResponse(read.apps().stream().map(AppResponse::of).toList())));
    }

    @GetMapping("/api/orgs/{id}/apps/{key}")
    Mono<ResponseEntity<AppResponse>> app(Caller caller, @PathVariable String id, @PathVariable String key) {
        return platforms
                .read(caller, id)
                .flatMap(read ->
                        Mono.justOrEmpty(read.app(key).map(said -> tagged(read).body(AppResponse.of(said)))))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    @PutMapping("/api/orgs/{id}/apps/{key}")
    Mono<ResponseEntity<AppResponse>> say(
            Caller caller,
            @PathVariable String id,
            @PathVariable String key,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody AppRequest request) {
        return platforms
                .say(caller, id, ETags.ifMatch(ifMatch), request.app(key))
                .map(put -> ETags.ok(
                        put.stored(),
                        stored -> AppResponse.of(
                                new SaidApp(id, stored.value().app(key).orElseThrow()))));
    }

    @GetMapping("/api/orgs/{id}/platform")
    Mono<ResponseEntity<PlatformResponse>> platform(Caller caller, @PathVariable String id) {
        return platforms.read(caller, id).map(read -> tagged(read).body(PlatformResponse.of(read)));
    }

    @PutMapping("/api/orgs/{id}/platform/learning-space")
    Mono<ResponseEntity<PlatformResponse>> confirm(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody LearningSpaceRequest request) {
        return answer(
                caller,
                id,
                platforms.confirm(
                        caller, id, ETags.ifMatch(ifMatch), request.platform().strip()));
    }

    /** Sets the last day for all below the organisation. */
    @PutMapping("/api/orgs/{id}/platform/learning-space-due")
    Mono<ResponseEntity<PlatformResponse>> due(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody DueRequest request) {
        return answer(caller, id, platforms.due(caller, id, ETags.ifMatch(ifMatch), request.due()));
    }

    /** Serves a county that has no platform of its own under a name of its own; nothing is deployed. */
    @PutMapping("/api/orgs/{id}/platform/virtual-tenant")
    Mono<ResponseEntity<PlatformResponse>> open(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) String ifMatch,
            @Valid @RequestBody VirtualTenantRequest request) {
        return answer(caller, id, platforms.open(caller, id, ETags.ifMatch(ifMatch), request.displayName()));
    }

    /** Schools with an enabled provider and a bound teacher, of all schools: with a complete profile where that is asked for, else with an account. */
    @GetMapping("/api/statistics/app-coverage")
    Mono<CoverageResponse> coverage(Caller caller, @RequestParam String org) {
        return platforms
                .coverage(caller, org)
                .map(found -> new CoverageResponse(
                        org,
                        found.all().schools(),
                        found.all().covered(),
                        found.byChild().entrySet().stream()
                                .map(child -> new ChildResponse(
                                        child.getKey(),
                                        child.getValue().schools(),
                                        child.getValue().covered()))
                                .toList()));
    }

    private Mono<ResponseEntity<PlatformResponse>> answer(Caller caller, String id, Mono<Put<OrgPlatform>> change) {
        return change.flatMap(_ -> platform(caller, id));
    }

    private static ResponseEntity.BodyBuilder tagged(PlatformService.Read read) {
        var answer = ResponseEntity.ok();
        read.own().ifPresent(own -> answer.eTag(ETags.of(own.version())));
        return answer;
    }
}
