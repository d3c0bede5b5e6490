package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Knows to which organisations a caller belongs. */
@Service
public class ScopeService {
    /** More grants than that of one person are not looked at. */
    private static final int GRANTS_MAX = 50;

    private final RosterView roster;

    ScopeService(RosterView roster) {
        this.roster = roster;
    }

    /** The organisations of the caller's grants and all above them: whose things are offered to the caller. */
    public Mono<List<String>> reached(Caller caller) {
        var own = caller.grants().stream()
                .map(Grant::org)
                .distinct()
                .limit(GRANTS_MAX)
                .toList();
        return roster.orgs(own).map(found -> found.values().stream()
                .filter(org -> !org.deleted())
                .flatMap(org -> org.within().stream())
                .distinct()
                .sorted()
                .toList());
    }

    /** Whether somebody's duty is to look at the figures of a place; {@code within} are the ids of it and all above. */
    public boolean oversees(Caller caller, List<String> within) {
        return AccessRules.oversees(caller, within);
    }

    /** Refuses who has no such duty: with 403 where they belong to the place, with {@code notFound} where they do not. */
    public Mono<Void> toOversee(Caller caller, List<String> within, String notFound) {
        return oversees(caller, within)
                ? Mono.empty()
                : reached(caller)
                        .flatMap(reached -> Refused.mono(
                                reached.contains(within.getLast())
                                        ? Rejection.forbidden("forbidden")
                                        : Rejection.notFound(notFound)));
    }

    /** The organisation; refused with {@code org-not-found} where there is none. */
    public Mono<Org> org(String id) {
        return roster.org(id)
                .filter(org -> !org.deleted())
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")));
    }
}
