package io.airclass.homework.file;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.FileAnswers;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.OneFile;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
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
        var idByKey = Optional.ofNullable(key).map(given -> IdempotencyKey.of(caller, given, "file", new byte[0])
                .id());
        return OneFile.of(
                        parts,
                        bodyBytes,
                        service.bytesMax(),
                        (fileName, content) -> service.take(caller, fileName, content, idByKey))
                .map(stored -> ResponseEntity.created(URI.create("/api/files/" + stored.id()))
                        .body(FileView.of(stored)));
    }

    @GetMapping("/api/files/{id}")
    Mono<ResponseEntity<Flux<DataBuffer>>> download(
            Caller caller,
            @PathVariable String id,
            @RequestHeader(name = HttpHeaders.RANGE, required = false) String range) {
        return service.see(caller, id).map(stored -> {
            var file = stored.value();
            return FileAnswers.of(service.content(), file.content(), file.name(), range);
        });
    }

    /** A small picture of a picture; it never changes. */
    @GetMapping("/api/files/{id}/preview")
    Mono<ResponseEntity<byte[]>> preview(Caller caller, @PathVariable String id) {
        return service.preview(caller, id).map(small -> ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .header("X-Content-Type-Options", "nosniff")
                .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
                .body(small));
    }
}
