package io.airclass.schedule.live;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Gives an organisation to those whose duty it is, and refuses the others. */
@Service
public class OrgAccessService {
    private final RosterView roster;

    OrgAccessService(RosterView roster) {
        this.roster = roster;
    }

    /** The organisation; 404 to whom it is nothing, 403 to whom it is something and who has none of these roles there. */
    public Mono<Org> orgFor(Caller caller, Set<Role> roles, String orgId) {
        return roster.org(orgId)
                .filter(org -> caller.grants().stream().map(Grant::org).anyMatch(org.within()::contains))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")))
                .flatMap(org -> caller.reaches(roles, org.within())
                        ? Mono.just(org)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** The same for a school. */
    public Mono<Org> schoolFor(Caller caller, Set<Role> roles, String orgId) {
        return orgFor(caller, roles, orgId)
                .flatMap(org -> org.type() == OrgType.SCHOOL
                        ? Mono.just(org)
                        : Refused.mono(Rejection.ruleBroken("org-not-a-school")));
    }
}
