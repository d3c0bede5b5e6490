package io.airclass.kit.uploads;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/** The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload), and how its headers are read. */
public final class Tus {
    public static final String VERSION = "1.0.0";
    public static final String EXTENSIONS = "creation,creation-with-upload,expiration,checksum,termination";
    public static final String CHECKSUMS = "sha1,sha256,md5";
    public static final String CONTENT_TYPE = "application/offset+octet-stream";

    public static final String RESUMABLE = "Tus-Resumable";
    public static final String VERSIONS = "Tus-Version";
    public static final String EXTENSION = "Tus-Extension";
    public static final String MAX_SIZE = "Tus-Max-Size";
    public static final String CHECKSUM_ALGORITHM = "Tus-Checksum-Algorithm";
    public static final String UPLOAD_LENGTH = "Upload-Length";
    public static final String UPLOAD_OFFSET = "Upload-Offset";
    public static final String UPLOAD_METADATA = "Upload-Metadata";
    public static final String UPLOAD_CHECKSUM = "Upload-Checksum";
    public static final String UPLOAD_EXPIRES = "Upload-Expires";
    /** For clients that cannot say PATCH. */
    public static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";

    /** An exabyte less one, and no overflow. */
    private static final int DIGITS_MAX = 18;

    private Tus() {}

    /** @throws Refused with {@code tus-version-not-spoken} where the header names another version, or none */
    public static void checkVersion(String header) {
        if (!VERSION.equals(header)) {
            throw new Refused(Rejection.stale("tus-version-not-spoken").with("version", VERSION));
        }
    }

    /** The value of a header that is a number of bytes; refused with {@code tus-header-malformed} where it is none. */
    public static long bytes(String name, String header) {
        if (header == null || header.isEmpty() || header.length() > DIGITS_MAX || !isDigits(header)) {
            throw new Refused(Rejection.invalid("tus-header-malformed").with("header", name));
        }
        return Long.parseLong(header);
    }

    private static boolean isDigits(String header) {
        return header.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /**
     * Reads an Upload-Metadata header: keys, each with a value in Base64 or none, between commas; refused with {@code tus-header-malformed}
     * where it is something else.
     *
     * @param header null where none was sent
     */
    public static Map<String, String> metadata(String header) {
        if (header == null || header.isBlank()) {
            return Map.of();
        }
        try {
            return Arrays.stream(header.split(",", -1))
                    .map(pair -> pair.strip().split(" ", -1))
                    .collect(Collectors.toMap(pair -> key(pair[0]), Tus::value));
        } catch (IllegalArgumentException | IllegalStateException malformed) {
            throw new Refused(Rejection.invalid("tus-header-malformed").with("header", UPLOAD_METADATA));
        }
    }

    private static String key(String key) {
        if (key.isEmpty() || !key.chars().allMatch(c -> c > 0x20 && c < 0x7f)) {
            throw new IllegalArgumentException("Not a key");
        }
        return key;
    }

    private static String value(String[] pair) {
        if (pair.length > 2) {
            throw new IllegalArgumentException("More than a value");
        }
        return pair.length == 1 ? "" : new String(Base64.getDecoder().decode(pair[1]), StandardCharsets.UTF_8);
    }
}
