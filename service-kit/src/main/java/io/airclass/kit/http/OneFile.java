package io.airclass.kit.http;

import io.airclass.kit.files.Incoming;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A multipart body that is one file; content passes through piece by piece. */
public final class OneFile {
    /** Room for the multipart headers around a file of the largest size. */
    private static final long ENVELOPE_BYTES_MAX = 16 * 1024;

    private OneFile() {}

    /** Takes the file of a body. */
    public interface Taking<T> {
        Mono<T> take(String fileName, Flux<DataBuffer> content);
    }

    /**
     * What {@code taking} makes of the one file; refused with {@code file-missing}, {@code one-file-only} or, where the
     * header says so already, {@code file-too-large}.
     *
     * @param bodyBytes as Content-Length says, or null
     * @param bytesMax of the file
     */
    public static <T> Mono<T> of(Flux<PartEvent> parts, Long bodyBytes, long bytesMax, Taking<T> taking) {
        if (bodyBytes != null && bodyBytes > bytesMax + ENVELOPE_BYTES_MAX) {
            return Refused.mono(Rejection.tooLarge("file-too-large").with("bytesMax", bytesMax));
        }
        return parts.switchOnFirst((first, all) -> switch (first.get()) {
                    case FilePartEvent file -> taking.take(file.filename(), contentOfOne(all));
                    case null, default ->
                        Incoming.swallowed(all.map(PartEvent::content))
                                .then(Refused.<T>mono(Rejection.invalid("file-missing")));
                })
                .single();
    }

    /** The content of the first part. Further parts pass by unread and are then refused, and nothing is kept. */
    private static Flux<DataBuffer> contentOfOne(Flux<PartEvent> events) {
        return Flux.defer(() -> {
            var ended = new AtomicBoolean();
            var further = new AtomicBoolean();
            var furtherBytes = new AtomicLong();
            Rejection oneOnly = Rejection.invalid("one-file-only");
            return events.<DataBuffer>handle((event, sink) -> {
                        var content = event.content();
                        if (!ended.get()) {
                            ended.set(event.isLast());
                            sink.next(content);
                            return;
                        }
                        further.set(true);
                        long passed = furtherBytes.addAndGet(content.readableByteCount());
                        DataBufferUtils.release(content);
                        if (passed > Incoming.SWALLOWED_BYTES_MAX) {
                            sink.error(new Refused(oneOnly));
                        }
                    })
                    .concatWith(Mono.defer(() -> further.get() ? Refused.mono(oneOnly) : Mono.empty()));
        });
    }
}
