package io.airclass.roster.space;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds a caller's places, by at most two look-ups by id besides what is held of organisations and classes. */
@Service
public class PlaceService {
    private static final List<Place> NOWHERE = List.of();
    private static final Person NOBODY =
            Person.imported("", "", false, List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private final PersonRepository people;
    private final OrgRepository orgs;
    private final ClassRepository classes;

    PlaceService(PersonRepository people, OrgRepository orgs, ClassRepository classes) {
        this.people = people;
        this.orgs = orgs;
        this.classes = classes;
    }

    /** None for whom the roster has disabled or let go, though their token may not have ended yet. */
    public Mono<List<Place>> of(Caller caller) {
        return Mono.zip(lines(caller), me(caller)).flatMap(found -> found.getT2()
                .map(me -> me.enabled() && !me.isDeleted() ? places(caller, found.getT1(), me) : Mono.just(NOWHERE))
                .orElseGet(() -> places(caller, found.getT1(), NOBODY)));
    }

    private Mono<List<Place>> places(Caller caller, Map<String, List<String>> lines, Person me) {
        return known(caller, lines, me).map(known -> PlaceRules.places(caller, known));
    }

    private Mono<Map<String, List<String>>> lines(Caller caller) {
        return orgs.held(caller.grants().stream().map(Grant::org).toList()).map(found -> {
            var lines = new HashMap<String, List<String>>();
            if (caller.grants().stream().anyMatch(grant -> grant.org().equals(Org.ROOT))) {
                lines.put(Org.ROOT, List.of(Org.ROOT)); // it may not have been imported
            }
            found.values().stream()
                    .filter(org -> !org.value().isDeleted())
                    .forEach(org -> lines.put(org.id(), org.value().within()));
            return lines;
        });
    }

    private Mono<Optional<Person>> me(Caller caller) {
        return people.find(caller.personId()).map(Stored::value).singleOptional();
    }

    private Mono<PlaceRules.Known> known(Caller caller, Map<String, List<String>> lines, Person me) {
        Flux<Stored<Person>> ofMine = caller.hasSomewhere(Role.GUARDIAN) ? people.findAll(me.childIds()) : Flux.empty();
        return ofMine.collectMap(Stored::id, Stored::value)
                .flatMap(children -> classes.held(me.classIdsWith(children.values()))
                        .map(found -> new PlaceRules.Known(me, children, Stored.values(found), lines)));
    }
}
