package io.airclass.roster.personal;

import io.airclass.kit.files.FileStore;
import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A stored file that its key sealed, read in the clear.
 *
 * @param bytes in the clear
 */
public record SealedFile(FileStore files, String id, long bytes, FileKey key) {

    /** Bytes {@code from} to {@code from + length}, within the file; in memory there is one piece of it at a time. */
    public Flux<DataBuffer> read(long from, long length) {
        if (length == 0) {
            return Flux.empty();
        }
        int first = Math.toIntExact(from / FileKey.PIECE_BYTES);
        int last = Math.toIntExact((from + length - 1) / FileKey.PIECE_BYTES);
        return Flux.range(first, last - first + 1).concatMap(piece -> piece(piece, from, length), 1);
    }

    private Mono<DataBuffer> piece(long piece, long from, long length) {
        long place = FileKey.placeOf(piece);
        long end = Math.min(FileKey.placeOf(piece + 1), FileKey.sealedBytes(bytes));
        return DataBufferUtils.join(files.get(id, place, end - place)).map(secret -> {
            var content = new byte[secret.readableByteCount()];
            secret.read(content);
            DataBufferUtils.release(secret);
            byte[] plain = key.open(piece, content);
            long start = piece * FileKey.PIECE_BYTES;
            int skipped = (int) Math.max(from - start, 0);
            int until = (int) Math.min(from + length - start, plain.length);
            return DefaultDataBufferFactory.sharedInstance.wrap(Arrays.copyOfRange(plain, skipped, until));
        });
    }
}
