package io.airclass.homework.file;

import io.airclass.homework.access.AccessService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.Pictures;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.uploads.UploadService;
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
    private final FileKeepingService keeping;
    private final UploadService uploads;
    private final Pictures pictures;
    private final HandIns handIns;
    private final AccessService access;
    private final long bytesMax;

    FileService(
            FileRepository files,
            FileStore store,
            FileKeepingService keeping,
            UploadService uploads,
            Pictures pictures,
            HandIns handIns,
            AccessService access,
            AirclassSettings settings) {
        this.files = files;
        this.store = store;
        this.keeping = keeping;
        this.uploads = uploads;
        this.pictures = pictures;
        this.handIns = handIns;
        this.access = access;
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
        if (!FileRules.mayUpload(caller)) {
            return Incoming.swallowed(content).then(Refused.mono(Rejection.forbidden("upload-not-allowed")));
        }
        var name = Incoming.name(rawName);
        var id = idByKey.orElseGet(Ids::next);
        return uploads.landing(
                caller.personId(), id, (contentId, plainId) -> store.put(contentId, content, name, bytesMax)
                        .flatMap(stored -> keeping.keep(id, caller.personId(), name, stored, plainId)));
    }

    /** The file; refused with {@code file-not-found} when there is none or the caller may not see it. */
    Mono<Stored<HomeworkFile>> see(Caller caller, String id) {
        return files.find(id)
                .filterWhen(file -> maySee(caller, file))
                .switchIfEmpty(Refused.mono(Rejection.notFound("file-not-found")));
    }

    /** A small picture of a file that is one; refused as {@link #see}, or with {@code picture-without-preview}. */
    Mono<byte[]> preview(Caller caller, String id) {
        return see(caller, id).flatMap(file -> pictures.small(file.value().content()));
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
