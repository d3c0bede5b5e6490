package io.airclass.kit.http;

import io.airclass.kit.files.Incoming;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bodies that are needed in one piece. */
public final class Bodies {
    private Bodies() {}

    /**
     * The body; refused with {@code file-too-large} where it has more than so many bytes. What is too much passes by unread, up to a limit: a
     * connection that is cut keeps the sender from reading why.
     */
    public static Mono<byte[]> whole(Flux<DataBuffer> body, int bytesMax) {
        return Mono.defer(() -> {
            var passed = new AtomicLong();
            Mono<DataBuffer> tooLarge =
                    Refused.mono(Rejection.tooLarge("file-too-large").with("bytesMax", bytesMax));
            return DataBufferUtils.join(body.concatMap(piece -> {
                                long now = passed.addAndGet(piece.readableByteCount());
                                if (now <= bytesMax) {
                                    return Mono.just(piece);
                                }
                                DataBufferUtils.release(piece);
                                return now > bytesMax + Incoming.SWALLOWED_BYTES_MAX ? tooLarge : Mono.empty();
                            })
                            .concatWith(Mono.defer(() -> passed.get() > bytesMax ? tooLarge : Mono.empty())))
                    .map(Bodies::bytes)
                    .defaultIfEmpty(new byte[0]);
        });
    }

    private static byte[] bytes(DataBuffer joined) {
        var bytes = new byte[joined.readableByteCount()];
        joined.read(bytes);
        DataBufferUtils.release(joined);
        return bytes;
    }
}
