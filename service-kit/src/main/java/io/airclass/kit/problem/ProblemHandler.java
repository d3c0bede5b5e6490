package io.airclass.kit.problem;

import io.airclass.kit.uploads.Tus;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every error that reaches the edge, from controllers, filters and security alike, leaves here as one problem+json and
 * at most one log line.
 */
@Order(-2)
public final class ProblemHandler
        implements WebExceptionHandler, ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {
    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final ProblemTexts texts;
    private final JsonMapper json;

    public ProblemHandler(ProblemTexts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    /** One line for an error that comes after its request was given up, none when the caller hung up. */
    public static void dropped(Throwable thrown) {
        if (!RejectionOf.isConnectionLost(thrown)) {
            log.warn("An error came too late for its request: {}", thrown.toString());
        }
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable thrown) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(thrown);
        }
        var rejection = RejectionOf.exception(thrown);
        logOnce(exchange, rejection, thrown);
        return write(exchange, rejection);
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException thrown) {
        return handle(exchange, thrown);
    }

    @Override
    public Mono<Void> handle(
            ServerWebExchange exchange, org.springframework.security.access.AccessDeniedException thrown) {
        return handle(exchange, (Throwable) thrown);
    }

    /** Writes one refusal as the answer. */
    public Mono<Void> write(ServerWebExchange exchange, Rejection rejection) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(rejection.status()));
        var headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        switch (rejection) {
            case Rejection.Unavailable r -> retryAfter(headers, r.retryAfter());
            case Rejection.TooMany r -> retryAfter(headers, r.retryAfter());
            case Rejection.Locked r -> retryAfter(headers, r.retryAfter());
            case Rejection.Unauthenticated r ->
                headers.set(
                        HttpHeaders.WWW_AUTHENTICATE,
                        r.slug().equals("token-invalid") ? "Bearer error=\"invalid_token\"" : "Bearer");
            case Rejection.TooLarge _, Rejection.UnsupportedType _
            when isUpload(exchange) -> headers.setConnection("close");
            default -> {}
        }
        if (isUploadInPieces(exchange)) {
            headers.setConnection("close");
        }
        var locale = ProblemTexts.choose(exchange.getRequest().getHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE));
        headers.setContentLanguage(locale);
        var body = json.writeValueAsBytes(Problem.of(rejection, texts, locale, traceId(exchange)));
        headers.setContentLength(body.length);
        return response.writeWith(Mono.just(response.bufferFactory().wrap(body)));
    }

    /**
     * Whether the body comes in parts. The rest of a refused upload is not read, so its connection ends and who asks
     * is told to take another one; what is left of any other body is small and is drained.
     */
    private static boolean isUpload(ServerWebExchange exchange) {
        var type = exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
        return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
    }

    /** The same for a body of tus, whatever it is refused for: it may be as large as a file. */
    private static boolean isUploadInPieces(ServerWebExchange exchange) {
        return Tus.CONTENT_TYPE.equalsIgnoreCase(
                exchange.getRequest().getHeaders().getFirst(HttpHeaders.CONTENT_TYPE));
    }

    private static void retryAfter(HttpHeaders headers, Duration wait) {
        headers.set(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, wait.toSeconds())));
    }

    private static void logOnce(ServerWebExchange exchange, Rejection rejection, Throwable thrown) {
        var request = exchange.getRequest();
        var path = request.getPath().pathWithinApplication().value();
        switch (rejection) {
            case Rejection.Broken _ ->
                log.error("{} {} failed, trace {}", request.getMethod(), path, traceId(exchange), thrown);
            case Rejection.Unavailable r ->
                log.warn("{} {} answered 503 {}: {}", request.getMethod(), path, r.slug(), thrown.toString());
            default -> log.debug("{} {} refused: {}", request.getMethod(), path, rejection.slug());
        }
    }

    private static String traceId(ServerWebExchange exchange) {
        return Optional.ofNullable(exchange.getRequest().getHeaders().getFirst("traceparent"))
                .filter(header -> header.length() == 55)
                .map(header -> header.substring(3, 35))
                .orElse(null);
    }
}
