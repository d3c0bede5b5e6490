package io.airclass.homework.upload;

import io.airclass.homework.file.FileRules;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.uploads.Checksum;
import io.airclass.kit.uploads.Tus;
import io.airclass.kit.uploads.UploadService;
import io.airclass.kit.uploads.UploadService.Progress;
import java.net.URI;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploads in pieces over HTTP, as tus 1.0.0 says; an upload that is complete is the file of the same id. */
@RestController
class UploadController {
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final UploadService uploads;

    UploadController(UploadService uploads) {
        this.uploads = uploads;
    }

    @RequestMapping(path = "/api/uploads", method = RequestMethod.OPTIONS)
    ResponseEntity<Void> options() {
        return ResponseEntity.noContent()
                .header(Tus.RESUMABLE, Tus.VERSION)
                .header(Tus.VERSIONS, Tus.VERSION)
                .header(Tus.EXTENSION, Tus.EXTENSIONS)
                .header(Tus.MAX_SIZE, String.valueOf(uploads.bytesMax()))
                .header(Tus.CHECKSUM_ALGORITHM, Tus.CHECKSUMS)
                .build();
    }

    /** Announces an upload; the first bytes of it may come with the announcement. */
    @PostMapping("/api/uploads")
    Mono<ResponseEntity<Void>> announce(Caller caller, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return refusable(exchange, () -> {
            if (!FileRules.mayUpload(caller)) {
                throw new Refused(Rejection.forbidden("upload-not-allowed"));
            }
            var headers = request.getHeaders();
            long length = Tus.bytes(Tus.UPLOAD_LENGTH, headers.getFirst(Tus.UPLOAD_LENGTH));
            var name = Tus.metadata(headers.getFirst(Tus.UPLOAD_METADATA)).get("filename");
            boolean withContent = isContent(request);
            var checksum = Checksum.of(headers.getFirst(Tus.UPLOAD_CHECKSUM));
            return uploads.announce(caller.personId(), name, length)
                    .flatMap(announced ->
                            withContent ? appendFirst(caller, request, announced, checksum) : Mono.just(announced))
                    .map(progress -> told(ResponseEntity.created(URI.create("/api/uploads/" + progress.id())), progress)
                            .build());
        });
    }

    /** Who is refused here never learns where the upload is: it goes again. */
    private Mono<Progress> appendFirst(
            Caller caller, ServerHttpRequest request, Progress announced, Optional<Checksum> checksum) {
        return append(caller, announced.id(), 0, request, checksum)
                .onErrorResume(Refused.class, refused -> uploads.withdraw(caller.personId(), announced.id())
                        .onErrorResume(Refused.class, _ -> Mono.empty()) // refused as a whole: it is gone already
                        .then(Mono.error(refused)));
    }

    @RequestMapping(path = "/api/uploads/{id}", method = RequestMethod.HEAD)
    Mono<ResponseEntity<Void>> look(Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return refusable(
                exchange, () -> uploads.look(caller.personId(), id).map(progress -> told(ResponseEntity.ok(), progress)
                        .header(Tus.UPLOAD_LENGTH, String.valueOf(progress.length()))
                        .cacheControl(CacheControl.noStore())
                        .build()));
    }

    @PatchMapping("/api/uploads/{id}")
    Mono<ResponseEntity<Void>> append(Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        var request = exchange.getRequest();
        return refusable(exchange, () -> {
            if (!isContent(request)) {
                throw new Refused(Rejection.unsupportedType("content-type-not-taken"));
            }
            var headers = request.getHeaders();
            long offset = Tus.bytes(Tus.UPLOAD_OFFSET, headers.getFirst(Tus.UPLOAD_OFFSET));
            var checksum = Checksum.of(headers.getFirst(Tus.UPLOAD_CHECKSUM));
            return append(caller, id, offset, request, checksum)
                    .map(progress -> told(ResponseEntity.status(HttpStatus.NO_CONTENT), progress)
                            .build());
        });
    }

    private Mono<Progress> append(
            Caller caller, String id, long offset, ServerHttpRequest request, Optional<Checksum> checksum) {
        long bodyBytes = request.getHeaders().getContentLength();
        return uploads.append(
                caller.personId(), id, offset, bodyBytes < 0 ? null : bodyBytes, checksum, request.getBody());
    }

    @DeleteMapping("/api/uploads/{id}")
    Mono<ResponseEntity<Void>> withdraw(Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        return refusable(exchange, () -> uploads.withdraw(caller.personId(), id)
                .thenReturn(ResponseEntity.noContent().build()));
    }

    /** From a client that cannot say PATCH, DELETE or HEAD, which says in a header what it means. */
    @PostMapping("/api/uploads/{id}")
    Mono<ResponseEntity<Void>> meant(Caller caller, @PathVariable String id, ServerWebExchange exchange) {
        var method = exchange.getRequest().getHeaders().getFirst(Tus.METHOD_OVERRIDE);
        return switch (method) {
            case "PATCH" -> append(caller, id, exchange);
            case "DELETE" -> withdraw(caller, id, exchange);
            case "HEAD" -> look(caller, id, exchange);
            case null, default ->
                refusable(
                        exchange,
                        () -> Refused.mono(
                                Rejection.methodNotAllowed("method-not-allowed").with("method", "POST")));
        };
    }

    private static boolean isContent(ServerHttpRequest request) {
        return Tus.CONTENT_TYPE.equalsIgnoreCase(request.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
    }

    private interface Work<T> {
        Mono<T> begin();
    }

    /** Every answer says which version is spoken, and what is refused before its body is read lets some of it pass. */
    private static <T> Mono<T> refusable(ServerWebExchange exchange, Work<T> work) {
        var headers = exchange.getRequest().getHeaders();
        exchange.getResponse().getHeaders().set(Tus.RESUMABLE, Tus.VERSION);
        try {
            Tus.checkVersion(headers.getFirst(Tus.RESUMABLE));
            return work.begin();
        } catch (Refused refused) {
            if (refused.rejection() instanceof Rejection.Stale) {
                exchange.getResponse().getHeaders().set(Tus.VERSIONS, Tus.VERSION);
            }
            Flux<DataBuffer> body = exchange.getRequest().getBody();
            return Incoming.swallowed(body).then(Mono.error(refused));
        }
    }

    private static <B extends ResponseEntity.HeadersBuilder<?>> B told(B answer, Progress progress) {
        answer.header(Tus.UPLOAD_OFFSET, String.valueOf(progress.offset()));
        if (progress.expiresAt() != null) {
            answer.header(Tus.UPLOAD_EXPIRES, HTTP_DATE.format(progress.expiresAt()));
        }
        return answer;
    }
}
