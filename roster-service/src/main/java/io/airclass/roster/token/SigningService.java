package io.airclass.roster.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Signs tokens with the issuer's key of the moment (RS256). */
@Service
public class SigningService {
    private final KeyService keys;
    private final Scheduler blocking;

    SigningService(KeyService keys, Scheduler blocking) {
        this.keys = keys;
        this.blocking = blocking;
    }

    /** The token, serialised; whoever asks says by the claims what it is good for. */
    public Mono<String> sign(JWTClaimsSet claims) {
        return keys.signing().publishOn(blocking).map(key -> signed(claims, key));
    }

    private static String signed(JWTClaimsSet claims, RSAKey key) {
        var header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build();
        try {
            var token = new SignedJWT(header, claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException("A token cannot be signed", e);
        }
    }
}
