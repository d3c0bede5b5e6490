package io.airclass.roster.space;

import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.platform.Apps;
import io.airclass.roster.platform.PlatformService;
import io.airclass.roster.platform.SaidApp;
import io.airclass.roster.space.PushRules.Seen;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Pushing and withdrawing, and what reaches whom. */
@Service
public class SpaceService {
    private final PushRepository pushes;
    private final PlaceService places;
    private final PlatformService platforms;
    private final OrgService access;
    private final OrgRepository orgs;
    private final Clock clock;

    SpaceService(
            PushRepository pushes,
            PlaceService places,
            PlatformService platforms,
            OrgService access,
            OrgRepository orgs,
            Clock clock) {
        this.pushes = pushes;
        this.places = places;
        this.platforms = platforms;
        this.access = access;
        this.orgs = orgs;
        this.clock = clock;
    }

    /** What an officer asks for. */
    record Pushing(
            String title,
            String app,
            String address,
            List<Stage> stages,
            List<Long> grades,
            String subject,
            Instant from,
            Instant until) {
        PushedItem item(Caller caller, IdempotencyKey key, Instant at) {
            return new PushedItem(
                    key.id(),
                    title,
                    app,
                    address,
                    stages,
                    grades,
                    subject,
                    from == null || from.isBefore(at) ? at : from,
                    until,
                    caller.personId(),
                    at,
                    key.requestHash(),
                    null);
        }
    }

    /**
     * What is open to somebody.
     *
     * @param apps enabled for any of the caller's places, each once
     * @param items the latest first
     */
    record Space(List<SaidApp> apps, Page<Seen> items) {}

    /** An item that somebody opens, and the place that it is opened for. */
    public record Opened(Place place, PushedItem item, String orgId) {}

    Mono<PushedItem> push(Caller caller, String orgId, IdempotencyKey key, Pushing asked) {
        Instant now = now();
        return allowed(caller, orgId, PushRules::mayPush)
                .flatMap(within -> Mono.zip(bureau(orgId, within), platforms.apps(List.of(within)))
                        .flatMap(found -> pushes.change(
                                orgId,
                                known -> PushRules.push(
                                        known, caller, within, asked.item(caller, key, now), found.getT2(), now))))
                .map(stored -> stored.value().item(key.id()).orElseThrow());
    }

    private Mono<List<String>> bureau(String orgId, List<String> within) {
        return orgs.find(orgId)
                .map(org -> PushRules.refusal(org.value().type()))
                .defaultIfEmpty(PushRules.refusal(null))
                .flatMap(refusal ->
                        refusal.<Mono<List<String>>>map(Refused::mono).orElseGet(() -> Mono.just(within)));
    }

    Mono<Void> withdraw(Caller caller, String orgId, String itemId) {
        return allowed(caller, orgId, PushRules::mayPush)
                .flatMap(within ->
                        pushes.changeKnown(orgId, known -> PushRules.withdraw(known, caller, within, itemId, now())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .then();
    }

    /** What an organisation pushes, and will; the latest first. */
    Mono<Page<PushedItem>> pushedBy(Caller caller, String orgId, PageRequest page) {
        return allowed(caller, orgId, PushRules::mayRead)
                .flatMap(_ -> pushes.find(orgId).map(Stored::value).defaultIfEmpty(Pushes.NONE))
                .map(known -> known.items().stream()
                        .filter(item -> item.end().isAfter(clock.instant()))
                        .sorted(Comparator.comparing(SpaceService::order).reversed())
                        .toList())
                .map(items -> page.cut(items, SpaceService::order));
    }

    private Mono<List<String>> allowed(Caller caller, String orgId, BiPredicate<Caller, List<String>> may) {
        return access.withinNow(caller, orgId)
                .flatMap(within -> may.test(caller, within)
                        ? Mono.just(within)
                        : Refused.mono(Rejection.forbidden("push-forbidden")));
    }

    /** The caller's places, and what is said and pushed above them by one look-up each; all by id. */
    Mono<Space> read(Caller caller, PageRequest page) {
        return places.of(caller)
                .flatMap(found -> Mono.zip(apps(found), pushesFor(found), (apps, pushed) -> {
                    var seen = PushRules.seen(found, pushed, apps, clock.instant()).stream()
                            .sorted(Comparator.comparing((Seen one) -> order(one.item()))
                                    .reversed())
                            .toList();
                    return new Space(enabled(found, apps), page.cut(seen, one -> order(one.item())));
                }));
    }

    /**
     * An item that is seen from one of these places of the caller's; empty for any other.
     *
     * @param apps what is said of apps at these places
     */
    public Mono<Opened> open(List<Place> found, Apps apps, String itemId) {
        return pushesFor(found)
                .map(pushed -> PushRules.seen(found, pushed, apps, clock.instant()).stream()
                        .filter(seen -> seen.item().id().equals(itemId))
                        .findFirst())
                .flatMap(Mono::justOrEmpty)
                .map(seen -> new Opened(seen.places().getFirst(), seen.item(), seen.orgId()));
    }

    private Mono<Apps> apps(List<Place> found) {
        return platforms.apps(found.stream().map(Place::within).toList());
    }

    private Mono<Map<String, Pushes>> pushesFor(List<Place> found) {
        return pushes.findAll(
                        found.stream().flatMap(place -> place.within().stream()).toList())
                .collectMap(Stored::id, Stored::value);
    }

    private static List<SaidApp> enabled(List<Place> found, Apps apps) {
        return found.stream()
                .map(Place::within)
                .distinct()
                .flatMap(within -> apps.inForce(within).stream())
                .filter(said -> said.app().enabled())
                .distinct()
                .sorted(Comparator.comparing((SaidApp said) -> said.app().key()).thenComparing(SaidApp::orgId))
                .toList();
    }

    /** By the beginning and the id, as text. */
    private static String order(PushedItem item) {
        return "%015d-%s".formatted(item.from().toEpochMilli(), item.id());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
