package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says to other parts of the service what the catalogue offers. */
@Service
public class OfferService {
    private static final int IDS_AT_ONCE = 200;

    private final ResourceService resources;
    private final ResourceRepository documents;
    private final ScopeService scope;
    private final Clock clock;

    OfferService(ResourceService resources, ResourceRepository documents, ScopeService scope, Clock clock) {
        this.resources = resources;
        this.documents = documents;
        this.scope = scope;
        this.clock = clock;
    }

    /** Whether a resource is offered, and to this caller. */
    public Mono<Boolean> isSeen(Caller caller, String id) {
        return resources
                .see(caller, id)
                .map(stored -> stored.value() instanceof Resource.Approved)
                .onErrorReturn(Refused.class, false);
    }

    /**
     * The little that others say of a resource.
     *
     * @param minutes that a student needs for it; 0 where nobody said
     * @param approved whether it was reviewed and its time is not over
     */
    public record Brief(String title, long minutes, boolean approved) {}

    /** Those of these that there are, by id. */
    public Mono<Map<String, Brief>> briefs(Collection<String> ids) {
        return found(ids).collectMap(Stored::id, stored -> brief(stored.value()));
    }

    /** The first of these that the caller may not see, or that there is not. */
    public Mono<Optional<String>> firstUnseen(Caller caller, List<String> ids) {
        return scope.reached(caller).flatMap(reached -> found(ids)
                .filter(stored -> ResourceRules.sees(caller, stored.value(), reached, clock.instant()))
                .map(Stored::id)
                .collectList()
                .map(seen -> ids.stream().filter(id -> !seen.contains(id)).findFirst()));
    }

    private Flux<Stored<Resource>> found(Collection<String> ids) {
        return Flux.fromIterable(ids).buffer(IDS_AT_ONCE).concatMap(documents::findAll);
    }

    private Brief brief(Resource resource) {
        var item = resource.item();
        return new Brief(
                item.title(), item.minutes(), resource instanceof Resource.Approved && !item.isOverAt(clock.instant()));
    }
}
