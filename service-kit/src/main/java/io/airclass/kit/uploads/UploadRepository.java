package io.airclass.kit.uploads;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.lte;

import com.mongodb.client.model.Sorts;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A collection of uploads, and one of what each person has in progress, whose {@code _id} is the person's; shard key {@code _id} both. */
final class UploadRepository {
    private static final UploadRoom EMPTY = new UploadRoom(List.of());

    private final AggregateStore<Upload> uploads;
    private final AggregateStore<UploadRoom> rooms;

    UploadRepository(AggregateStore<Upload> uploads, AggregateStore<UploadRoom> rooms) {
        this.uploads = uploads;
        this.rooms = rooms;
    }

    Mono<Stored<Upload>> find(String id) {
        return uploads.find(id);
    }

    Flux<Stored<Upload>> findAll(List<String> ids) {
        return uploads.findAll(ids);
    }

    Mono<Stored<Upload>> create(String id, Upload upload) {
        return uploads.create(id, null, upload, List.of());
    }

    /** Fails with {@link io.airclass.kit.store.VersionMoved} where another was faster. */
    Mono<Stored<Upload>> save(Stored<Upload> current, Upload next) {
        return uploads.save(current, next, List.of());
    }

    Mono<Stored<Upload>> change(String id, Function<Upload, Decision<Upload>> decide) {
        return uploads.change(id, Optional.empty(), current -> decide.apply(current.value()));
    }

    /** Forgets an upload that nobody changed since; nothing happens where somebody did. */
    Mono<Void> delete(Stored<Upload> upload) {
        return Mono.from(uploads.driver().deleteOne(and(eq("_id", upload.id()), eq("version", upload.version()))))
                .then();
    }

    /** Those that are due, the oldest first. */
    Flux<Stored<Upload>> due(Instant at, int max) {
        return uploads.query(lte("dueAt", at), Sorts.ascending("dueAt"), max);
    }

    Mono<UploadRoom> room(String personId) {
        return rooms.find(personId).map(Stored::value).defaultIfEmpty(EMPTY);
    }

    Mono<Void> changeRoom(String personId, Function<UploadRoom, Decision<UploadRoom>> decide) {
        Mono<Stored<UploadRoom>> change =
                rooms.change(personId, Optional.empty(), current -> decide.apply(current.value()));
        return change.switchIfEmpty(Mono.defer(() -> switch (decide.apply(EMPTY)) {
                    case Decision.Accepted<UploadRoom>(UploadRoom first, var _) ->
                        rooms.create(personId, null, first, List.of())
                                .onErrorResume(
                                        Refused.class,
                                        refused -> refused.getMessage().equals("already-exists")
                                                ? change
                                                : Mono.error(refused));
                    case Decision.Unchanged<UploadRoom> _ -> Mono.empty();
                    case Decision.Rejected<UploadRoom>(var rejection) -> Refused.mono(rejection);
                }))
                .then();
    }
}
