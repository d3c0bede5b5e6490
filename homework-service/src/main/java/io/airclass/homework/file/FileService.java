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
import java.util.Optional;
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
    private final Attachments attachments;
    private final Shows shows;
    private final AccessService access;
    private final long bytesMax;

    FileService(
            FileRepository files,
            FileStore store,
            FileKeepingService keeping,
            UploadService uploads,
            Pictures pictures,
            HandIns handIns,
            Attachments attachments,
            Shows shows,
            AccessService access,
            AirclassSettings settings) {
        this.files = files;
        this.store = store;
        this.keeping = keeping;
        this.uploads = uploads;
        this.pictures = pictures;
        this.handIns = handIns;
        this.attachments = attachments;
        this.shows = shows;
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
        return Flux.concat(
                        Flux.defer(() -> access.guards(caller, ownerId)),
                        handIns.classesWith(file.id()).concatMap(classId -> access.teaches(caller, classId)),
                        handIns.studentsToldBy(file.id()).concatMap(student -> isOrGuards(caller, student)),
                        Flux.defer(() -> attachments.isShown(caller, file.id())),
                        Flux.defer(() -> handIns.submissionsWith(file.id())
                                .collectList()
                                .flatMap(ids -> shows.isShown(caller, ids))))
                .any(may -> may);
    }

    private Mono<Boolean> isOrGuards(Caller caller, String studentId) {
        return caller.is(studentId) ? Mono.just(true) : access.guards(caller, studentId);
    }

    /** The content of a file that the caller was let see. */
    FileStore content() {
        return store;
    }
}
