package io.airclass.homework.file;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files over HTTP; content passes through piece by piece. */
@RestController
class FileController {
    /** Room for the multipart headers around a file of the largest size. */
    private static final long ENVELOPE_BYTES_MAX = 16 * 1024;

    private final FileService service;

    FileController(FileService service) {
        this.service = service;
    }

    @PostMapping(path = "/api/files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    Mono<ResponseEntity<FileView>> upload(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, required = false) Long bodyBytes,
            @RequestBody Flux<PartEvent> parts) {
        if (bodyBytes != null && bodyBytes > service.bytesMax() + ENVELOPE_BYTES_MAX) {
            return Refused.mono(Rejection.tooLarge("file-too-large").with("bytesMax", service.bytesMax()));
        }
        var idByKey = Optional.ofNullable(key).map(given -> IdempotencyKey.of(caller, given, "file", new byte[0])
                .id());
        return parts.switchOnFirst((first, all) -> switch (first.get()) {
                    case FilePartEvent file -> service.take(caller, file.filename(), contentOfOne(all), idByKey);
                    case null, default ->
                        FileService.swallowed(all.map(PartEvent::content))
                                .then(Refused.<Stored<HomeworkFile>>mono(Rejection.invalid("file-missing")));
                })
                .single()
                .map(stored -> ResponseEntity.created(URI.create("/api/files/" + stored.id()))
                        .body(FileView.of(stored)));
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
                        if (passed > FileService.SWALLOWED_BYTES_MAX) {
                            sink.error(new Refused(oneOnly));
                        }
                    })
                    .concatWith(Mono.defer(() -> further.get() ? Refused.mono(oneOnly) : Mono.empty()));
        });
    }

    @GetMapping("/api/files/{id}")
    Mono<ResponseEntity<Flux<DataBuffer>>> download(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return service.see(caller, id).map(stored -> {
            var file = stored.value();
            var content = new StoredFile(file.blobId(), file.bytes(), file.sha256(), file.type());
            return FileAnswers.of(service.content(), content, file.name(), range);
        });
    }
}
