package io.airclass.roster.account;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Hashes and compares passwords on pools of its own: a storm of sign-ins keeps nobody else waiting, and the thousands of an import keep
 * no sign-in waiting.
 */
@Service
class PasswordService {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final int INITIAL_THREADS = 1;
    /** More than an import and a batch ask for at once. */
    private static final int INITIAL_WAITING_MAX = 10_000;

    private final Argon2PasswordEncoder used;
    private final Argon2PasswordEncoder initial;
    private final Semaphore places;
    private final Scheduler signIns;
    private final Scheduler initials;
    private final Timer timer;
    private final Mono<String> hashOfNobody;

    PasswordService(AccountSettings settings, MeterRegistry meters) {
        used = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, settings.memoryKib(), settings.iterations());
        initial = new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, 1, settings.initialMemoryKib(), settings.initialIterations());
        places = new Semaphore(settings.threadsMax() * (1 + settings.waitingMax()));
        signIns = Schedulers.newBoundedElastic(settings.threadsMax(), settings.waitingMax(), "password");
        initials = Schedulers.newBoundedElastic(INITIAL_THREADS, INITIAL_WAITING_MAX, "initial-password");
        timer = Timer.builder("airclass_password_hash")
                .description("Time to compute one password hash, waiting not included")
                .register(meters);
        hashOfNobody =
                onPool(signIns, () -> used.encode("nobody has this password")).cacheInvalidateIf(_ -> false);
    }

    /**
     * Carries a sign-in out where there is room in the queue. Else it is told at once to come again, before anything is looked up: of those
     * who are turned away there are many, and what each costs is taken from who reads.
     */
    <T> Mono<T> admitted(Mono<T> signIn) {
        return Mono.defer(() -> places.tryAcquire() ? signIn.doFinally(_ -> places.release()) : Mono.<T>error(busy()));
    }

    private static Refused busy() {
        return new Refused(Rejection.unavailable("sign-in-busy", RETRY_AFTER));
    }

    /** The hash of a password that came with an import. */
    Mono<String> hashInitial(String password) {
        return onPool(initials, () -> initial.encode(password));
    }

    Mono<String> hash(String password) {
        return onPool(signIns, () -> used.encode(password));
    }

    Mono<Boolean> matches(String password, String hash) {
        return onPool(signIns, () -> used.matches(password, hash));
    }

    /** Takes as long as a comparison, so that the time does not tell whether an account exists. */
    Mono<Boolean> matchesNobody(String password) {
        return hashOfNobody.flatMap(hash -> matches(password, hash)).thenReturn(false);
    }

    /** Whether the hash is cheaper than those of used passwords. */
    boolean isCheap(String hash) {
        return used.upgradeEncoding(hash);
    }

    private <T> Mono<T> onPool(Scheduler pool, Callable<T> work) {
        return Mono.fromCallable(() -> timer.recordCallable(work))
                .subscribeOn(pool)
                .onErrorMap(RejectedExecutionException.class, _ -> busy());
    }

    @PreDestroy
    void close() {
        signIns.dispose();
        initials.dispose();
    }
}
