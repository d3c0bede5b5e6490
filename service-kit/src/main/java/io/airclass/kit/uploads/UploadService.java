package io.airclass.kit.uploads;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.AggregateStore;
import io.airclass.kit.store.NamedIndex;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.kit.uploads.Upload.Done;
import io.airclass.kit.uploads.Upload.Ended;
import io.airclass.kit.uploads.Upload.Finishing;
import io.airclass.kit.uploads.Upload.Landing;
import io.airclass.kit.uploads.Upload.Receiving;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.channel.AbortedException;

/**
 * Takes files in pieces. What one upload has is in one document, and each change of it is a compare-and-set: a body that begins moves the
 * version, so whoever still writes an earlier body finds at the end of the piece that they lost, and what they wrote goes.
 */
public final class UploadService {
    /** What the job looks for. */
    public static final NamedIndex BY_DUE = NamedIndex.on("byDue", "dueAt");

    private static final Logger log = LoggerFactory.getLogger(UploadService.class);

    /** A body in which nothing comes for so long has broken off. */
    private static final Duration BODY_PAUSE_MAX = Duration.ofSeconds(60);

    /** Under the lease of who finishes. */
    private static final Duration FINISHING_TIME_MAX = UploadRules.FINISHING_MAX.minusMinutes(1);

    /** Under the time after which what landed is removed unless a document names it. */
    private static final Duration LANDING_TIME_MAX = UploadRules.LANDING_MAX.minusMinutes(10);

    private static final int DUE_BATCH_MAX = 100;
    private static final int DELETES_AT_ONCE = 8;

    private final UploadRepository uploads;
    private final FileStore store;
    private final UploadTaker taker;
    private final Clock clock;
    private final long bytesMax;

    /**
     * @param uploads with the index {@link #BY_DUE}
     * @param bytesMax of one file
     */
    public UploadService(
            AggregateStore<Upload> uploads,
            AggregateStore<UploadRoom> rooms,
            FileStore store,
            UploadTaker taker,
            Clock clock,
            long bytesMax) {
        this.uploads = new UploadRepository(uploads, rooms);
        this.store = store;
        this.taker = taker;
        this.clock = clock;
        this.bytesMax = bytesMax;
    }

    /**
     * How far an upload is.
     *
     * @param expiresAt null once all is there
     */
    public record Progress(String id, long offset, long length, Instant expiresAt) {}

    /** The largest file that is taken. */
    public long bytesMax() {
        return bytesMax;
    }

    /**
     * Announces an upload. Refused with {@code file-too-large}, {@code upload-empty} or {@code too-many-uploads}.
     *
     * @param rawName what the owner calls the file
     */
    public Mono<Progress> announce(String ownerId, String rawName, long length) {
        if (length > bytesMax) {
            return Refused.mono(Rejection.tooLarge("file-too-large").with("bytesMax", bytesMax));
        }
        if (length == 0) {
            return Refused.mono(Rejection.ruleBroken("upload-empty"));
        }
        var at = clock.instant();
        var id = Ids.next();
        var about = new Upload.About(ownerId, Incoming.name(rawName), length, at);
        return reserve(ownerId, id, length, at)
                .onErrorResume(Refused.class, full -> tidyRoom(ownerId, at)
                        .flatMap(freed -> freed ? reserve(ownerId, id, length, at) : Mono.error(full)))
                .then(Mono.defer(() -> uploads.create(id, UploadRules.announced(about, at))))
                .map(UploadService::progress);
    }

    private Mono<Void> reserve(String ownerId, String id, long length, Instant at) {
        return uploads.changeRoom(ownerId, room -> UploadRules.reserve(room, id, length, bytesMax, at));
    }

    /** Gives back what is nobody's, because a process ended before it could do so; tells whether there was anything. */
    private Mono<Boolean> tidyRoom(String ownerId, Instant at) {
        return uploads.room(ownerId)
                .flatMap(room -> uploads.findAll(room.taken().stream()
                                .map(UploadRoom.Taken::uploadId)
                                .toList())
                        .collect(HashMap<String, Upload>::new, (all, found) -> all.put(found.id(), found.value()))
                        .map(known -> idle(room, known, at)))
                .flatMap(idle -> idle.isEmpty()
                        ? Mono.just(false)
                        : uploads.changeRoom(ownerId, room -> UploadRules.release(room, idle))
                                .thenReturn(true));
    }

    private static Set<String> idle(UploadRoom room, Map<String, Upload> known, Instant at) {
        return room.taken().stream()
                .filter(taken -> UploadRules.isIdle(taken, known.get(taken.uploadId()), at))
                .map(UploadRoom.Taken::uploadId)
                .collect(Collectors.toSet());
    }

    /** How far the owner's upload is; where all is there and nobody has made a file of it yet, this does. */
    public Mono<Progress> look(String ownerId, String id) {
        return own(ownerId, id).flatMap(upload -> switch (upload.value()) {
            case Finishing _ -> finishAgain(upload).thenReturn(progress(upload));
            case Receiving it when it.dueAt().isAfter(clock.instant()) -> Mono.just(progress(upload));
            case Receiving _, Ended _, Landing _ -> Refused.mono(Rejection.gone("upload-gone"));
            case Done _ -> Mono.just(progress(upload));
        });
    }

    private Mono<Stored<Upload>> own(String ownerId, String id) {
        return uploads.find(id)
                .filter(upload -> ownerId(upload.value()).equals(ownerId) && !(upload.value() instanceof Landing))
                .switchIfEmpty(Refused.mono(Rejection.notFound("upload-not-found")));
    }

    private static String ownerId(Upload upload) {
        return switch (upload) {
            case Receiving it -> it.about().ownerId();
            case Finishing it -> it.about().ownerId();
            case Done it -> it.about().ownerId();
            case Ended it -> it.ownerId();
            case Landing it -> it.ownerId();
        };
    }

    private static Progress progress(Stored<Upload> upload) {
        return switch (upload.value()) {
            case Receiving it ->
                new Progress(upload.id(), it.offset(), it.about().length(), it.dueAt());
            case Finishing it -> whole(upload.id(), it.about());
            case Done it -> whole(upload.id(), it.about());
            case Ended _, Landing _ -> throw new IllegalStateException("No progress of what is gone");
        };
    }

    private static Progress whole(String id, Upload.About about) {
        return new Progress(id, about.length(), about.length(), null);
    }

    /**
     * Takes a body. It goes on where its connection breaks off: what arrived is kept, unless it came with a checksum.
     *
     * @param offset where the sender says that it begins
     * @param bodyBytes as its header says, or null
     */
    public Mono<Progress> append(
            String ownerId,
            String id,
            long offset,
            Long bodyBytes,
            Optional<Checksum> checksum,
            Flux<DataBuffer> content) {
        var patient =
                content.timeout(BODY_PAUSE_MAX, Flux.error(() -> new AbortedException("Nothing came for too long")));
        return uninterrupted(own(ownerId, id)
                .flatMap(upload -> switch (UploadRules.begin(upload.value(), offset, bodyBytes, clock.instant())) {
                    case Decision.Accepted<Upload>(Upload next, List<PublishedEvent> _) -> uploads.save(upload, next);
                    case Decision.Unchanged<Upload> _ -> Mono.just(upload);
                    case Decision.Rejected<Upload>(Rejection rejection) -> Refused.<Stored<Upload>>mono(rejection);
                })
                .onErrorMap(VersionMoved.class, UploadService::overtaken)
                .onErrorResume(Refused.class, refused -> passed(patient).then(Mono.error(refused)))
                .flatMap(upload -> upload.value() instanceof Receiving
                        ? checksum.map(sum -> takeSummed(upload, sum, patient))
                                .orElseGet(() -> takePieces(upload, patient))
                        : passed(patient).thenReturn(upload))
                .flatMap(upload ->
                        upload.value() instanceof Finishing ? finish(upload).thenReturn(upload) : Mono.just(upload))
                .map(UploadService::progress));
    }

    /** Where it breaks off as well there is nobody left to tell. */
    private static Mono<Void> passed(Flux<DataBuffer> content) {
        return Incoming.swallowed(content).onErrorComplete();
    }

    /** Whose caller has gone goes on: what arrived is to be kept. */
    private static <T> Mono<T> uninterrupted(Mono<T> work) {
        return Mono.defer(() -> Mono.fromFuture(work.toFuture(), true));
    }

    private static Refused overtaken(VersionMoved moved) {
        return new Refused(Rejection.conflict("upload-overtaken"));
    }

    /** A body that must come whole is one piece. */
    private Mono<Stored<Upload>> takeSummed(Stored<Upload> upload, Checksum checksum, Flux<DataBuffer> content) {
        return put(upload, checksum.summed(content))
                .flatMap(stored -> checksum.isRight()
                        ? add(upload, stored)
                        : store.delete(stored.id()).then(Refused.mono(Rejection.checksumWrong("checksum-wrong"))));
    }

    private Mono<Stored<Upload>> takePieces(Stored<Upload> upload, Flux<DataBuffer> content) {
        return Mono.using(
                () -> Pieces.of(content),
                pieces -> takeNext(upload, pieces)
                        .onErrorResume(Refused.class, refused -> passed(pieces.next(Incoming.SWALLOWED_BYTES_MAX))
                                .then(Mono.error(refused))),
                Pieces::close);
    }

    private Mono<Stored<Upload>> takeNext(Stored<Upload> upload, Pieces pieces) {
        return pieces.more().flatMap(more -> {
            if (!more) {
                return Mono.just(upload);
            }
            return switch (upload.value()) {
                case Receiving it
                when it.named() > UploadRules.NAMED_MAX ->
                    Refused.mono(
                            Rejection.ruleBroken("upload-in-too-many-pieces").with("piecesMax", UploadRules.NAMED_MAX));
                case Receiving _ ->
                    put(upload, pieces.next(UploadRules.PIECE_BYTES))
                            .flatMap(stored -> add(upload, stored))
                            .flatMap(next -> takeNext(next, pieces));
                default -> Refused.mono(UploadRules.longerThanSaid(0));
            };
        });
    }

    private Mono<StoredFile> put(Stored<Upload> upload, Flux<DataBuffer> content) {
        var it = (Receiving) upload.value();
        long bytesLeft = it.about().length() - it.offset();
        return store.put(
                        Upload.blobId(upload.id(), it.named()),
                        content,
                        it.about().name(),
                        bytesLeft)
                .onErrorMap(
                        Refused.class,
                        refused -> refused.rejection() instanceof Rejection.TooLarge
                                ? new Refused(UploadRules.longerThanSaid(bytesLeft))
                                : refused);
    }

    /** The piece becomes part of the upload, or goes where another body was begun in the meantime. */
    private Mono<Stored<Upload>> add(Stored<Upload> upload, StoredFile stored) {
        if (stored.bytes() == 0) {
            return store.delete(stored.id()).thenReturn(upload);
        }
        return uploads.save(upload, UploadRules.add((Receiving) upload.value(), stored.bytes(), clock.instant()))
                .onErrorResume(
                        VersionMoved.class, moved -> store.delete(stored.id()).then(Mono.error(overtaken(moved))));
    }

    private Mono<Void> finishAgain(Stored<Upload> upload) {
        return switch (UploadRules.finishAgain((Finishing) upload.value(), clock.instant())) {
            case Decision.Accepted<Upload>(Upload next, List<PublishedEvent> _) ->
                uploads.save(upload, next)
                        .onErrorMap(VersionMoved.class, _ -> finishing())
                        .flatMap(mine -> uninterrupted(finish(mine)));
            case Decision.Unchanged<Upload> _ -> Mono.empty();
            case Decision.Rejected<Upload>(Rejection rejection) -> Refused.mono(rejection);
        };
    }

    /**
     * Makes a file of what is there. Where that is refused, nothing is kept; a failure that may pass is tried again, by whoever asks next or by
     * the job.
     */
    private Mono<Void> finish(Stored<Upload> upload) {
        var it = (Finishing) upload.value();
        return taker.contentOf(upload.id())
                .switchIfEmpty(Mono.defer(() -> makeFile(upload.id(), it)))
                .timeout(FINISHING_TIME_MAX)
                .flatMap(contentId -> clear(upload.id(), it.named(), Optional.of(contentId)))
                .then(Mono.defer(() -> uploads.save(upload, UploadRules.done(it, clock.instant()))))
                .then(Mono.defer(() -> release(it.about().ownerId(), upload.id())))
                .onErrorResume(thrown -> failed(upload, thrown).then(Mono.error(thrown)))
                .onErrorMap(VersionMoved.class, _ -> finishing());
    }

    private static Refused finishing() {
        return new Refused(Rejection.locked("upload-finishing", UploadRules.AGAIN_AFTER));
    }

    private Mono<String> makeFile(String id, Finishing upload) {
        var content = Flux.fromIterable(upload.pieces())
                .concatMap(piece -> store.get(Upload.blobId(id, piece.number()), 0, piece.bytes()), 1);
        return store.put(
                        Upload.blobId(id, upload.named() - 1),
                        content,
                        upload.about().name(),
                        upload.about().length())
                .flatMap(whole -> whole.bytes() == upload.about().length()
                        ? taker.take(id, upload.about(), whole, Upload.blobId(id, upload.named()))
                        : Mono.error(new IllegalStateException("The pieces of upload " + id + " are "
                                + whole.bytes() + " bytes, not "
                                + upload.about().length())));
    }

    private Mono<Void> failed(Stored<Upload> upload, Throwable thrown) {
        if (thrown instanceof VersionMoved) {
            return Mono.empty(); // another finished it
        }
        var it = (Finishing) upload.value();
        boolean forGood = thrown instanceof Refused refused && !(refused.rejection() instanceof Rejection.Unavailable);
        var next = forGood
                ? end(upload, it.about(), it.named())
                : uploads.save(upload, UploadRules.later(it, clock.instant())).then();
        return next.onErrorResume(another -> {
            log.warn("The upload {} is finished when its lease is over: {}", upload.id(), another.toString());
            return Mono.empty();
        });
    }

    /** The owner does not want it any more; refused with {@code upload-complete} where a file was made of it. */
    public Mono<Void> withdraw(String ownerId, String id) {
        return own(ownerId, id)
                .flatMap(found -> uploads.change(id, upload -> UploadRules.withdraw(upload, clock.instant()))
                        .flatMap(ended -> clear(id, ended.value().named(), Optional.empty())
                                .then(release(ownerId, id))));
    }

    private Mono<Void> end(Stored<Upload> upload, Upload.About about, long named) {
        return uploads.save(upload, UploadRules.ended(about, named, clock.instant()))
                .then(Mono.defer(() -> clear(upload.id(), named, Optional.empty())))
                .then(Mono.defer(() -> release(about.ownerId(), upload.id())));
    }

    private Mono<Void> release(String ownerId, String id) {
        return uploads.changeRoom(ownerId, room -> UploadRules.release(room, Set.of(id)));
    }

    private Mono<Void> clear(String id, long named, Optional<String> but) {
        return Flux.range(1, Math.toIntExact(named))
                .map(number -> Upload.blobId(id, number))
                .filter(blobId -> !but.equals(Optional.of(blobId)))
                .flatMap(store::delete, DELETES_AT_ONCE)
                .then();
    }

    /** Stores a file that comes in one body, under one of two contents' ids, and has a document name it. */
    public interface Command<T> {
        Mono<T> with(String contentId, String plainId);
    }

    /**
     * Carries out a command that stores contents and then has a document name one of them. Where the process ends in between, the job
     * removes what no document names.
     *
     * @param fileId of that document
     */
    public <T> Mono<T> landing(String ownerId, String fileId, Command<T> command) {
        var id = Ids.next();
        var landing = new Landing(ownerId, fileId, 2, clock.instant().plus(UploadRules.LANDING_MAX));
        return uploads.create(id, landing).flatMap(noted -> command.with(Upload.blobId(id, 1), Upload.blobId(id, 2))
                .timeout(LANDING_TIME_MAX)
                .flatMap(done -> uploads.delete(noted).thenReturn(done))
                .onErrorResume(Refused.class, refused -> uploads.delete(noted).then(Mono.error(refused))));
    }

    /** Ends what is due at this instant, as much as fits into one look: whoever comes first. */
    public Mono<Void> endDue(Instant at) {
        return uploads.due(at, DUE_BATCH_MAX)
                .concatMap(due -> endOne(due, at)
                        .onErrorResume(VersionMoved.class, _ -> Mono.empty()) // another replica was faster
                        .onErrorResume(thrown -> {
                            log.warn("The upload {} is ended at the next look: {}", due.id(), thrown.toString());
                            return Mono.empty();
                        }))
                .then();
    }

    private Mono<Void> endOne(Stored<Upload> due, Instant at) {
        return switch (due.value()) {
            case Receiving it -> end(due, it.about(), it.named());
            case Finishing it when UploadRules.isHopeless(it, at) -> end(due, it.about(), it.named());
            case Finishing _ -> finishAgain(due);
            case Done _ -> uploads.delete(due);
            case Ended it ->
                clear(due.id(), it.named(), Optional.empty())
                        .then(release(it.ownerId(), due.id()))
                        .then(uploads.delete(due));
            case Landing it ->
                taker.contentOf(it.fileId())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .flatMap(named -> clear(due.id(), it.named(), named))
                        .then(uploads.delete(due));
        };
    }
}
