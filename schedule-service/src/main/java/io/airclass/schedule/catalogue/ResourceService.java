package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.rosterview.Org;
import io.airclass.schedule.catalogue.ItemRules.Checked;
import io.airclass.schedule.upload.UploadService;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** The life of a resource: written, submitted, reviewed, offered, withdrawn. */
@Service
class ResourceService {
    private static final Logger log = LoggerFactory.getLogger(ResourceService.class);
    private static final int SWEEP_MAX = 200;

    private final ResourceRepository resources;
    private final ScopeService scope;
    private final UploadService uploads;
    private final CatalogueSettings settings;
    private final Clock clock;

    ResourceService(
            ResourceRepository resources,
            ScopeService scope,
            UploadService uploads,
            CatalogueSettings settings,
            Clock clock) {
        this.resources = resources;
        this.scope = scope;
        this.uploads = uploads;
        this.settings = settings;
        this.clock = clock;
    }

    /** Makes a draft of the organisation's; refused with {@code forbidden} where the caller does not write for it. */
    Mono<Stored<Resource>> create(Caller caller, String orgId, NewResource asked, IdempotencyKey key) {
        return toWriteFor(caller, orgId)
                .flatMap(org -> withItem(
                        caller,
                        asked,
                        item -> resources.create(
                                key.id(),
                                key.requestHash(),
                                new Resource.Draft(
                                        item, new Origin(org.id(), org.within(), caller.personId(), now())))));
    }

    private Mono<Org> toWriteFor(Caller caller, String orgId) {
        return Mono.zip(scope.org(orgId), scope.reached(caller)).flatMap(found -> {
            var org = found.getT1();
            if (ResourceRules.mayAuthor(caller, org)) {
                return Mono.just(org);
            }
            return Refused.mono(
                    found.getT2().contains(org.id()) || ResourceRules.knows(caller, org.within())
                            ? Rejection.forbidden("forbidden")
                            : Rejection.notFound("org-not-found"));
        });
    }

    private <T> Mono<T> withItem(Caller caller, NewResource asked, Function<Item, Mono<T>> command) {
        return uploads.with(caller, Stream.ofNullable(asked.fileId()).toList(), files -> switch (ItemRules.check(
                asked, files.stream().findFirst(), settings.hosts())) {
            case Checked.Good(Item item) -> command.apply(item);
            case Checked.Bad(Rejection rejection) -> Refused.mono(rejection);
        });
    }

    /** The resource; refused with {@code resource-not-found} where there is none or the caller may not see it. */
    Mono<Stored<Resource>> see(Caller caller, String id) {
        return resources
                .find(id)
                .filterWhen(stored -> scope.reached(caller)
                        .map(reached -> ResourceRules.sees(caller, stored.value(), reached, now())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("resource-not-found")));
    }

    Mono<Stored<Resource>> edit(Caller caller, String id, long version, NewResource asked) {
        return asAuthor(caller, id)
                .flatMap(_ -> withItem(
                        caller,
                        asked,
                        item -> change(id, Optional.of(version), current -> ResourceRules.edit(current, item))));
    }

    Mono<Stored<Resource>> submit(Caller caller, String id, Optional<Long> version) {
        return asAuthor(caller, id)
                .flatMap(_ -> change(id, version, current -> ResourceRules.submit(current, caller.personId(), now())));
    }

    private Mono<Stored<Resource>> asAuthor(Caller caller, String id) {
        return see(caller, id)
                .flatMap(stored -> caller.is(stored.value().origin().authorId())
                        ? Mono.just(stored)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** @param comment why it goes back to its author; absent where it is good */
    Mono<Stored<Resource>> review(Caller caller, String id, long version, Optional<String> comment) {
        return asReviewer(caller, id)
                .flatMap(_ -> change(id, Optional.of(version), current -> comment.map(
                                said -> ResourceRules.sendBack(current, caller, said, now()))
                        .orElseGet(() -> ResourceRules.approve(current, caller, now()))));
    }

    Mono<Stored<Resource>> withdraw(Caller caller, String id, String reason) {
        return see(caller, id)
                .flatMap(stored -> caller.is(stored.value().origin().authorId())
                                || ResourceRules.mayReview(
                                        caller, stored.value().origin().within())
                        ? change(
                                id,
                                Optional.empty(),
                                current -> ResourceRules.withdraw(current, caller.personId(), reason, now()))
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Stored<Resource>> asReviewer(Caller caller, String id) {
        return see(caller, id)
                .flatMap(stored ->
                        ResourceRules.mayReview(caller, stored.value().origin().within())
                                ? Mono.just(stored)
                                : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Stored<Resource>> change(
            String id, Optional<Long> version, Function<Stored<Resource>, Decision<Resource>> decide) {
        return resources.change(id, version, decide);
    }

    Mono<Page<Stored<Resource>>> own(Caller caller, PageRequest request) {
        return resources.ofAuthor(caller.personId(), request);
    }

    /** What waits for a review at an organisation and below. */
    Mono<Page<Stored<Resource>>> waiting(Caller caller, String orgId, PageRequest request) {
        return Mono.zip(scope.org(orgId), scope.reached(caller)).flatMap(found -> {
            var within = found.getT1().within();
            if (ResourceRules.mayReview(caller, within)) {
                return resources.submitted(orgId, request);
            }
            return Refused.mono(
                    found.getT2().contains(orgId) || ResourceRules.knows(caller, within)
                            ? Rejection.forbidden("forbidden")
                            : Rejection.notFound("org-not-found"));
        });
    }

    FileStore content() {
        return uploads.content();
    }

    /** Begins and ends what is offered for a time; a write each, so whoever comes second finds it done. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> resources
                        .atEdge(now(), SWEEP_MAX)
                        .concatMap(stored -> turn(stored).onErrorResume(thrown -> {
                            log.warn("Resource {} was not turned at its time and will be, soon", stored.id(), thrown);
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Resources whose time begins or ends were not found", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Stored<Resource>> turn(Stored<Resource> stored) {
        return switch (ResourceRules.atEdge(stored, now())) {
            case Decision.Accepted<Resource> turned ->
                resources
                        .save(stored, turned.next(), turned.events())
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty());
            case Decision.Unchanged<Resource> _, Decision.Rejected<Resource> _ -> Mono.empty();
        };
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
