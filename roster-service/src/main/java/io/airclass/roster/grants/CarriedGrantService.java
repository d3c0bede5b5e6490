package io.airclass.roster.grants;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Grants that a decision elsewhere stands for. Whether the officer may is asked when the decision is taken; carrying it out is safe to
 * repeat, by whoever gets to it, and is done in that officer's name.
 */
@Service
public class CarriedGrantService {
    private final GrantService grants;
    private final PersonRepository people;
    private final OrgRepository orgs;
    private final Clock clock;

    CarriedGrantService(GrantService grants, PersonRepository people, OrgRepository orgs, Clock clock) {
        this.grants = grants;
        this.people = people;
        this.orgs = orgs;
        this.clock = clock;
    }

    /**
     * A grant for somebody.
     *
     * @param grantId the same each time that it is carried out
     * @param by the officer who decided it
     */
    public record Carried(
            String personId, String grantId, Role role, String org, Instant until, String reason, String by) {
        NewGrant asked() {
            return new NewGrant(role, org, null, until, reason);
        }

        /** The officer, as at the time of the decision. */
        Caller officer(Instant at) {
            return new Caller(by, "", List.of(new Grant(Role.ORG_ADMINISTRATOR, org)), at);
        }
    }

    /** Refused exactly where the caller could not give this grant to that person now. */
    public Mono<Void> check(Caller caller, Carried grant) {
        return grants.read(caller, grant.personId())
                .zipWith(within(grant.org()))
                .flatMap(both -> GrantRules.give(
                                        both.getT1().value(),
                                        grant.personId(),
                                        caller,
                                        grant.grantId(),
                                        grant.asked(),
                                        both.getT2(),
                                        false,
                                        clock.instant())
                                instanceof Decision.Rejected<Person>(var rejection)
                        ? Refused.mono(rejection)
                        : Mono.empty());
    }

    public Mono<Void> give(Carried grant) {
        return within(grant.org())
                .flatMap(within -> people.change(grant.personId(), current -> {
                    Instant now = clock.instant();
                    return GrantRules.give(
                            current.value(),
                            grant.personId(),
                            grant.officer(now),
                            grant.grantId(),
                            grant.asked(),
                            within,
                            false,
                            now);
                }))
                .then();
    }

    /** Nothing where it was never given, or has ended. */
    public Mono<Void> end(Carried grant) {
        return within(grant.org())
                .flatMap(within -> people.change(grant.personId(), current -> {
                    Instant now = clock.instant();
                    return GrantRules.find(current.value(), grant.grantId()).isEmpty()
                            ? Decision.unchanged(current.value())
                            : GrantRules.end(
                                    current.value(),
                                    grant.personId(),
                                    grant.officer(now),
                                    grant.grantId(),
                                    grant.reason(),
                                    within,
                                    false,
                                    now);
                }))
                .then();
    }

    private Mono<List<String>> within(String orgId) {
        return orgs.within(orgId)
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-unknown").with("org", orgId)));
    }
}
