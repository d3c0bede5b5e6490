package io.airclass.roster.token;

import java.time.Instant;

/**
 * A key pair for signing tokens; the document's id is the key id.
 *
 * @param jwk RFC 7517 JSON with the private part
 */
public record SigningKey(String jwk, Instant madeAt) {
    @Override
    public String toString() {
        return "SigningKey[madeAt=" + madeAt + "]";
    }
}
