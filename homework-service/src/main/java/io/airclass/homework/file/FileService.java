package io.airclass.homework.file;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.homework.access.AccessService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes files in, and gives them to whom they may be given. */
@Service
public class FileService {
    private final FileRepository files;
    private final FileStore store;
    private final HandIns handIns;
    private final AccessService access;
    private final Clock clock;
    private final long bytesMax;

    FileService(
            FileRepository files,
            FileStore store,
            HandIns handIns,
            AccessService access,
            Clock clock,
            AirclassSettings settings) {
        this.files = files;
        this.store = store;
        this.handIns = handIns;
        this.access = access;
        this.clock = clock;
        this.bytesMax = settings.files().fileBytesMax();
    }

    /** The largest file that is taken. */
    long bytesMax() {
        return bytesMax;
    }

    /**
     * Stores a file of the caller's. The content goes to a place of its own first, so that a repeat never touches what an
     * earlier request stored.
     *
     * @param idByKey the id that an Idempotency-Key stands for; without one each request makes a file
     */
    Mono<Stored<HomeworkFile>> take(Caller caller, String rawName, Flux<DataBuffer> content, Optional<String> idByKey) {
        if (!caller.hasSomewhere(Role.STUDENT)) {
            return Incoming.swallowed(content).then(Refused.mono(Rejection.forbidden("upload-not-allowed")));
        }
        var at = clock.instant();
        var name = Incoming.name(rawName);
        return store.put(Ids.next(), content, name, bytesMax)
                .flatMap(stored -> switch (FileRules.take(stored, name, caller.personId(), at)) {
                    case Decision.Accepted<HomeworkFile>(HomeworkFile file, List<PublishedEvent> _) ->
                        keep(idByKey, stored, file);
                    case Decision.Unchanged<HomeworkFile>(HomeworkFile _) -> Mono.empty();
                    case Decision.Rejected<HomeworkFile>(Rejection rejection) ->
                        store.delete(stored.id()).then(Refused.mono(rejection));
                });
    }

    private Mono<Stored<HomeworkFile>> keep(Optional<String> idByKey, StoredFile content, HomeworkFile file) {
        var hash = Ids.sha256Hex((file.name() + "\n" + file.sha256()).getBytes(StandardCharsets.UTF_8));
        return files.create(idByKey.orElseGet(Ids::next), hash, file)
                .flatMap(kept -> kept.value().blobId().equals(content.id())
                        ? Mono.just(kept)
                        : store.delete(content.id()).thenReturn(kept))
                .onErrorResume(
                        Refused.class, refused -> store.delete(content.id()).then(Mono.error(refused)));
    }

    /** The file; refused with {@code file-not-found} when there is none or the caller may not see it. */
    Mono<Stored<HomeworkFile>> see(Caller caller, String id) {
        return files.find(id)
                .filterWhen(file -> maySee(caller, file))
                .switchIfEmpty(Refused.mono(Rejection.notFound("file-not-found")));
    }

    private Mono<Boolean> maySee(Caller caller, Stored<HomeworkFile> file) {
        var ownerId = file.value().ownerId();
        if (caller.is(ownerId)) {
            return Mono.just(true);
        }
        return access.guards(caller, ownerId)
                .flatMap(guards -> guards
                        ? Mono.just(true)
                        : handIns.classesWith(file.id())
                                .concatMap(classId -> access.teaches(caller, classId))
                                .any(teaches -> teaches));
    }

    /** The content of a file that the caller was let see. */
    FileStore content() {
        return store;
    }

    /** These files in this order; refused with {@code file-not-yours} unless all are the caller's own. */
    public Mono<List<Stored<HomeworkFile>>> own(Caller caller, List<String> ids) {
        return files.findAll(ids)
                .filter(file -> caller.is(file.value().ownerId()))
                .collectMap(Stored::id)
                .flatMap(found -> missing(ids, found)
                        .<Mono<List<Stored<HomeworkFile>>>>map(id -> Refused.mono(
                                Rejection.ruleBroken("file-not-yours").with("fileId", id)))
                        .orElseGet(() -> Mono.just(ids.stream().map(found::get).collect(Collectors.toList()))));
    }

    private static Optional<String> missing(List<String> ids, Map<String, ?> found) {
        return ids.stream().filter(id -> !found.containsKey(id)).findFirst();
    }
}
