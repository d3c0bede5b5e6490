package io.airclass.roster.launch;

import com.nimbusds.jwt.JWTClaimsSet;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.launch.LaunchRules.Verdict;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.platform.Apps;
import io.airclass.roster.platform.PlatformService;
import io.airclass.roster.space.Place;
import io.airclass.roster.space.PlaceService;
import io.airclass.roster.space.SpaceService;
import io.airclass.roster.token.SigningService;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Opening an app: who may, the token for its provider, and that it was done. */
@Service
class LaunchService {
    static final Duration AGE = Duration.ofSeconds(60);
    private static final String LTI = "https://purl.imsglobal.org/spec/lti/claim/";

    private final PlaceService places;
    private final SpaceService spaces;
    private final PlatformService platforms;
    private final SubjectService subjects;
    private final SigningService signing;
    private final OpenedRepository opened;
    private final OrgService orgs;
    private final AirclassSettings.Issuer issuer;
    private final MeterRegistry meters;
    private final Clock clock;

    LaunchService(
            PlaceService places,
            SpaceService spaces,
            PlatformService platforms,
            SubjectService subjects,
            SigningService signing,
            OpenedRepository opened,
            OrgService orgs,
            AirclassSettings settings,
            MeterRegistry meters,
            Clock clock) {
        this.places = places;
        this.spaces = spaces;
        this.platforms = platforms;
        this.subjects = subjects;
        this.signing = signing;
        this.opened = opened;
        this.orgs = orgs;
        this.issuer = settings.issuer();
        this.meters = meters;
        this.clock = clock;
    }

    /** Where the caller is sent, and what is sent along, by POST and never in the address. */
    record Ticket(String address, String idToken, Instant expiresAt) {
        @Override
        public String toString() {
            return "Ticket[" + address + "]";
        }
    }

    /**
     * @param itemId a pushed item of the app's; null: the app itself
     * @param orgId where the caller has a place, or a child; null: wherever they have one
     * @param nonce which the provider wants to see again; may be null
     */
    Mono<Ticket> launch(Caller caller, String app, String itemId, String orgId, String nonce) {
        if (!issuer.builtIn()) {
            return Refused.mono(Rejection.notFound("issuer-elsewhere").with("issuer", issuer.uri()));
        }
        return places.of(caller)
                .map(found -> orgId == null
                        ? found
                        : found.stream().filter(place -> place.isAt(orgId)).toList())
                .filter(found -> orgId == null || !found.isEmpty())
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(found -> platforms
                        .apps(found.stream().map(Place::within).toList())
                        .flatMap(apps -> verdict(caller, found, apps, app, itemId)))
                .flatMap(verdict -> switch (verdict) {
                    case Verdict.Opened(Launch launch) -> ticket(caller, launch, nonce);
                    case Verdict.Refused(Rejection rejection) -> Refused.<Ticket>mono(rejection);
                });
    }

    private Mono<Verdict> verdict(Caller caller, List<Place> found, Apps apps, String app, String itemId) {
        return itemId == null
                ? Mono.just(LaunchRules.ofApp(caller, found, apps, app))
                : spaces.open(found, apps, itemId)
                        .filter(item -> item.item().app().equals(app))
                        .map(item -> LaunchRules.ofItem(caller, found, apps, item.place(), item.item()))
                        .defaultIfEmpty(new Verdict.Refused(Rejection.notFound("not-found")));
    }

    /** Counted before the token is given away. */
    private Mono<Ticket> ticket(Caller caller, Launch launch, String nonce) {
        Instant at = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant end = at.plus(AGE);
        return subjects.subject(launch.clientId(), caller.personId())
                .flatMap(subject -> signing.sign(claims(launch, subject, nonce, at, end)))
                .delayUntil(_ -> counted(caller, launch, at))
                .map(token -> new Ticket(launch.address(), token, end));
    }

    private JWTClaimsSet claims(Launch launch, String subject, String nonce, Instant at, Instant end) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer.uri())
                .audience(launch.clientId())
                .subject(subject)
                .jwtID(Ids.next())
                .issueTime(Date.from(at))
                .expirationTime(Date.from(end))
                .claim(LTI + "message_type", "LtiResourceLinkRequest")
                .claim(LTI + "version", "1.3.0")
                .claim(LTI + "deployment_id", launch.orgId())
                .claim(LTI + "target_link_uri", launch.address())
                .claim(LTI + "resource_link", Map.of("id", launch.resource()))
                .claim(
                        LTI + "roles",
                        launch.roles().stream()
                                .map(LaunchRules::ltiRole)
                                .distinct()
                                .toList())
                .claim(
                        LTI + "custom",
                        Map.of(
                                "stage", joined(launch.stages().stream().map(Enum::name)),
                                "grade", joined(launch.grades().stream().map(String::valueOf))));
        return nonce == null ? claims.build() : claims.claim("nonce", nonce).build();
    }

    private static String joined(Stream<String> some) {
        return some.collect(Collectors.joining(","));
    }

    /** The audit has the first time that somebody's pseudonym went to a provider; how often it did is a count. */
    private Mono<Void> counted(Caller caller, Launch launch, Instant at) {
        var first = Audit.ofPerson(
                caller,
                "app-opened",
                caller.personId(),
                launch.within(),
                Map.of("app", launch.clientId(), "enabledBy", launch.orgId()));
        return opened.count(
                        new Opened(caller.personId(), launch.clientId(), launch.within(), at, at, 0), List.of(first))
                .then(orgs.countyOf(launch.within()))
                .doOnNext(county -> meters.counter("airclass_app_opened_total", "county", county)
                        .increment())
                .then();
    }
}
