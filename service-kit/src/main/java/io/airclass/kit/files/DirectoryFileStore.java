package io.airclass.kit.files;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.tika.Tika;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Files in a directory of this machine, 65,536 folders deep enough for millions. A file is written in a folder of its
 * own, synced, and moved to its place in one step.
 */
public final class DirectoryFileStore implements FileStore {
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,64}");
    /** Where files are until they are whole; no folder of finished ones is called so. */
    private static final String COMING = "coming";

    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final int HEAD_BYTES = 64 * 1024;
    private static final int CHUNK_BYTES = 32 * 1024;
    /** So many pieces of one upload wait in memory for the disk. */
    private static final int CHUNKS_AHEAD_MAX = 16;

    private final Path directory;
    private final Scheduler blocking;
    private final Tika tika = new Tika();

    /** @param blocking where waiting for the disk is allowed, bounded */
    public DirectoryFileStore(Path directory, Scheduler blocking) {
        this.directory = directory.toAbsolutePath();
        this.blocking = blocking;
    }

    @Override
    public Mono<StoredFile> put(String id, Flux<DataBuffer> content, String fileName, long bytesMax) {
        return Mono.using(
                () -> new Writing(place(id), bytesMax),
                writing ->
                        content.hide() // fused operators do not give back the buffers that wait when a file is cut off
                                .publishOn(blocking, CHUNKS_AHEAD_MAX)
                                .doOnNext(writing::take)
                                .map(_ -> true) // who answers with what comes of this may give back what is passed over
                                .doOnDiscard(DataBuffer.class, DataBufferUtils::release)
                                .then(Mono.fromCallable(() -> writing.finish(id, fileName))
                                        .subscribeOn(blocking)),
                Writing::close);
    }

    @Override
    public Flux<DataBuffer> get(String id, long from, long length) {
        var path = place(id);
        return Mono.fromCallable(
                        () -> FileChannel.open(path, StandardOpenOption.READ).position(from))
                .subscribeOn(blocking)
                .onErrorMap(NoSuchFileException.class, _ -> new Refused(Rejection.notFound("not-found")))
                .flatMapMany(channel -> DataBufferUtils.takeUntilByteCount(
                        DataBufferUtils.readByteChannel(
                                        () -> channel, DefaultDataBufferFactory.sharedInstance, CHUNK_BYTES)
                                .subscribeOn(blocking),
                        length));
    }

    @Override
    public Mono<Void> delete(String id) {
        return Mono.fromCallable(() -> Files.deleteIfExists(place(id)))
                .subscribeOn(blocking)
                .then();
    }

    @Override
    public Mono<Void> tidy(Instant before) {
        return Mono.<Void>fromCallable(() -> {
                    removeParts(before);
                    return null;
                })
                .subscribeOn(blocking);
    }

    private void removeParts(Instant before) throws IOException {
        var coming = directory.resolve(COMING);
        if (Files.notExists(coming)) {
            return;
        }
        try (var parts = Files.newDirectoryStream(coming)) {
            for (var part : parts) {
                try {
                    if (Files.getLastModifiedTime(part).toInstant().isBefore(before)) {
                        Files.deleteIfExists(part);
                    }
                } catch (NoSuchFileException _) {
                    continue; // moved to its place, or removed by another replica
                }
            }
        }
    }

    private Path place(String id) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("Not a file id");
        }
        int hash = id.hashCode();
        return directory
                .resolve(String.format("%02x", (hash >>> 8) & 0xff))
                .resolve(String.format("%02x", hash & 0xff))
                .resolve(id);
    }

    /** One file on its way to the disk. */
    private final class Writing implements AutoCloseable {
        private final Path place;
        private final Path part;
        private final long bytesMax;
        private final MessageDigest sha256;
        private final byte[] head = new byte[HEAD_BYTES];
        private FileChannel channel;
        private long bytes;
        private boolean closed;

        Writing(Path place, long bytesMax) throws NoSuchAlgorithmException {
            this.place = place;
            this.part = directory.resolve(COMING).resolve(place.getFileName() + "." + UUID.randomUUID() + ".part");
            this.bytesMax = bytesMax;
            this.sha256 = MessageDigest.getInstance("SHA-256");
        }

        /** After a cancellation, which another thread may bring at any moment, a piece on its way is let fall. */
        synchronized void take(DataBuffer buffer) {
            if (closed) {
                DataBufferUtils.release(buffer);
                return;
            }
            try (var each = buffer.readableByteBuffers()) {
                while (each.hasNext()) {
                    write(each.next());
                }
            } catch (ClosedByInterruptException cancelled) {
                closed = true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                DataBufferUtils.release(buffer);
            }
        }

        private void write(ByteBuffer content) throws IOException {
            if (bytes + content.remaining() > bytesMax) {
                throw new Refused(Rejection.tooLarge("file-too-large").with("bytesMax", bytesMax));
            }
            if (bytes < HEAD_BYTES) {
                int known = (int) Math.min(content.remaining(), HEAD_BYTES - bytes);
                content.duplicate().get(head, (int) bytes, known);
            }
            sha256.update(content.duplicate());
            bytes += content.remaining();
            open();
            while (content.hasRemaining()) {
                channel.write(content);
            }
        }

        private void open() throws IOException {
            if (channel == null) {
                Files.createDirectories(part.getParent());
                channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            }
        }

        /** Null after a cancellation; one that comes later finds the file in its place. */
        StoredFile finish(String id, String fileName) throws IOException {
            if (!settle()) {
                return null;
            }
            var type = tika.detect(Arrays.copyOf(head, (int) Math.min(bytes, HEAD_BYTES)), fileName);
            return new StoredFile(id, bytes, HexFormat.of().formatHex(sha256.digest()), type);
        }

        private boolean settle() throws IOException {
            synchronized (this) {
                if (closed) {
                    return false;
                }
                open();
            }
            channel.force(true);
            channel.close();
            synchronized (this) {
                if (!closed) {
                    boolean made = !Files.isDirectory(place.getParent());
                    Files.createDirectories(place.getParent());
                    Files.move(part, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                    sync(place.getParent());
                    if (made) {
                        sync(place.getParent().getParent());
                    }
                }
                return !closed;
            }
        }

        /** So that a power failure does not take the name back; only where a directory can be opened, as on Linux. */
        private static void sync(Path directory) throws IOException {
            if (POSIX) {
                try (var opened = FileChannel.open(directory, StandardOpenOption.READ)) {
                    opened.force(true);
                }
            }
        }

        /** Leaves nothing behind of a file that did not arrive whole. */
        @Override
        public synchronized void close() {
            closed = true;
            try {
                if (channel != null) {
                    channel.close();
                    Files.deleteIfExists(part);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
