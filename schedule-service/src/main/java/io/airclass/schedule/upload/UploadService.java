package io.airclass.schedule.upload;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.Pictures;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.retention.Kept;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes files in, and knows whose they are. */
@Service
public class UploadService implements Kept {
    private final UploadRepository uploads;
    private final FileStore store;
    private final Pictures pictures;
    private final LandingService landings;
    private final Clock clock;
    private final long bytesMax;

    UploadService(
            UploadRepository uploads,
            FileStore store,
            Pictures pictures,
            LandingService landings,
            Clock clock,
            AirclassSettings settings) {
        this.uploads = uploads;
        this.store = store;
        this.pictures = pictures;
        this.landings = landings;
        this.clock = clock;
        this.bytesMax = settings.files().fileBytesMax();
    }

    /** The largest file that is taken from the caller. */
    long bytesMax(Caller caller) {
        return UploadRules.bytesMax(caller, bytesMax);
    }

    /**
     * Stores a file of the caller's. The content goes to a place of its own first, so that a repeat never touches what an
     * earlier request stored.
     *
     * @param idByKey the id that an Idempotency-Key stands for; without one each request makes a file
     */
    Mono<Stored<Upload>> take(Caller caller, String rawName, Flux<DataBuffer> content, Optional<String> idByKey) {
        if (!UploadRules.mayUpload(caller)) {
            return Incoming.swallowed(content).then(Refused.mono(Rejection.forbidden("forbidden")));
        }
        var at = clock.instant();
        var name = Incoming.name(rawName);
        var id = idByKey.orElseGet(Ids::next);
        var asItCame = Ids.next();
        var plainId = Ids.next();
        return landings.noted(
                UploadRepository.COLLECTION,
                id,
                List.of(asItCame, plainId),
                store.put(asItCame, content, name, bytesMax(caller))
                        .flatMap(stored -> switch (UploadRules.take(caller, stored, name, at)) {
                            case Decision.Accepted<Upload>(Upload upload, List<PublishedEvent> _) ->
                                plain(stored, upload, plainId).flatMap(plain -> keep(id, plain, upload.with(plain)));
                            case Decision.Unchanged<Upload>(Upload _) -> Mono.empty();
                            case Decision.Rejected<Upload>(Rejection rejection) ->
                                store.delete(stored.id()).then(Refused.mono(rejection));
                        }));
    }

    /** A picture without place, time and device; anything else as it is. */
    private Mono<StoredFile> plain(StoredFile stored, Upload upload, String plainId) {
        return UploadRules.isPicture(stored.type())
                ? pictures.plain(stored, upload.name(), plainId)
                : Mono.just(stored);
    }

    private Mono<Stored<Upload>> keep(String id, StoredFile content, Upload upload) {
        var hash = Ids.sha256Hex((upload.name() + "\n" + upload.sha256()).getBytes(StandardCharsets.UTF_8));
        return uploads.create(id, hash, upload)
                .flatMap(kept -> kept.value().blobId().equals(content.id())
                        ? Mono.just(kept)
                        : store.delete(content.id()).thenReturn(kept))
                .onErrorResume(
                        Refused.class, refused -> store.delete(content.id()).then(Mono.error(refused)));
    }

    /**
     * Makes something of these files, in this order; refused with {@code file-not-yours} unless all are the caller's own. Where what is made is
     * refused, they are as unused as they were.
     */
    public <T> Mono<T> with(Caller caller, List<String> ids, Function<List<Upload>, Mono<T>> command) {
        return Mono.defer(() -> {
            var used = new ArrayList<Stored<Upload>>();
            return Flux.fromIterable(ids)
                    .concatMap(id -> uploads.change(id, now -> UploadRules.attach(caller, id, now))
                            .switchIfEmpty(Refused.mono(
                                    Rejection.ruleBroken("file-not-yours").with("fileId", id))))
                    .doOnNext(used::add)
                    .then(Mono.defer(
                            () -> command.apply(used.stream().map(Stored::value).toList())))
                    .onErrorResume(Refused.class, refused -> release(used).then(Mono.error(refused)));
        });
    }

    private Mono<Void> release(List<Stored<Upload>> used) {
        return Flux.fromIterable(used)
                .concatMap(upload -> uploads.change(upload.id(), now -> UploadRules.release(now, clock.instant())))
                .then();
    }

    @Override
    public String what() {
        return "uploads";
    }

    @Override
    public Time time() {
        return Time.UPLOAD;
    }

    /** First nothing can be made of it any more, then its content goes, then what is known of it: whoever begins again ends it. */
    @Override
    public Mono<Long> end(Instant before, int max) {
        return uploads.unattached(before, max)
                .concatMap(old -> uploads.change(old.id(), UploadRules::leave)
                        .flatMap(leaving ->
                                store.delete(leaving.value().blobId()).then(uploads.delete(old.id())))
                        .onErrorResume(Refused.class, _ -> Mono.empty()) // something was made of it in the meantime
                        .thenReturn(1L))
                .count();
    }

    /** The content of a file that the caller was let see. */
    public FileStore content() {
        return store;
    }
}
