package io.airclass.roster.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.kit.auth.OwnKeys;
import io.airclass.kit.store.Stored;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The issuer's keys: made at the first need, shared by all replicas through the database. */
@Service
class KeyService implements OwnKeys {
    private static final String FIRST_KEY = "signing-key-1";
    private static final int KEY_BITS = 2048;
    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    private final SigningKeyRepository repository;
    private final Clock clock;
    private final Mono<List<RSAKey>> keys;

    KeyService(SigningKeyRepository repository, Scheduler blocking, Clock clock) {
        this.repository = repository;
        this.clock = clock;
        this.keys = Mono.defer(() -> load(blocking)).cache(_ -> REMEMBERED, _ -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** The newest key, with which tokens are signed. */
    Mono<RSAKey> signing() {
        return keys.map(List::getLast);
    }

    /** All keys; the public part is taken where they are shown. */
    Mono<List<RSAKey>> all() {
        return keys;
    }

    @Override
    public Flux<JWK> keysFor(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        return keys.flatMapIterable(all -> all)
                .filter(key -> id == null || key.getKeyID().equals(id))
                .map(RSAKey::toPublicJWK);
    }

    private Mono<List<RSAKey>> load(Scheduler blocking) {
        return repository
                .all()
                .flatMap(found -> found.isEmpty()
                        ? Mono.fromCallable(this::generate)
                                .subscribeOn(blocking)
                                .flatMap(key -> repository.createOrFind(FIRST_KEY, key))
                                .map(stored -> List.of(parse(stored)))
                        : Mono.just(found.stream().map(KeyService::parse).toList()));
    }

    private SigningKey generate() throws JOSEException {
        var key = new RSAKeyGenerator(KEY_BITS)
                .keyID(FIRST_KEY)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .generate();
        return new SigningKey(key.toJSONString(), clock.instant());
    }

    private static RSAKey parse(Stored<SigningKey> stored) {
        try {
            return RSAKey.parse(stored.value().jwk());
        } catch (ParseException e) {
            throw new IllegalStateException("The signing key " + stored.id() + " cannot be read", e);
        }
    }
}
