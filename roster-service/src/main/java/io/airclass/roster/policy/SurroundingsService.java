package io.airclass.roster.policy;

import io.airclass.kit.store.Stored;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.Scope;
import io.airclass.policy.pack.ShippedPacks;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.regime.RegimeRepository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Finds what decides in a place: three reads by id, however many organisations state rules. */
@Service
class SurroundingsService {
    private static final Policies SHIPPED = ShippedPacks.policies();

    private final OrgRepository orgs;
    private final RegimeRepository regimes;
    private final RuleBookRepository rules;

    SurroundingsService(OrgRepository orgs, RegimeRepository regimes, RuleBookRepository rules) {
        this.orgs = orgs;
        this.regimes = regimes;
        this.rules = rules;
    }

    /** @param within ids of an organisation or a class and all above it, the root first */
    Mono<Surroundings> of(List<String> within) {
        return Mono.zip(
                        orgs.findAll(within).collectMap(Stored::id, Function.identity()),
                        regimes.findAll(within)
                                .collectMap(Stored::id, stored -> stored.value().timeline()),
                        rules.findAll(within).collectMap(Stored::id, Stored::value))
                .map(found -> new Surroundings(
                        place(within, found.getT1()),
                        within.stream()
                                .filter(found.getT1()::containsKey)
                                .map(found.getT1()::get)
                                .toList(),
                        SHIPPED,
                        found.getT3().entrySet().stream()
                                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                                        .rules(upTo(within, entry.getKey())))),
                        found.getT2()));
    }

    private static List<String> upTo(List<String> within, String orgId) {
        return within.subList(0, within.indexOf(orgId) + 1);
    }

    private static Place place(List<String> within, Map<String, Stored<Org>> orgs) {
        return Place.of(within.stream()
                .map(id -> new Place.Org(
                        id,
                        Optional.ofNullable(orgs.get(id))
                                .map(org -> org.value().divisionCode())
                                .filter(Scope.Division::isCode)))
                .toList());
    }
}
