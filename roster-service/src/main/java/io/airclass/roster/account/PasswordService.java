package io.airclass.roster.account;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.annotation.PreDestroy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Hashes and compares passwords on a pool of its own, so that a storm of sign-ins keeps nobody else waiting. */
@Service
class PasswordService {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Argon2PasswordEncoder used;
    private final Argon2PasswordEncoder initial;
    private final Scheduler pool;
    private final Timer timer;
    private final Mono<String> hashOfNobody;

    PasswordService(AccountSettings settings, MeterRegistry meters) {
        used = new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, 1, settings.memoryKib(), settings.iterations());
        initial = new Argon2PasswordEncoder(
                SALT_BYTES, HASH_BYTES, 1, settings.initialMemoryKib(), settings.initialIterations());
        pool = Schedulers.newBoundedElastic(settings.threadsMax(), settings.waitingMax(), "password");
        timer = Timer.builder("airclass_password_hash")
                .description("Time to compute one password hash, waiting not included")
                .register(meters);
        hashOfNobody = onPool(() -> used.encode("nobody has this password")).cache();
    }

    /** The hash of a password that came with an import. */
    Mono<String> hashInitial(String password) {
        return onPool(() -> initial.encode(password));
    }

    Mono<String> hash(String password) {
        return onPool(() -> used.encode(password));
    }

    Mono<Boolean> matches(String password, String hash) {
        return onPool(() -> used.matches(password, hash));
    }

    /** Takes as long as a comparison, so that the time does not tell whether an account exists. */
    Mono<Boolean> matchesNobody(String password) {
        return hashOfNobody.flatMap(hash -> matches(password, hash)).thenReturn(false);
    }

    /** Whether the hash is cheaper than those of used passwords. */
    boolean isCheap(String hash) {
        return used.upgradeEncoding(hash);
    }

    private <T> Mono<T> onPool(Callable<T> work) {
        return Mono.fromCallable(() -> timer.recordCallable(work))
                .subscribeOn(pool)
                .onErrorMap(
                        RejectedExecutionException.class,
                        _ -> new Refused(Rejection.unavailable("sign-in-busy", RETRY_AFTER)));
    }

    @PreDestroy
    void close() {
        pool.dispose();
    }
}
