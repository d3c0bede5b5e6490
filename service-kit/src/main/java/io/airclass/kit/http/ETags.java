package io.airclass.kit.http;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** Versions on the wire: {@code ETag: "7"} is version 7 of the thing. */
public final class ETags {
    private static final int CONTENT_TAG_CHARS = 32;
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");

    private ETags() {}

    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /** The version that If-Match names; empty without the header or with {@code *}. */
    public static Optional<Long> ifMatch(String header) {
        if (header == null || header.isBlank() || header.strip().equals("*")) {
            return Optional.empty();
        }
        var match = TAG.matcher(header.strip());
        if (!match.matches()) {
            throw new Refused(Rejection.invalid("etag-malformed"));
        }
        return Optional.of(Long.valueOf(match.group(1)));
    }

    /** The version that If-Match names; refused with 428 when the header is missing. */
    public static long ifMatchRequired(String header) {
        return ifMatch(header).orElseThrow(() -> new Refused(Rejection.versionRequired("if-match-missing")));
    }

    /**
     * 304 when If-None-Match names this content, else 200 with it; its ETag is a hash, for what is put together of many things.
     *
     * @param json what the answer says, as it is sent
     */
    public static <B> ResponseEntity<B> ofContent(String ifNoneMatch, byte[] json, B body) {
        return ofContent(ifNoneMatch, ofContent(json), answer -> answer.body(body));
    }

    /** The tag of what is put together of many things: a hash of it, as it is sent. */
    public static String ofContent(byte[] json) {
        return "\"" + Ids.sha256Hex(json).substring(0, CONTENT_TAG_CHARS) + "\"";
    }

    /**
     * 304 when If-None-Match names this content, else 200 with it.
     *
     * @param tag of the content
     * @param answer gives it a body
     */
    public static <B> ResponseEntity<B> ofContent(
            String ifNoneMatch, String tag, Function<ResponseEntity.BodyBuilder, ResponseEntity<B>> answer) {
        boolean known = ifNoneMatch != null && ifNoneMatch.contains(tag);
        var head = (known ? ResponseEntity.status(HttpStatus.NOT_MODIFIED) : ResponseEntity.ok())
                .eTag(tag)
                .cacheControl(CacheControl.noCache().cachePrivate());
        return known ? head.build() : answer.apply(head);
    }

    /** 200 with the thing and its ETag. */
    public static <T, B> ResponseEntity<B> ok(Stored<T> stored, Function<Stored<T>, B> body) {
        return ResponseEntity.ok().eTag(of(stored.version())).body(body.apply(stored));
    }

    /** 304 when If-None-Match names this version, else 200 with the thing and its ETag. */
    public static <T, B> ResponseEntity<B> ok(String ifNoneMatch, Stored<T> stored, Function<Stored<T>, B> body) {
        var tag = of(stored.version());
        return ifNoneMatch != null
                        && (ifNoneMatch.contains(tag) || ifNoneMatch.strip().equals("*"))
                ? ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build()
                : ok(stored, body);
    }
}
