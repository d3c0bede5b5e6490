package io.airclass.roster.regime;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.RegimeInForce;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.org.OrgService;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Decides about regimes and tells which is in force. */
@Service
public class RegimeService {
    private static final Policies NO_RULES = Policies.of(List.of());
    private static final Set<Role> NAMES_SHOWN_TO = EnumSet.of(
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.PLATFORM_ADMINISTRATOR);

    private final RegimeRepository regimes;
    private final OrgRepository orgs;
    private final OrgService tree;
    private final Clock clock;

    RegimeService(RegimeRepository regimes, OrgRepository orgs, OrgService tree, Clock clock) {
        this.regimes = regimes;
        this.orgs = orgs;
        this.tree = tree;
        this.clock = clock;
    }

    /**
     * The regime of an organisation at an instant.
     *
     * @param version of what the organisation itself decided, 0 for nothing
     * @param decided by the origin, where there is one
     */
    record Shown(
            String orgId,
            long version,
            Instant at,
            RegimeInForce regime,
            Optional<Stored<Org>> origin,
            Optional<Decided> decided) {}

    /** What an organisation itself decided, and whether the caller may know who did. */
    record History(long version, List<Decided> periods, boolean withNames) {}

    Mono<Shown> read(Caller caller, String orgId, Optional<Instant> asked) {
        var at = asked.orElseGet(clock::instant);
        return tree.read(caller, orgId)
                .flatMap(org -> regimes.findAll(org.value().within())
                        .collectMap(Stored::id, Function.identity())
                        .flatMap(found -> shown(org, found, at)));
    }

    private Mono<Shown> shown(Stored<Org> org, Map<String, Stored<OrgRegimes>> found, Instant at) {
        var inForce = inForce(org.value().within(), found, at);
        var own = Optional.ofNullable(found.get(org.id())).map(Stored::version).orElse(0L);
        var decided = inForce.origin().flatMap(origin -> found.get(origin).value().periods().reversed().stream()
                .filter(each -> inForce.period()
                        .map(period -> period.from().equals(each.from())
                                && period.until().equals(Optional.ofNullable(each.until())))
                        .orElse(false))
                .findFirst());
        return Mono.justOrEmpty(inForce.origin())
                .flatMap(origin -> orgs.findAll(List.of(origin)).next())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .map(origin -> new Shown(org.id(), own, at, inForce, origin, decided));
    }

    private static RegimeInForce inForce(List<String> within, Map<String, Stored<OrgRegimes>> found, Instant at) {
        var timelines = found.values().stream()
                .collect(Collectors.toMap(Stored::id, stored -> stored.value().timeline()));
        var line = Place.of(within.stream().map(Place.Org::new).toList());
        return new PolicyBook(NO_RULES, timelines).regime(line, at);
    }

    Mono<History> history(Caller caller, String orgId) {
        return tree.read(caller, orgId).flatMap(org -> regimes.find(orgId)
                .map(stored -> new History(
                        stored.version(),
                        stored.value().periods(),
                        caller.reaches(NAMES_SHOWN_TO, org.value().within())))
                .defaultIfEmpty(new History(0, List.of(), false)));
    }

    /** @param expected the version of the organisation's decisions that the officer saw, 0 for none */
    Mono<Put<OrgRegimes>> change(Caller caller, String orgId, long expected, RegimeChange change) {
        return tree.readNow(caller, orgId).flatMap(org -> orgs.findAll(
                        org.value().within())
                .collectList()
                .flatMap(line -> RegimeRules.isOfficer(caller, line)
                        ? regimes.put(
                                orgId,
                                expected,
                                current -> RegimeRules.decide(caller, org, current, expected, change, clock.instant()))
                        : Refused.mono(Rejection.forbidden("regime-forbidden"))));
    }
}
