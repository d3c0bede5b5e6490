package io.airclass.testkit;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.airclass.contracts.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.stream.Stream;

/** An OpenID Connect issuer of the tests' own: tokens for anybody, and bad ones of every kind. */
public final class TestTokens {
    private static final RSAKey KEY = key("test");
    private static final RSAKey OTHER_KEY = key("test");
    private static final String ISSUER = serve();

    private TestTokens() {}

    /** What {@code airclass.issuer.uri} must be. */
    public static String issuer() {
        return ISSUER;
    }

    /** A grant as tokens write it. */
    public static String grant(Role role, String org) {
        return role + "@" + org;
    }

    /** A good token of this person with these {@code ROLE@org} grants. */
    public static String token(String personId, String... grants) {
        return sign(claims(personId, grants).build(), KEY);
    }

    /** As an issuer makes them that knows nothing of grants. */
    public static String withoutGrants(String personId) {
        return sign(claims(personId).claim("grants", null).build(), KEY);
    }

    public static String expired(String personId, String... grants) {
        var past = Instant.now().minusSeconds(3600);
        return sign(claims(personId, grants).expirationTime(Date.from(past)).build(), KEY);
    }

    public static String ofAnotherAudience(String personId, String... grants) {
        return sign(claims(personId, grants).audience("somebody-else").build(), KEY);
    }

    public static String ofAnotherIssuer(String personId, String... grants) {
        return sign(claims(personId, grants).issuer("https://elsewhere.example").build(), KEY);
    }

    /** Signed with a key that is not the issuer's, under the issuer's key id. */
    public static String forged(String personId, String... grants) {
        return sign(claims(personId, grants).build(), OTHER_KEY);
    }

    /** {@code alg: none}. */
    public static String unsigned(String personId, String... grants) {
        return new PlainJWT(claims(personId, grants).build()).serialize();
    }

    /** As the roster makes them for a provider of apps: by the same issuer and key, and for nobody of ours. */
    public static String forAnApp(String personId) {
        return sign(
                claims(personId)
                        .audience("class@class.example.cn")
                        .claim("grants", null)
                        .claim("sid", null)
                        .claim("https://purl.imsglobal.org/spec/lti/claim/message_type", "LtiResourceLinkRequest")
                        .build(),
                KEY);
    }

    /** Every kind of token that must get 401. */
    public static Stream<String> bad(String personId, String... grants) {
        var good = token(personId, grants);
        return Stream.of(
                expired(personId, grants),
                ofAnotherAudience(personId, grants),
                forAnApp(personId),
                ofAnotherIssuer(personId, grants),
                forged(personId, grants),
                unsigned(personId, grants),
                good.substring(0, good.length() - 8) + "AAAAAAAA",
                "not-a-token");
    }

    private static JWTClaimsSet.Builder claims(String personId, String... grants) {
        var now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("airclass")
                .subject(personId)
                .claim("sid", "session-of-" + personId)
                .claim("grants", List.of(grants))
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(900)));
    }

    private static String sign(JWTClaimsSet claims, RSAKey key) {
        try {
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

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String serve() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var issuer = "http://localhost:" + server.getAddress().getPort();
            answer(server, "/.well-known/openid-configuration", """
                    {"issuer":"%1$s","jwks_uri":"%1$s/.well-known/jwks.json","subject_types_supported":["public"],\
                    "token_endpoint":"%1$s/api/auth/token","id_token_signing_alg_values_supported":["RS256"]}""".formatted(issuer));
            answer(server, "/.well-known/jwks.json", new JWKSet(KEY.toPublicJWK()).toString());
            var daemon = Thread.ofPlatform().daemon().factory();
            server.setExecutor(java.util.concurrent.Executors.newSingleThreadExecutor(daemon));
            server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void answer(HttpServer server, String path, String json) {
        server.createContext(path, exchange -> {
            var body = json.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }
}
