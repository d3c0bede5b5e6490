package io.airclass.roster.org;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reading the tree. */
@Service
public class OrgService {
    private final OrgRepository orgs;

    /** How organisations are found: as they are held, or as they are now. */
    private interface Look {
        Mono<Map<String, Stored<Org>>> at(Collection<String> ids);
    }

    OrgService(OrgRepository orgs) {
        this.orgs = orgs;
    }

    /** The organisation; refused as not found where there is none or the caller may not see it. */
    public Mono<Stored<Org>> read(Caller caller, String id) {
        return read(caller, id, orgs::held);
    }

    /** The same as it is now, for deciding on a write. */
    public Mono<Stored<Org>> readNow(Caller caller, String id) {
        return read(caller, id, orgs::now);
    }

    private static Mono<Stored<Org>> read(Caller caller, String id, Look look) {
        return visible(caller, id, List.of(), look)
                .flatMap(found -> Mono.justOrEmpty(found.get(id))
                        .filter(org -> !org.value().isDeleted()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** The ids above an organisation and its own, for those who may see it; refused as not found for the others. */
    public Mono<List<String>> within(Caller caller, String id) {
        return within(caller, id, orgs::held);
    }

    /** The same as they are now, for deciding on a write. */
    public Mono<List<String>> withinNow(Caller caller, String id) {
        return within(caller, id, orgs::now);
    }

    private static Mono<List<String>> within(Caller caller, String id, Look look) {
        return visible(caller, id, List.of(Org.ROOT), look)
                .map(found -> found.containsKey(id) ? found.get(id).value().within() : List.of(id));
    }

    Mono<Page<Stored<Org>>> children(Caller caller, String id, PageRequest page) {
        return listable(caller, id).flatMap(_ -> orgs.answeringTo(id, page));
    }

    /** The line of an organisation whose insides the caller may know; refused otherwise. */
    public Mono<List<String>> listable(Caller caller, String id) {
        return within(caller, id)
                .flatMap(within -> OrgAccessRules.mayList(caller, within)
                        ? Mono.just(within)
                        : Refused.mono(Rejection.forbidden("org-children-forbidden")));
    }

    /** The {@code county} label of a metric, as the other services tell it: the nearest on these lines who answers for schools. */
    public Mono<String> countyOf(Collection<String> within) {
        return orgs.held(within)
                .flatMapIterable(Map::values)
                .filter(org -> org.value().type().answersForSchools())
                .sort(Comparator.comparingInt(
                        (Stored<Org> org) -> -org.value().within().size()))
                .map(org -> org.value().divisionCode() == null
                        ? org.id()
                        : org.value().divisionCode())
                .next()
                .defaultIfEmpty("none");
    }

    /** The organisation with those of the caller's grants; refused as not found where the caller may not see it. */
    private static Mono<Map<String, Stored<Org>>> visible(Caller caller, String id, List<String> bare, Look look) {
        var ids = new ArrayList<>(caller.grants().stream().map(Grant::org).toList());
        ids.add(id);
        return look.at(ids).flatMap(found -> {
            boolean there = found.containsKey(id) || bare.contains(id);
            List<String> within = found.containsKey(id) ? found.get(id).value().within() : List.of(id);
            var own = caller.grants().stream()
                    .filter(grant -> found.containsKey(grant.org()))
                    .map(grant -> found.get(grant.org()).value().within())
                    .toList();
            return there && OrgAccessRules.maySee(caller, id, within, own)
                    ? Mono.just(found)
                    : Refused.mono(Rejection.notFound("not-found"));
        });
    }
}
