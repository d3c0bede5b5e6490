package io.airclass.roster.me;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Grant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a signed-in person is told about themselves: by one look-up by id, a guardian by two; places come from memory. */
@Service
class MeService {
    private final PersonRepository people;
    private final OrgRepository orgs;
    private final ClassRepository classes;
    private final Clock clock;

    MeService(PersonRepository people, OrgRepository orgs, ClassRepository classes, Clock clock) {
        this.people = people;
        this.orgs = orgs;
        this.classes = classes;
        this.clock = clock;
    }

    /** The caller, with everything that the caller's document names, by id. */
    record Me(
            String id,
            Person person,
            List<Grant> grants,
            Map<String, Org> orgs,
            Map<String, Person> children,
            Map<String, SchoolClass> classes) {}

    Mono<Me> read(Caller caller) {
        return people.find(caller.personId())
                .switchIfEmpty(Refused.mono(Rejection.notFound("person-unknown")))
                .flatMap(this::withRelations);
    }

    private Mono<Me> withRelations(Stored<Person> me) {
        Person person = me.value();
        var grants = person.grantsAt(clock.instant());
        var orgIds = Stream.concat(grants.stream().map(Grant::org), person.schoolIds().stream());
        return Mono.zip(orgs.held(orgIds.toList()), byId(people.findAll(person.childIds())))
                .flatMap(found -> classes.held(person.classIdsWith(found.getT2().values()))
                        .map(itsClasses -> new Me(
                                me.id(),
                                person,
                                grants,
                                Stored.values(found.getT1()),
                                found.getT2(),
                                Stored.values(itsClasses))));
    }

    private static <T> Mono<Map<String, T>> byId(Flux<Stored<T>> found) {
        return found.collectMap(Stored::id, Stored::value);
    }
}
