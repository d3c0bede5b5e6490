package io.airclass.kit.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.SignedJWT;
import reactor.core.publisher.Flux;

/** The keys of the service that issues the tokens itself: it needs no HTTP call to check them. */
@FunctionalInterface
public interface OwnKeys {
    /** Public keys that may have signed this token. */
    Flux<JWK> keysFor(SignedJWT token);
}
