package io.airclass.kit.uploads;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;

/** What the sender says that a body's content adds up to. */
public final class Checksum {
    private static final Map<String, String> ALGORITHMS = Map.of("sha1", "SHA-1", "sha256", "SHA-256", "md5", "MD5");

    private final MessageDigest digest;
    private final byte[] expected;

    private Checksum(MessageDigest digest, byte[] expected) {
        this.digest = digest;
        this.expected = expected;
    }

    /**
     * Reads an Upload-Checksum header: the algorithm, a space, the sum in Base64.
     *
     * @param header null where none was sent
     * @throws Refused with {@code checksum-malformed}, or {@code checksum-algorithm-unknown}
     */
    public static Optional<Checksum> of(String header) {
        if (header == null) {
            return Optional.empty();
        }
        var parts = header.strip().split(" +");
        if (parts.length != 2) {
            throw new Refused(Rejection.invalid("checksum-malformed"));
        }
        var algorithm = Optional.ofNullable(ALGORITHMS.get(parts[0]))
                .orElseThrow(() -> new Refused(Rejection.invalid("checksum-algorithm-unknown")));
        try {
            var digest = MessageDigest.getInstance(algorithm);
            var expected = Base64.getDecoder().decode(parts[1]);
            if (expected.length != digest.getDigestLength()) {
                throw new Refused(Rejection.invalid("checksum-malformed"));
            }
            return Optional.of(new Checksum(digest, expected));
        } catch (IllegalArgumentException notBase64) {
            throw new Refused(Rejection.invalid("checksum-malformed"));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has these three
        }
    }

    /** The same content, added up as it passes. */
    Flux<DataBuffer> summed(Flux<DataBuffer> content) {
        return content.doOnNext(buffer -> {
            try (var each = buffer.readableByteBuffers()) {
                each.forEachRemaining(digest::update);
            }
        });
    }

    /** Whether all that passed adds up to it; asked once. */
    boolean isRight() {
        return MessageDigest.isEqual(digest.digest(), expected);
    }
}
