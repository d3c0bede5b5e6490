package io.airclass.kit.files;

import java.time.Instant;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where files are kept. Content passes through as a stream; a file is there whole or not at all. */
public interface FileStore {

    /**
     * Stores a file, over one of the same id.
     *
     * @param id 1 to 64 of {@code A-Z a-z 0-9 -}, chosen by us
     * @param fileName what the sender called it; a hint for the type, nothing else
     * @param bytesMax refused with {@code file-too-large} beyond it, and nothing is kept
     */
    Mono<StoredFile> put(String id, Flux<DataBuffer> content, String fileName, long bytesMax);

    /** Bytes {@code from} to {@code from + length} of a file; refused with {@code not-found} when there is none. */
    Flux<DataBuffer> get(String id, long from, long length);

    /** Removes a file; nothing happens when there is none. */
    Mono<Void> delete(String id);

    /** Removes what was half-written before this instant by a process that ended in the middle. */
    Mono<Void> tidy(Instant before);
}
