package io.airclass.kit.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Why a request was refused: a stable slug (the end of the problem's {@code type}) and the facts that its text names.
 * Each variant is one HTTP status; {@link #status()} is the only place where that is decided.
 */
public sealed interface Rejection {

    /** Stable, kebab-case; texts are looked up by it. */
    String slug();

    /** Named facts: they fill the text and appear as members of the problem. */
    Map<String, Object> facts();

    /** The request cannot be understood, or fields of it are wrong. */
    record Invalid(String slug, Map<String, Object> facts, List<FieldError> errors) implements Rejection {}

    /** Who calls is not known. */
    record Unauthenticated(String slug, Map<String, Object> facts) implements Rejection {}

    /** The caller may see it but not do it. */
    record Forbidden(String slug, Map<String, Object> facts) implements Rejection {}

    /** It is not there, or the caller may not know that it is. */
    record NotFound(String slug, Map<String, Object> facts) implements Rejection {}

    /** The address exists, but not for this method. */
    record MethodNotAllowed(String slug, Map<String, Object> facts) implements Rejection {}

    /** There is no representation that the caller accepts. */
    record NotAcceptable(String slug, Map<String, Object> facts) implements Rejection {}

    /** The state of the thing does not allow it. */
    record Conflict(String slug, Map<String, Object> facts) implements Rejection {}

    /** It was there and its time is over. */
    record Gone(String slug, Map<String, Object> facts) implements Rejection {}

    /** The caller's copy is out of date. */
    record Stale(String slug, Map<String, Object> facts) implements Rejection {}

    /** More than the stated limit. */
    record TooLarge(String slug, Map<String, Object> facts) implements Rejection {}

    /** A type of content that is not taken. */
    record UnsupportedType(String slug, Map<String, Object> facts) implements Rejection {}

    /** Well formed, but against a rule. */
    record RuleBroken(String slug, Map<String, Object> facts) implements Rejection {}

    /** Somebody else is at it for a moment; {@code retryAfter} says when to try again. */
    record Locked(String slug, Map<String, Object> facts, Duration retryAfter) implements Rejection {}

    /** The caller must say which version it changes. */
    record VersionRequired(String slug, Map<String, Object> facts) implements Rejection {}

    /** Too often; {@code retryAfter} says when again. */
    record TooMany(String slug, Map<String, Object> facts, Duration retryAfter) implements Rejection {}

    /** What came is not what the sender says it is; the status is that of tus 1.0.0. */
    record ChecksumWrong(String slug, Map<String, Object> facts) implements Rejection {}

    /** A bug of ours. */
    record Broken(String slug, Map<String, Object> facts) implements Rejection {}

    /** Something that this service needs is down; {@code retryAfter} says when to try again. */
    record Unavailable(String slug, Map<String, Object> facts, Duration retryAfter) implements Rejection {}

    static Rejection invalid(String slug, FieldError... errors) {
        return new Invalid(slug, Map.of(), List.of(errors));
    }

    static Rejection invalid(String slug, List<FieldError> errors) {
        return new Invalid(slug, Map.of(), List.copyOf(errors));
    }

    static Rejection unauthenticated(String slug) {
        return new Unauthenticated(slug, Map.of());
    }

    static Rejection forbidden(String slug) {
        return new Forbidden(slug, Map.of());
    }

    static Rejection notFound(String slug) {
        return new NotFound(slug, Map.of());
    }

    static Rejection methodNotAllowed(String slug) {
        return new MethodNotAllowed(slug, Map.of());
    }

    static Rejection notAcceptable(String slug) {
        return new NotAcceptable(slug, Map.of());
    }

    static Rejection conflict(String slug) {
        return new Conflict(slug, Map.of());
    }

    static Rejection gone(String slug) {
        return new Gone(slug, Map.of());
    }

    static Rejection stale(String slug) {
        return new Stale(slug, Map.of());
    }

    static Rejection tooLarge(String slug) {
        return new TooLarge(slug, Map.of());
    }

    static Rejection unsupportedType(String slug) {
        return new UnsupportedType(slug, Map.of());
    }

    static Rejection ruleBroken(String slug) {
        return new RuleBroken(slug, Map.of());
    }

    static Rejection locked(String slug, Duration retryAfter) {
        return new Locked(slug, Map.of(), retryAfter);
    }

    static Rejection versionRequired(String slug) {
        return new VersionRequired(slug, Map.of());
    }

    static Rejection tooMany(String slug, Duration retryAfter) {
        return new TooMany(slug, Map.of(), retryAfter);
    }

    static Rejection checksumWrong(String slug) {
        return new ChecksumWrong(slug, Map.of());
    }

    static Rejection broken(String slug) {
        return new Broken(slug, Map.of());
    }

    static Rejection unavailable(String slug, Duration retryAfter) {
        return new Unavailable(slug, Map.of(), retryAfter);
    }

    /** The same refusal with one more fact. */
    default Rejection with(String name, Object value) {
        var more = new LinkedHashMap<>(facts());
        more.put(name, value);
        return switch (this) {
            case Invalid r -> new Invalid(r.slug(), more, r.errors());
            case Unauthenticated r -> new Unauthenticated(r.slug(), more);
            case Forbidden r -> new Forbidden(r.slug(), more);
            case NotFound r -> new NotFound(r.slug(), more);
            case MethodNotAllowed r -> new MethodNotAllowed(r.slug(), more);
            case NotAcceptable r -> new NotAcceptable(r.slug(), more);
            case Conflict r -> new Conflict(r.slug(), more);
            case Gone r -> new Gone(r.slug(), more);
            case Stale r -> new Stale(r.slug(), more);
            case TooLarge r -> new TooLarge(r.slug(), more);
            case UnsupportedType r -> new UnsupportedType(r.slug(), more);
            case RuleBroken r -> new RuleBroken(r.slug(), more);
            case Locked r -> new Locked(r.slug(), more, r.retryAfter());
            case VersionRequired r -> new VersionRequired(r.slug(), more);
            case TooMany r -> new TooMany(r.slug(), more, r.retryAfter());
            case ChecksumWrong r -> new ChecksumWrong(r.slug(), more);
            case Broken r -> new Broken(r.slug(), more);
            case Unavailable r -> new Unavailable(r.slug(), more, r.retryAfter());
        };
    }

    /** The HTTP status of this refusal. */
    default int status() {
        return switch (this) {
            case Invalid _ -> 400;
            case Unauthenticated _ -> 401;
            case Forbidden _ -> 403;
            case NotFound _ -> 404;
            case MethodNotAllowed _ -> 405;
            case NotAcceptable _ -> 406;
            case Conflict _ -> 409;
            case Gone _ -> 410;
            case Stale _ -> 412;
            case TooLarge _ -> 413;
            case UnsupportedType _ -> 415;
            case RuleBroken _ -> 422;
            case Locked _ -> 423;
            case VersionRequired _ -> 428;
            case TooMany _ -> 429;
            case ChecksumWrong _ -> 460;
            case Broken _ -> 500;
            case Unavailable _ -> 503;
        };
    }
}
