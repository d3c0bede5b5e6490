package io.airclass.schedule.catalogue;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts shelves anew when something came or went, and gives them. */
@Service
class ShelfService {
    private static final int ORGS_HELD_MAX = 2_000;

    private final ShelfRepository shelves;
    private final ResourceRepository resources;
    private final Held<List<Shelf>> held;

    ShelfService(ShelfRepository shelves, ResourceRepository resources, CatalogueSettings settings) {
        this.shelves = shelves;
        this.resources = resources;
        this.held = new Held<>(ORGS_HELD_MAX, settings.countsAge(), Ticker.systemTicker());
    }

    /** The shelves of these organisations, as old as the settings allow. */
    Mono<List<Shelf>> of(Collection<String> orgIds) {
        return Flux.fromIterable(orgIds)
                .concatMap(orgId -> held.get(orgId, id -> shelves.of(id).collectList()))
                .concatMapIterable(found -> found)
                .collectList();
    }

    /**
     * Counts, never adds: to be told twice changes nothing. Who counts has read the shelf before, so that of two who count at once
     * the slower one begins again and nobody writes an older count over a newer.
     */
    Mono<Void> recount(String orgId, Facets facets) {
        return attempt(ListingRules.shelf(orgId, facets), orgId, facets, 1).doOnSuccess(_ -> held.forget(orgId));
    }

    private Mono<Void> attempt(String id, String orgId, Facets facets, int attempt) {
        return shelves.find(id)
                .flatMap(current -> counted(id, orgId, facets)
                        .flatMap(now -> now.equals(current.value()) ? Mono.just(current) : shelves.save(current, now)))
                .switchIfEmpty(Mono.defer(() -> first(id, orgId, facets)))
                .onErrorResume(
                        thrown -> attempt < AggregateStore.CHANGE_ATTEMPTS_MAX
                                && (thrown instanceof VersionMoved || thrown instanceof Refused),
                        _ -> attempt(id, orgId, facets, attempt + 1).then(Mono.empty()))
                .then();
    }

    /** Made empty, so that its counting has a version to begin from. */
    private Mono<Stored<Shelf>> first(String id, String orgId, Facets facets) {
        return shelves.create(id, shelf(orgId, facets, 0))
                .flatMap(made -> counted(id, orgId, facets).flatMap(now -> shelves.save(made, now)));
    }

    private Mono<Shelf> counted(String id, String orgId, Facets facets) {
        return resources.onShelf(id, ShelfRules.COUNT_MAX).map(count -> shelf(orgId, facets, count));
    }

    private static Shelf shelf(String orgId, Facets facets, long count) {
        return new Shelf(
                orgId, facets.stage(), facets.subject(), facets.type(), facets.edition(), facets.unit(), count);
    }
}
