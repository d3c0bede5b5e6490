package io.airclass.kit.auth;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyType;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.settings.AirclassSettings;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The published keys of an OpenID Connect issuer: found by its discovery document when the first token comes, read again when they
 * are old or a token names a key that is not among them, and then at most once in a while, so that tokens with made-up key ids
 * cost the issuer nothing. While the issuer is away the keys that are known stay good.
 */
final class RemoteKeys implements OwnKeys {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(5);
    private static final ParameterizedTypeReference<Map<String, Object>> DISCOVERY =
            new ParameterizedTypeReference<>() {};

    private final AirclassSettings.Issuer issuer;
    private final WebClient http;
    private final Clock clock;
    private final AtomicReference<Held> held = new AtomicReference<>();
    private final AtomicReference<Mono<Held>> reading = new AtomicReference<>();

    RemoteKeys(AirclassSettings.Issuer issuer, WebClient http, Clock clock) {
        this.issuer = issuer;
        this.http = http;
        this.clock = clock;
    }

    /** @param triedAt when the issuer was last asked, whether or not it answered */
    private record Held(List<JWK> keys, Instant readAt, Instant triedAt) {
        Held triedAgain(Instant at) {
            return new Held(keys, readAt, at);
        }

        List<JWK> named(String id) {
            return keys.stream()
                    .filter(key -> id == null || id.equals(key.getKeyID()))
                    .toList();
        }
    }

    @Override
    public Flux<JWK> keysFor(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        return Mono.defer(() -> {
                    Held now = held.get();
                    if (now == null) {
                        return read();
                    }
                    boolean wanted = now.named(id).isEmpty() || isPast(now.readAt(), issuer.keysAge());
                    return wanted && isPast(now.triedAt(), issuer.keysAskedAgain())
                            ? read().onErrorResume(_ -> Mono.just(now))
                            : Mono.just(now);
                })
                .flatMapIterable(keys -> keys.named(id));
    }

    private boolean isPast(Instant from, Duration age) {
        return !clock.instant().isBefore(from.plus(age));
    }

    /** One look at the issuer for all who wait for it. */
    private Mono<Held> read() {
        var mine = Mono.defer(this::fetch)
                .doOnNext(held::set)
                .doOnError(_ -> held.updateAndGet(now -> now == null ? null : now.triedAgain(clock.instant())))
                .doOnTerminate(() -> reading.set(null))
                .cache();
        var under = reading.compareAndExchange(null, mine);
        return under == null ? mine : under;
    }

    private Mono<Held> fetch() {
        return http.get()
                .uri(issuer.uri() + "/.well-known/openid-configuration")
                .retrieve()
                .bodyToMono(DISCOVERY)
                .map(this::keysAddress)
                .flatMap(address -> http.get().uri(address).retrieve().bodyToMono(String.class))
                .switchIfEmpty(Mono.error(() -> new IllegalArgumentException("An empty answer")))
                .timeout(ANSWER_MAX)
                .map(RemoteKeys::signatureKeys)
                .map(keys -> new Held(keys, clock.instant(), clock.instant()))
                .onErrorMap(thrown -> new IssuerAway(issuer.uri(), thrown));
    }

    private String keysAddress(Map<String, Object> discovery) {
        if (!issuer.uri().equals(discovery.get("issuer")) || !(discovery.get("jwks_uri") instanceof String address)) {
            throw new IllegalArgumentException(
                    "The discovery document at " + issuer.uri() + " names another issuer, or no keys");
        }
        return address;
    }

    private static List<JWK> signatureKeys(String json) {
        try {
            return JWKSet.parse(json).getKeys().stream()
                    .filter(key -> key.getKeyType() == KeyType.RSA)
                    .filter(key -> key.getKeyUse() == null || key.getKeyUse() == KeyUse.SIGNATURE)
                    .toList();
        } catch (ParseException e) {
            throw new IllegalArgumentException("The issuer's keys cannot be read", e);
        }
    }

    /** The issuer does not answer, or not as one. */
    static final class IssuerAway extends RuntimeException {
        private static final long serialVersionUID = 1;

        IssuerAway(String uri, Throwable cause) {
            super("The issuer " + uri + " gives no keys: " + cause, cause);
        }
    }
}
