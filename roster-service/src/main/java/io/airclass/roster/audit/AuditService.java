package io.airclass.roster.audit;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.OrgRepository;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reading the audit: everybody what was done to themselves, those who answer for an organisation what was done there. */
@Service
class AuditService {
    private static final Set<Role> READING =
            EnumSet.of(Role.PRINCIPAL, Role.ORG_ADMINISTRATOR, Role.SUPERVISION_OFFICER, Role.PLATFORM_ADMINISTRATOR);

    private final AuditRepository entries;
    private final OrgRepository orgs;

    AuditService(AuditRepository entries, OrgRepository orgs) {
        this.entries = entries;
        this.orgs = orgs;
    }

    Mono<Page<Stored<AuditEntry>>> ofPerson(Caller caller, String personId, PageRequest page) {
        if (caller.is(personId)) {
            return entries.ofSubject(personId, page);
        }
        List<String> reached = caller.orgsAs(READING);
        return reached.isEmpty() ? forbidden() : entries.ofSubject(personId, reached, page);
    }

    Mono<Page<Stored<AuditEntry>>> ofOrg(Caller caller, String orgId, PageRequest page) {
        if (caller.orgsAs(READING).isEmpty()) {
            return forbidden();
        }
        return orgs.within(orgId)
                .filter(within -> caller.reaches(READING, within))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(_ -> entries.at(orgId, page));
    }

    private static <T> Mono<T> forbidden() {
        return Refused.mono(Rejection.forbidden("audit-forbidden"));
    }
}
