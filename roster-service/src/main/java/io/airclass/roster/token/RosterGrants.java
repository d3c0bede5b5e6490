package io.airclass.roster.token;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.auth.GrantSource;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.roster.account.BootstrapSettings;
import io.airclass.roster.org.Org;
import io.airclass.roster.people.IssuedGrant;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * A person's grants as the roster itself has them, for tokens of an issuer that knows nothing of grants; and the first administrator of an
 * installation where nobody has a password here.
 */
@Component
class RosterGrants implements GrantSource {
    private static final String FIRST_GRANT = "bootstrap";

    private final PersonRepository people;
    private final String firstAdministrator;
    private final Clock clock;

    RosterGrants(PersonRepository people, BootstrapSettings bootstrap, AirclassSettings settings, Clock clock) {
        this.people = people;
        this.firstAdministrator = settings.issuer().builtIn() ? "" : bootstrap.person();
        this.clock = clock;
    }

    @Override
    public Mono<List<Grant>> grantsOf(String personId) {
        var found = people.find(personId);
        var person = personId.equals(firstAdministrator) ? administrator(found) : found;
        return person.map(Stored::value)
                .filter(known -> known.enabled() && !known.isDeleted())
                .map(known -> known.grantsAt(clock.instant()).stream()
                        .map(grant -> new Grant(grant.role(), grant.org()))
                        .toList());
    }

    /** Given once; taken away, it stays away. */
    private Mono<Stored<Person>> administrator(Mono<Stored<Person>> found) {
        return found.switchIfEmpty(Mono.defer(() -> {
                    var first = new Person(
                            "平台",
                            "管理员",
                            true,
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(),
                            List.of(grant()),
                            List.of());
                    return people.saveAll(List.of(new Change<>(
                                    firstAdministrator, 0, first, List.of(first.changed(firstAdministrator)))))
                            .then(people.find(firstAdministrator));
                }))
                .flatMap(person -> person.value().issued().stream()
                                .anyMatch(grant -> grant.id().equals(FIRST_GRANT))
                        ? Mono.just(person)
                        : people.change(person.id(), current -> {
                            var grants = new ArrayList<>(current.value().issued());
                            grants.add(grant());
                            Person next = current.value().issued(grants);
                            return new Decision.Accepted<>(next, List.of(next.changed(current.id())));
                        }));
    }

    private IssuedGrant grant() {
        return new IssuedGrant(
                FIRST_GRANT,
                Role.PLATFORM_ADMINISTRATOR,
                Org.ROOT,
                clock.instant(),
                null,
                FIRST_GRANT,
                clock.instant(),
                "AIRCLASS_BOOTSTRAP_PERSON",
                null,
                null,
                null);
    }
}
