package io.airclass.roster.platform;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.figures.Below;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.figures.SchoolFigures;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.platform.PlatformRules.Coverage;
import io.airclass.roster.profile.ProfileService;
import io.airclass.roster.profile.RequiredProfiles;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Saying what a region teaches with, and reading it and how far it reaches. */
@Service
public class PlatformService {
    private final PlatformRepository platforms;
    private final OrgService access;
    private final OrgRepository orgs;
    private final FigureService figures;
    private final ProfileService profiles;
    private final Clock clock;
    private final ZoneId zone;

    PlatformService(
            PlatformRepository platforms,
            OrgService access,
            OrgRepository orgs,
            FigureService figures,
            ProfileService profiles,
            Clock clock,
            AirclassSettings settings) {
        this.platforms = platforms;
        this.access = access;
        this.orgs = orgs;
        this.figures = figures;
        this.profiles = profiles;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * What holds for an organisation.
     *
     * @param own what it says itself, with its version; absent where it says nothing
     * @param due the nearest above the organisation; nobody sets a day for themselves
     */
    record Read(List<SaidApp> apps, Optional<Stored<OrgPlatform>> own, LocalDate due, boolean late) {
        Optional<SaidApp> app(String key) {
            return apps.stream().filter(said -> said.app().key().equals(key)).findFirst();
        }
    }

    Mono<Read> read(Caller caller, String orgId) {
        return access.within(caller, orgId)
                .flatMap(within ->
                        platforms.findAll(within).collectMap(Stored::id).map(found -> read(within, found)));
    }

    private Read read(List<String> within, Map<String, Stored<OrgPlatform>> found) {
        var platformsOf = Stored.values(found);
        var apps = new Apps(platformsOf).inForce(within);
        LocalDate due = within.subList(0, within.size() - 1).reversed().stream()
                .map(platformsOf::get)
                .filter(Objects::nonNull)
                .map(OrgPlatform::learningSpaceDue)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        var own = Optional.ofNullable(found.get(within.getLast()));
        var confirmed = own.map(stored -> stored.value().learningSpace()).orElse(null);
        return new Read(apps, own, due, PlatformRules.isLate(confirmed, due, today()));
    }

    /** All that is said of apps on these lines, by one read of ids; who asks has looked who may know. */
    public Mono<Apps> apps(Collection<List<String>> lines) {
        return platforms
                .findAll(lines.stream().flatMap(List::stream).distinct().toList())
                .collectMap(Stored::id)
                .map(found -> new Apps(Stored.values(found)));
    }

    Mono<Put<OrgPlatform>> say(Caller caller, String orgId, Optional<Long> expectedVersion, App asked) {
        var app = new App(
                asked.key(),
                asked.name(),
                asked.kind(),
                asked.filingNumber(),
                asked.enabled(),
                asked.launchUri(),
                asked.hosts(),
                caller.personId(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
        return change(
                caller,
                orgId,
                expectedVersion,
                PlatformRules::maySay,
                (known, within) -> PlatformRules.say(known, caller, within, app));
    }

    Mono<Put<OrgPlatform>> confirm(Caller caller, String orgId, Optional<Long> expectedVersion, String platform) {
        return change(
                caller,
                orgId,
                expectedVersion,
                PlatformRules::mayConfirm,
                (known, within) -> PlatformRules.confirm(known, caller, within, platform, today()));
    }

    Mono<Put<OrgPlatform>> due(Caller caller, String orgId, Optional<Long> expectedVersion, LocalDate due) {
        return change(
                caller,
                orgId,
                expectedVersion,
                PlatformRules::mayConfirm,
                (known, within) -> PlatformRules.due(known, caller, within, due));
    }

    /** @param name absent: no longer */
    Mono<Put<OrgPlatform>> open(Caller caller, String orgId, Optional<Long> expectedVersion, String name) {
        return orgs.find(orgId)
                .map(org -> Optional.of(org.value().type()))
                .defaultIfEmpty(Optional.empty())
                .flatMap(type -> change(
                        caller,
                        orgId,
                        expectedVersion,
                        PlatformRules::mayOpen,
                        (known, within) -> PlatformRules.open(known, caller, within, type.orElse(null), name)));
    }

    private Mono<Put<OrgPlatform>> change(
            Caller caller,
            String orgId,
            Optional<Long> expectedVersion,
            BiPredicate<Caller, List<String>> may,
            BiFunction<OrgPlatform, List<String>, Decision<OrgPlatform>> decide) {
        return access.withinNow(caller, orgId)
                .flatMap(within -> may.test(caller, within)
                        ? platforms.put(orgId, expectedVersion, known -> decide.apply(known, within))
                        : Refused.mono(Rejection.forbidden("platform-forbidden")));
    }

    /** As many schools are read as there are below: 1,149 in a large prefecture. */
    Mono<Below<Coverage>> coverage(Caller caller, String orgId) {
        return access.within(caller, orgId)
                .flatMap(within -> PlatformRules.mayOversee(caller, within)
                        ? figures.schools(orgId).collectList()
                        : Refused.mono(Rejection.forbidden("statistics-forbidden")))
                .zipWith(profiles.required())
                .flatMap(both -> coverage(orgId, both.getT1(), both.getT2()));
    }

    private Mono<Below<Coverage>> coverage(String orgId, List<SchoolFigures> schools, RequiredProfiles required) {
        return platforms
                .findAll(schools.stream()
                        .flatMap(school -> school.within().stream())
                        .distinct()
                        .toList())
                .collectMap(Stored::id)
                .map(found -> PlatformRules.coverage(orgId, schools, Stored.values(found), required));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
