package io.airclass.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.airclass.kit.settings.AirclassSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

class RemoteKeysTest {
    private static final RSAKey FIRST = pair("k1");
    private static final RSAKey SECOND = pair("k2");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final List<RSAKey> published = new ArrayList<>(List.of(FIRST));
    private HttpServer server;
    private TokenDecoder decoder;

    @BeforeEach
    void an_issuer_answers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/openid-configuration", exchange -> answer(exchange, """
                    {"issuer":"%1$s","jwks_uri":"%1$s/keys"}\
                    """.formatted(issuer())));
        server.createContext("/keys", exchange -> {
            asked.incrementAndGet();
            answer(exchange, new JWKSet(new ArrayList<>(published)).toString());
        });
        server.start();
        decoder = decoder(issuer());
    }

    @AfterEach
    void the_issuer_stops() {
        server.stop(0);
    }

    private TokenDecoder decoder(String uri) {
        var settings = new AirclassSettings.Issuer(
                uri,
                false,
                "airclass",
                "sub",
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                10,
                Duration.ofSeconds(30));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return now.get();
            }
        };
        return TokenDecoder.of(settings, new RemoteKeys(settings, WebClient.create(), clock), clock);
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        var body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static RSAKey pair(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token(RSAKey key, String keyId, String person) {
        var claims = new JWTClaimsSet.Builder()
                .issuer(issuer())
                .audience("airclass")
                .subject(person)
                .expirationTime(Date.from(Instant.now().plusSeconds(3600)))
                .build();
        try {
            var token = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), claims);
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private String person(String token) {
        return decoder.decode(token).block().getSubject();
    }

    @Test
    void a_key_that_appeared_since_is_fetched_when_a_token_names_it_and_the_old_one_stays_good() {
        assertThat(person(token(FIRST, "k1", "李明"))).isEqualTo("李明");
        published.add(SECOND);
        now.updateAndGet(at -> at.plusSeconds(6));

        assertThat(person(token(SECOND, "k2", "赵雪"))).isEqualTo("赵雪");
        assertThat(person(token(FIRST, "k1", "王芳"))).isEqualTo("王芳");
        assertThat(asked).hasValue(2);
    }

    @Test
    void tokens_with_made_up_key_ids_do_not_make_the_issuer_work() {
        person(token(FIRST, "k1", "李明"));
        now.updateAndGet(at -> at.plusSeconds(6));

        for (int i = 0; i < 50; i++) {
            String forged = token(SECOND, "none-" + i, "李明");
            assertThatThrownBy(() -> person(forged)).isInstanceOf(BadJwtException.class);
        }

        assertThat(asked).hasValue(2);
    }

    @Test
    void many_first_tokens_at_once_ask_once() {
        var people = Flux.fromStream(IntStream.range(0, 40).mapToObj(i -> token(FIRST, "k1", "学生" + i)))
                .flatMap(decoder::decode, 40)
                .collectList()
                .block();

        assertThat(people).hasSize(40);
        assertThat(asked.get()).isLessThan(3);
    }

    @Test
    void a_key_that_is_no_longer_published_is_no_longer_good() {
        person(token(FIRST, "k1", "李明"));
        published.set(0, SECOND);
        now.updateAndGet(at -> at.plus(Duration.ofMinutes(5)));

        assertThatThrownBy(() -> person(token(FIRST, "k1", "赵雪"))).isInstanceOf(BadJwtException.class);
        assertThat(person(token(SECOND, "k2", "王芳"))).isEqualTo("王芳");
    }

    @Test
    void a_token_is_verified_once_and_what_is_remembered_says_the_same_without_the_token() {
        var token = token(FIRST, "k1", "李明");
        var first = decoder.decode(token).block();
        var again = decoder.decode(token).block();

        assertThat(again).isSameAs(first);
        assertThat(again.getSubject()).isEqualTo("李明");
        assertThat(again.getExpiresAt()).isAfter(now.get());
        assertThat(again.getTokenValue()).isNotEqualTo(token);
        assertThatThrownBy(() -> person(token.substring(0, token.length() - 8) + "AAAAAAAA"))
                .isInstanceOf(BadJwtException.class);
    }

    @Test
    void a_token_that_is_over_is_not_good_because_it_was() {
        var token = token(FIRST, "k1", "李明");
        var first = decoder.decode(token).block();
        now.set(first.getExpiresAt());

        assertThat(decoder.decode(token).block()).isNotSameAs(first);
    }

    @Test
    void while_the_issuer_is_away_its_known_keys_stay_good() {
        person(token(FIRST, "k1", "李明"));
        server.stop(0);
        now.updateAndGet(at -> at.plus(Duration.ofHours(1)));

        assertThat(person(token(FIRST, "k1", "赵雪"))).isEqualTo("赵雪");
    }

    @Test
    void an_issuer_that_was_never_reached_is_no_fault_of_the_token() {
        server.stop(0);
        assertThatThrownBy(() -> person(token(FIRST, "k1", "李明"))).isInstanceOf(AuthenticationServiceException.class);
    }

    @Test
    void a_discovery_document_of_another_issuer_is_not_believed() {
        decoder = decoder(issuer() + "/other");
        server.createContext(
                "/other/.well-known/openid-configuration", exchange -> answer(exchange, """
                    {"issuer":"%1$s","jwks_uri":"%1$s/keys"}\
                    """.formatted(issuer())));

        assertThatThrownBy(() -> person(token(FIRST, "k1", "李明"))).isInstanceOf(AuthenticationServiceException.class);
    }
}
