package io.airclass.roster.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.testkit.TestTokens;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Tokens for anybody, signed with the key of the service under test. */
@Component
public class TestIssuer {
    private final KeyService keys;
    private final String issuer;

    TestIssuer(KeyService keys, AirclassSettings settings) {
        this.keys = keys;
        this.issuer = settings.issuer().uri();
    }

    public String token(String personId, String... grants) {
        return sign(claims(personId, grants).build());
    }

    /** All kinds that must be refused. */
    public Stream<String> bad(String personId, String... grants) {
        var good = token(personId, grants);
        return Stream.of(
                sign(claims(personId, grants)
                        .expirationTime(Date.from(Instant.now().minusSeconds(3600)))
                        .build()),
                sign(claims(personId, grants).expirationTime(null).build()),
                sign(claims(personId, grants).audience("elsewhere").build()),
                sign(claims(personId, grants)
                        .issuer("https://elsewhere.example")
                        .build()),
                new PlainJWT(claims(personId, grants).build()).serialize(),
                TestTokens.token(personId, grants),
                good.substring(0, good.lastIndexOf('.') + 1),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                "not-a-token");
    }

    private JWTClaimsSet.Builder claims(String personId, String... grants) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience("airclass")
                .subject(personId)
                .claim("sid", "session-of-" + personId)
                .claim("grants", List.of(grants))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(900)));
    }

    private String sign(JWTClaimsSet claims) {
        try {
            RSAKey key = keys.signing().block();
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
