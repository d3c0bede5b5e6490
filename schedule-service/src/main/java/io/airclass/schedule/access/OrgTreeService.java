package io.airclass.schedule.access;

import io.airclass.contracts.OrgType;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Walks down the organisations. */
@Service
public class OrgTreeService {
    private static final int PARENTS_MAX = 100;

    private final RosterView roster;

    OrgTreeService(RosterView roster) {
        this.roster = roster;
    }

    /** Whether classes are of it; what lies below one belongs to it. */
    public static boolean isSchool(Org org) {
        return org.type() == OrgType.SCHOOL || org.type() == OrgType.TEACHING_POINT;
    }

    /** The organisation and all below, level by level; nothing below a school. */
    public Flux<Org> from(String orgId) {
        return roster.org(orgId)
                .map(List::of)
                .flatMapMany(first -> Flux.just(first).expand(this::below))
                .concatMapIterable(level -> level);
    }

    private Mono<List<Org>> below(List<Org> level) {
        return Flux.fromIterable(level)
                .filter(org -> !isSchool(org))
                .map(Org::id)
                .buffer(PARENTS_MAX)
                .concatMap(roster::orgsBelow)
                .concatMapIterable(found -> found)
                .collectList()
                .filter(found -> !found.isEmpty());
    }
}
