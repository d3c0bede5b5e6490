package io.airclass.roster.token;

import io.airclass.roster.personal.Sealed;
import java.time.Instant;

/**
 * A key pair of the issuer; the document's id is the key id.
 *
 * @param number 1 for the first, one more for each that followed
 * @param publicJwk RFC 7517 JSON, without the private part
 * @param secret RFC 7517 JSON with the private part, sealed
 * @param signsFrom tokens are signed with it from then on, until the next one takes over
 */
public record IssuerKey(long number, String publicJwk, Sealed secret, Instant madeAt, Instant signsFrom) {
    static String id(long number) {
        return "signing-key-" + number;
    }

    IssuerKey sealedAnew(Sealed newSecret) {
        return new IssuerKey(number, publicJwk, newSecret, madeAt, signsFrom);
    }
}
