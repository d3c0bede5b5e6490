package io.airclass.roster.grants;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonLinesService;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Giving grants, taking them away, and reading who has which. */
@Service
class GrantService {
    /** Those who may know that a person is there and what they were granted. */
    private static final Set<Role> READING =
            EnumSet.of(Role.PRINCIPAL, Role.ORG_ADMINISTRATOR, Role.SUPERVISION_OFFICER, Role.PLATFORM_ADMINISTRATOR);

    private final PersonRepository people;
    private final PersonLinesService lines;
    private final OrgRepository orgs;
    private final Clock clock;

    GrantService(PersonRepository people, PersonLinesService lines, OrgRepository orgs, Clock clock) {
        this.people = people;
        this.lines = lines;
        this.orgs = orgs;
        this.clock = clock;
    }

    private record At(List<String> within, boolean school) {}

    Mono<Stored<Person>> give(Caller caller, String personId, NewGrant asked, IdempotencyKey key) {
        return seen(caller, personId)
                .then(at(caller, asked.org()))
                .flatMap(place -> people.change(
                        personId,
                        current -> GrantRules.give(
                                current.value(),
                                personId,
                                caller,
                                key.id(),
                                asked,
                                place.within(),
                                place.school(),
                                clock.instant())));
    }

    Mono<Stored<Person>> end(Caller caller, String personId, String grantId, String reason) {
        return seen(caller, personId)
                .flatMap(person -> Mono.justOrEmpty(GrantRules.find(person.value(), grantId)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(grant -> at(caller, grant.org()))
                .flatMap(place -> people.change(
                        personId,
                        current -> GrantRules.end(
                                current.value(),
                                personId,
                                caller,
                                grantId,
                                reason,
                                place.within(),
                                place.school(),
                                clock.instant())));
    }

    Mono<Stored<Person>> read(Caller caller, String personId) {
        return seen(caller, personId);
    }

    /** The people who were given a grant at exactly this organisation. */
    Mono<Page<Stored<Person>>> at(Caller caller, String orgId, PageRequest page) {
        if (caller.orgsAs(READING).isEmpty()) {
            return Refused.mono(Rejection.forbidden("grants-forbidden"));
        }
        return orgs.within(orgId)
                .filter(within -> caller.reaches(READING, within))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(_ -> people.grantedAt(orgId, page));
    }

    /** Oneself, and those who have to do with an organisation that a grant of the caller reaches. */
    private Mono<Stored<Person>> seen(Caller caller, String personId) {
        return people.find(personId)
                .filterWhen(person -> caller.is(personId)
                        ? Mono.just(true)
                        : lines.of(person.value())
                                .map(all -> all.stream().anyMatch(within -> caller.reaches(READING, within))
                                        || caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT))))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** An organisation that the caller does not reach is not there. */
    private Mono<At> at(Caller caller, String orgId) {
        return orgs.find(orgId)
                .map(stored -> new At(stored.value().within(), stored.value().isSchool()))
                .switchIfEmpty(Mono.justOrEmpty(orgId.equals(Org.ROOT) ? new At(List.of(Org.ROOT), false) : null))
                .filter(place -> caller.reaches(EnumSet.allOf(Role.class), place.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-unknown").with("org", orgId)));
    }
}
