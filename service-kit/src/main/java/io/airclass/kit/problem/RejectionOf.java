package io.airclass.kit.problem;

import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import org.springframework.web.util.DisconnectedClientHelper;
import tools.jackson.databind.DatabindException;

/** Which refusal an exception of the libraries means; one that nobody expected is a bug and is called so. */
final class RejectionOf {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private RejectionOf() {}

    static Rejection exception(Throwable thrown) {
        return switch (thrown) {
            case Refused refused -> refused.rejection();
            case WebExchangeBindException invalid -> Rejection.invalid("invalid-fields", fieldErrors(invalid));
            case DataBufferLimitException _ -> Rejection.tooLarge("body-too-large");
            case ContentTooLargeException _ -> Rejection.tooLarge("body-too-large");
            case MissingRequestValueException missing ->
                Rejection.invalid(
                        "value-missing",
                        new FieldError(missing.getName(), "missing", missing.getLabel() + " is missing"));
            case ServerWebInputException input -> unreadable(input);
            case DecodingException decoding -> unreadable(decoding);
            case UnsupportedMediaTypeStatusException _ -> Rejection.unsupportedType("content-type-not-taken");
            case NotAcceptableStatusException _ -> Rejection.notAcceptable("not-acceptable");
            case MethodNotAllowedException method ->
                Rejection.methodNotAllowed("method-not-allowed").with("method", method.getHttpMethod());
            case ServerErrorException blank when isPathVariable(blank) -> Rejection.invalid("malformed-request");
            case ResponseStatusException status -> ofStatus(status);
            case AuthenticationServiceException _ -> Rejection.unavailable("issuer-unavailable", RETRY_AFTER);
            case JwtDecoderInitializationException _ -> Rejection.unavailable("issuer-unavailable", RETRY_AFTER);
            case AuthenticationException authentication -> unauthenticated(authentication);
            case AccessDeniedException _ -> Rejection.forbidden("forbidden");
            case MongoWriteException _ -> broken();
            case MongoException mongo
            when databaseIsAway(mongo) -> Rejection.unavailable("database-unavailable", RETRY_AFTER);
            case Throwable lost
            when isConnectionLost(lost) -> Rejection.unavailable("service-unavailable", RETRY_AFTER);
            default -> broken();
        };
    }

    /** One of blanks, which is nothing once it is read as a date or as one of some words; Spring takes that for a fault of ours. */
    private static boolean isPathVariable(ServerErrorException thrown) {
        return thrown.getMethodParameter() != null
                && thrown.getMethodParameter().hasParameterAnnotation(PathVariable.class);
    }

    /** The caller hung up, most likely: then nobody reads the answer, and it is no bug of ours. */
    static boolean isConnectionLost(Throwable thrown) {
        return DisconnectedClientHelper.isClientDisconnectedException(thrown);
    }

    private static Rejection broken() {
        return Rejection.broken("internal-error");
    }

    private static Rejection ofStatus(ResponseStatusException thrown) {
        return switch (thrown.getStatusCode().value()) {
            case 404 -> Rejection.notFound("not-found");
            case 400 -> Rejection.invalid("malformed-request");
            case 413 -> Rejection.tooLarge("body-too-large");
            case 415 -> Rejection.unsupportedType("content-type-not-taken");
            case 503, 504 -> Rejection.unavailable("service-unavailable", RETRY_AFTER);
            default -> broken();
        };
    }

    private static Rejection unauthenticated(AuthenticationException thrown) {
        if (thrown.getCause() instanceof JwtDecoderInitializationException) {
            return Rejection.unavailable("issuer-unavailable", RETRY_AFTER);
        }
        return Rejection.unauthenticated(
                thrown instanceof InvalidBearerTokenException ? "token-invalid" : "token-missing");
    }

    private static List<FieldError> fieldErrors(WebExchangeBindException invalid) {
        return invalid.getFieldErrors().stream()
                .map(e -> new FieldError(
                        pointer(e.getField()),
                        e.getCode() == null ? "invalid" : kebab(e.getCode()),
                        String.valueOf(e.getDefaultMessage())))
                .toList();
    }

    /** {@code a.b[2].c} → {@code /a/b/2/c}. */
    private static String pointer(String path) {
        return "/" + path.replace("].", "/").replace("[", "/").replace("]", "").replace('.', '/');
    }

    private static String kebab(String code) {
        return code.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }

    private static Rejection unreadable(Throwable thrown) {
        var refused = Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .filter(Refused.class::isInstance)
                .findFirst();
        if (refused.isPresent()) {
            return ((Refused) refused.get()).rejection(); // by what reads a value
        }
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException || cause instanceof ContentTooLargeException) {
                return Rejection.tooLarge("body-too-large");
            }
            if (cause instanceof DatabindException databind) {
                var pointer = databind.getPath().stream()
                        .map(step -> step.getPropertyName() == null
                                ? String.valueOf(step.getIndex())
                                : step.getPropertyName())
                        .collect(Collectors.joining("/", "/", ""));
                return Rejection.invalid(
                        "malformed-request",
                        new FieldError(pointer, "wrong-type", "This field is unknown or has another type"));
            }
        }
        return Rejection.invalid("malformed-request");
    }

    private static boolean databaseIsAway(MongoException thrown) {
        var name = thrown.getClass().getSimpleName();
        return name.contains("Timeout")
                || name.contains("Socket")
                || name.contains("NotPrimary")
                || name.contains("Recovering")
                || name.contains("ServerUnavailable")
                || name.contains("ConnectionPool")
                || name.contains("Interrupted");
    }
}
