package io.airclass.schedule.upload;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.OneFile;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploads over HTTP; content passes through piece by piece. */
@RestController
class UploadController {
    private final UploadService service;

    UploadController(UploadService service) {
        this.service = service;
    }

    /** @param size in bytes */
    record UploadView(String id, String name, String type, long size, String sha256) {
        static UploadView of(Stored<Upload> stored) {
            var upload = stored.value();
            return new UploadView(stored.id(), upload.name(), upload.type(), upload.bytes(), upload.sha256());
        }
    }

    @PostMapping(path = "/api/schedule-files", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    Mono<UploadView> upload(
            Caller caller,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) String key,
            @RequestHeader(name = HttpHeaders.CONTENT_LENGTH, required = false) Long bodyBytes,
            @RequestBody Flux<PartEvent> parts) {
        var idByKey = Optional.ofNullable(key)
                .map(given -> IdempotencyKey.of(caller, given, "schedule-file", new byte[0])
                        .id());
        return OneFile.of(
                        parts,
                        bodyBytes,
                        service.bytesMax(caller),
                        (fileName, content) -> service.take(caller, fileName, content, idByKey))
                .map(UploadView::of);
    }
}
