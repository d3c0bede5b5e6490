package io.airclass.kit.files;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Puts in place of a stored picture the same without what was written beside it ({@link PlainPicture}). A picture is in memory for that, twice:
 * all together take no more than a stated room, and who finds none is told to come again.
 */
public final class Pictures {
    /** Of one picture. */
    public static final long BYTES_MAX = 20L * 1024 * 1024;

    /** Of one picture, as it says. */
    public static final long PIXELS_MAX = 120_000_000;

    /** Of one picture, as it says. */
    static final int SIDE_MAX = 20_000;

    /** A small picture is less, whatever it shows. */
    private static final long SMALL_BYTES_MAX = 2L * 1024 * 1024;

    /** What is decoded takes so many MiB at most, beside the picture itself. */
    private static final int DECODING = 16;

    /** In MiB. */
    private static final int ROOM = 48;

    private static final long MEBI = 1024 * 1024;
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(1);

    private final FileStore store;
    private final Scheduler blocking;
    private final Semaphore room = new Semaphore(ROOM);

    public Pictures(FileStore store, Scheduler blocking) {
        this.store = store;
        this.blocking = blocking;
    }

    /**
     * The plain picture, under an id of its own; the one that came is gone. Refused with {@code picture-broken} where it is not whole, with
     * {@code file-too-large}, {@code picture-too-many-pixels}, or with {@code pictures-busy}; then nothing is kept.
     *
     * @param stored of one of the types of {@link PlainPicture#TYPES}
     * @param name what the sender called it
     */
    public Mono<StoredFile> plain(StoredFile stored, String name) {
        return plain(stored, name, Ids.next());
    }

    /**
     * The same under an id that the caller says.
     *
     * @param id under which nothing is stored yet
     */
    public Mono<StoredFile> plain(StoredFile stored, String name, String id) {
        return withRoom(stored, 0, Mono.defer(() -> made(stored, name, id)))
                .flatMap(plain -> store.delete(stored.id()).thenReturn(plain))
                .onErrorResume(thrown -> store.delete(stored.id()).then(Mono.error(thrown)));
    }

    /**
     * A small JPEG of a stored picture, made when it is asked for first, and kept beside it under {@link #smallId}. Refused with
     * {@code picture-without-preview} where there can be none, or with {@code pictures-busy}.
     */
    public Mono<byte[]> small(StoredFile stored) {
        if (!PlainPicture.TYPES.contains(stored.type()) || stored.bytes() > BYTES_MAX) {
            return Refused.mono(Rejection.notFound("picture-without-preview"));
        }
        return whole(smallId(stored.id()), SMALL_BYTES_MAX)
                .onErrorResume(Refused.class, _ -> withRoom(stored, DECODING, Mono.defer(() -> madeSmall(stored))));
    }

    /** What goes when the picture goes. */
    public static String smallId(String id) {
        return id + "-s";
    }

    private Mono<byte[]> madeSmall(StoredFile stored) {
        return whole(stored.id(), stored.bytes()).publishOn(blocking).flatMap(picture -> SmallPicture.of(
                        picture, stored.type())
                .map(small -> store.put(smallId(stored.id()), content(small), "small.jpg", SMALL_BYTES_MAX)
                        .thenReturn(small))
                .orElseGet(() -> Refused.mono(Rejection.notFound("picture-without-preview"))));
    }

    private Mono<byte[]> whole(String id, long bytes) {
        return DataBufferUtils.join(store.get(id, 0, bytes)).map(Pictures::bytes);
    }

    private <T> Mono<T> withRoom(StoredFile stored, int more, Mono<T> making) {
        if (stored.bytes() > BYTES_MAX) {
            return Refused.mono(Rejection.tooLarge("file-too-large").with("bytesMax", BYTES_MAX));
        }
        int needed = Math.min(ROOM, more + (int) (2 * (stored.bytes() / MEBI + 1)));
        return Mono.defer(() -> room.tryAcquire(needed)
                ? making.doFinally(_ -> room.release(needed))
                : Refused.mono(Rejection.unavailable("pictures-busy", AGAIN_AFTER)));
    }

    private Mono<StoredFile> made(StoredFile stored, String name, String id) {
        return whole(stored.id(), stored.bytes())
                .publishOn(blocking)
                .doOnNext(picture -> PictureSize.of(picture, stored.type()).ifPresent(Pictures::checkSize))
                .flatMap(picture -> PlainPicture.of(picture, stored.type())
                        .map(plain -> store.put(id, content(plain), name, BYTES_MAX))
                        .orElseGet(() -> Refused.mono(Rejection.ruleBroken("picture-broken"))));
    }

    private static void checkSize(PictureSize size) {
        if (size.pixels() > PIXELS_MAX || Math.max(size.width(), size.height()) > SIDE_MAX) {
            throw new Refused(Rejection.ruleBroken("picture-too-many-pixels")
                    .with("pixelsMax", PIXELS_MAX)
                    .with("sideMax", SIDE_MAX));
        }
    }

    private static byte[] bytes(DataBuffer joined) {
        var bytes = new byte[joined.readableByteCount()];
        joined.read(bytes);
        DataBufferUtils.release(joined);
        return bytes;
    }

    private static Flux<DataBuffer> content(byte[] bytes) {
        return Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(bytes)));
    }
}
