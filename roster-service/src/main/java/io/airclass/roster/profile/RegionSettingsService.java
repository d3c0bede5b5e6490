package io.airclass.roster.profile;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.org.OrgRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The switches of regions. */
@Service
class RegionSettingsService {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final RegionSettingsRepository settings;
    private final OrgRepository orgs;
    private final Clock clock;
    private final Mono<Map<String, Boolean>> required;

    RegionSettingsService(RegionSettingsRepository settings, OrgRepository orgs, Clock clock) {
        this.settings = settings;
        this.orgs = orgs;
        this.clock = clock;
        this.required = Mono.defer(() ->
                        settings.all().collectMap(Stored::id, one -> one.value().profileRequired()))
                .cache(_ -> REMEMBERED, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /**
     * What holds for an organisation.
     *
     * @param own what it set itself; absent where it set nothing
     * @param from the organisation whose setting holds; absent where none has one
     */
    record InForce(Optional<Stored<RegionSettings>> own, boolean profileRequired, Optional<String> from) {}

    /** By organisation, at most five seconds old. */
    Mono<Map<String, Boolean>> required() {
        return required;
    }

    Mono<InForce> read(Caller caller, String orgId) {
        return reached(caller, orgId).flatMap(within -> inForce(orgId, within));
    }

    private Mono<List<String>> reached(Caller caller, String orgId) {
        return orgs.within(orgId)
                .filter(within -> caller.reaches(EnumSet.allOf(Role.class), within))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    private Mono<InForce> inForce(String orgId, List<String> within) {
        return settings.findAll(within)
                .collectMap(Stored::id, Function.identity())
                .map(found -> {
                    var from = Optional.ofNullable(ProfileRules.nearest(within, found));
                    return new InForce(
                            Optional.ofNullable(found.get(orgId)),
                            from.map(id -> found.get(id).value().profileRequired())
                                    .orElse(false),
                            from);
                });
    }

    Mono<Put<RegionSettings>> put(Caller caller, String orgId, Optional<Long> version, boolean profileRequired) {
        return reached(caller, orgId)
                .flatMap(within -> caller.reaches(ProfileRules.SETTING, within)
                        ? settings.put(orgId, version, current -> decide(caller, within, current, profileRequired))
                        : Refused.mono(Rejection.forbidden("region-settings-forbidden")));
    }

    private Decision<RegionSettings> decide(
            Caller caller, List<String> within, Optional<Stored<RegionSettings>> current, boolean profileRequired) {
        if (current.isPresent() && current.get().value().profileRequired() == profileRequired) {
            return Decision.unchanged(current.get().value());
        }
        return Decision.accepted(
                new RegionSettings(profileRequired, caller.personId(), clock.instant()),
                Audit.ofOrg(
                        caller,
                        "region-settings-changed",
                        within,
                        Map.of("profileRequired", String.valueOf(profileRequired))));
    }
}
