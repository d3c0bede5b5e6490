package io.airclass.roster.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.SignedJWT;
import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.auth.OwnKeys;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.personal.Sealed;
import io.airclass.roster.personal.Sealing;
import io.airclass.roster.token.KeyRules.State;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The issuer's keys: made at the first need, changed from time to time, shared by all replicas through the database. */
@Service
class KeyService implements OwnKeys {
    /** How long a replica goes without looking for a new key; far below the overlap. */
    static final Duration REMEMBERED = Duration.ofMinutes(1);

    private static final int KEY_BITS = 2048;
    private static final String CONTEXT = "issuerKeys/";

    private final IssuerKeyRepository repository;
    private final Sealing sealing;
    private final TokenSettings settings;
    private final Scheduler blocking;
    private final Clock clock;
    private final AtomicLong changes = new AtomicLong();
    private final Mono<Ring> ring;

    KeyService(
            IssuerKeyRepository repository, Sealing sealing, TokenSettings settings, Scheduler blocking, Clock clock) {
        this.repository = repository;
        this.sealing = sealing;
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
        this.ring = Mono.defer(this::read).cacheInvalidateIf(this::isOld);
    }

    /** All keys as they were read at an instant, with their opened private parts by id. */
    private record Ring(List<IssuerKey> keys, Map<Long, RSAKey> opened, Instant readAt, long change) {
        @Override
        public String toString() {
            return "Ring[" + keys.size() + "]";
        }
    }

    /** A key as an administrator sees it. */
    record Shown(String id, State state, Instant madeAt, Instant signsFrom) {}

    /** The key with which tokens are signed now. */
    Mono<RSAKey> signing() {
        return ring.map(now ->
                now.opened().get(KeyRules.signing(now.keys(), clock.instant()).number()));
    }

    /** What is published: public parts, the one that signs next and those whose tokens are still good included. */
    Mono<List<RSAKey>> published() {
        return ring.map(now -> now.keys().stream()
                .filter(key -> state(now.keys(), key) != State.GONE)
                .map(key -> now.opened().get(key.number()).toPublicJWK())
                .toList());
    }

    @Override
    public Flux<JWK> keysFor(SignedJWT token) {
        String id = token.getHeader().getKeyID();
        return published()
                .flatMapIterable(all -> all)
                .filter(key -> id == null || key.getKeyID().equals(id))
                .cast(JWK.class);
    }

    /** Makes the next key now instead of at its time, unless one waits already. */
    Mono<Shown> rotate(Function<String, List<PublishedEvent>> events) {
        return stored().flatMap(found -> {
            List<IssuerKey> keys = values(found);
            return KeyRules.waiting(keys, clock.instant())
                    .map(Mono::just)
                    .orElseGet(() -> make(newest(keys) + 1, events))
                    .map(next -> new Shown(IssuerKey.id(next.number()), State.NEXT, next.madeAt(), next.signsFrom()));
        });
    }

    /** Makes the next key when it is time, and removes those that nobody needs. Spring calls this once and subscribes again and again. */
    @Scheduled(initialDelayString = "PT30S", fixedDelayString = "PT10M")
    Mono<Void> keepUp() {
        return Mono.defer(this::rotateWhenDue).onErrorResume(_ -> Mono.empty());
    }

    Mono<Void> rotateWhenDue() {
        return stored().flatMap(found -> {
            List<IssuerKey> keys = values(found);
            Instant at = clock.instant();
            var gone = found.stream()
                    .filter(key -> state(keys, key.value()) == State.GONE)
                    .toList();
            return KeyRules.due(keys, at, settings.keyAge(), settings.keyOverlap())
                    .map(number -> make(number, _ -> List.of()).then())
                    .orElseGet(Mono::empty)
                    .thenMany(Flux.fromIterable(gone).concatMap(repository::remove))
                    .thenMany(repository.plain().concatMap(sealedLongAgo -> repository.removePlain(sealedLongAgo.id())))
                    .then();
        });
    }

    private State state(List<IssuerKey> keys, IssuerKey key) {
        return KeyRules.state(key, keys, clock.instant(), settings.accessAge());
    }

    private static List<IssuerKey> values(List<Stored<IssuerKey>> found) {
        return found.stream().map(Stored::value).toList();
    }

    private static long newest(List<IssuerKey> keys) {
        return keys.stream().mapToLong(IssuerKey::number).max().orElse(0);
    }

    private boolean isOld(Ring held) {
        return held.change() != changes.get()
                || !clock.instant().isBefore(held.readAt().plus(REMEMBERED));
    }

    private Mono<Ring> read() {
        long change = changes.get();
        Instant at = clock.instant();
        return stored().flatMap(found -> Mono.fromCallable(() -> found.stream()
                        .collect(Collectors.toMap(key -> key.value().number(), key -> open(key.value()))))
                .subscribeOn(blocking)
                .map(opened -> new Ring(values(found), opened, at, change)));
    }

    /** All keys that are stored; the first is made here, older ones that were stored in the clear are sealed. */
    private Mono<List<Stored<IssuerKey>>> stored() {
        return repository.all().flatMap(found -> found.isEmpty() ? first() : sealedAnew(found));
    }

    private Mono<List<Stored<IssuerKey>>> first() {
        return repository
                .plain()
                .index()
                .concatMap(plain -> Mono.fromCallable(() -> sealed(
                                plain.getT1() + 1,
                                rsa(plain.getT2().jwk()),
                                plain.getT2().madeAt(),
                                plain.getT2().madeAt()))
                        .subscribeOn(blocking)
                        .flatMap(key -> repository.createOrFind(key, List.of()))
                        .then(repository.removePlain(plain.getT2().id())))
                .then(Mono.defer(repository::all))
                .flatMap(found ->
                        found.isEmpty() ? make(1, _ -> List.of()).then(Mono.defer(repository::all)) : Mono.just(found));
    }

    private Mono<List<Stored<IssuerKey>>> sealedAnew(List<Stored<IssuerKey>> found) {
        return found.stream().allMatch(key -> sealing.isCurrent(key.value().secret()))
                ? Mono.just(found)
                : Flux.fromIterable(found)
                        .filter(key -> !sealing.isCurrent(key.value().secret()))
                        .concatMap(key -> repository
                                .save(key, key.value().sealedAnew(seal(open(key.value()), key.id())))
                                .onErrorResume(VersionMoved.class, _ -> Mono.empty()))
                        .then(Mono.defer(repository::all));
    }

    /** The first key of all signs at once; every other one after it has been published for the overlap. */
    private Mono<IssuerKey> make(long number, Function<String, List<PublishedEvent>> events) {
        return Mono.fromCallable(() -> {
                    Instant at = clock.instant();
                    return sealed(number, generate(), at, number == 1 ? at : at.plus(settings.keyOverlap()));
                })
                .subscribeOn(blocking)
                .flatMap(key -> repository.createOrFind(key, events.apply(IssuerKey.id(number))))
                .map(Stored::value)
                .doOnNext(_ -> changes.incrementAndGet());
    }

    private static RSAKey generate() throws JOSEException {
        return new RSAKeyGenerator(KEY_BITS).generate();
    }

    private IssuerKey sealed(long number, RSAKey pair, Instant madeAt, Instant signsFrom) {
        String id = IssuerKey.id(number);
        RSAKey named = new RSAKey.Builder(pair)
                .keyID(id)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .build();
        return new IssuerKey(number, named.toPublicJWK().toJSONString(), seal(named, id), madeAt, signsFrom);
    }

    private Sealed seal(RSAKey key, String id) {
        return sealing.seal(key.toJSONString(), CONTEXT + id);
    }

    private RSAKey open(IssuerKey key) {
        return rsa(sealing.openText(key.secret(), CONTEXT + IssuerKey.id(key.number())));
    }

    private static RSAKey rsa(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException e) {
            throw new IllegalStateException("A signing key cannot be read");
        }
    }
}
