package io.airclass.roster.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class PasswordServiceTest {
    private static final int THREADS = 1;
    private static final int WAITING = 3;

    private final PasswordService passwords = new PasswordService(
            new AccountSettings(19_456, 2, 1024, 1, THREADS, WAITING, Duration.ofDays(30)), new SimpleMeterRegistry());

    @AfterEach
    void the_pool_ends() {
        passwords.close();
    }

    @Test
    void a_storm_beyond_the_queue_is_told_to_come_again_and_who_waits_is_served() {
        var outcomes = Flux.range(0, 60)
                .flatMap(
                        i -> passwords
                                .hash("Lesson-" + i)
                                .map(_ -> "hashed")
                                .onErrorResume(Refused.class, refused -> Mono.just(told(refused.rejection()))),
                        60)
                .collectList()
                .block();

        assertThat(outcomes)
                .hasSize(60)
                .contains("hashed", "503 sign-in-busy PT5S")
                .allMatch(outcome -> outcome.equals("hashed") || outcome.equals("503 sign-in-busy PT5S"));
        assertThat(passwords.hash("afterwards").block()).startsWith("$argon2id$");
    }

    @Test
    void who_finds_no_place_is_told_before_anything_is_looked_up() {
        var looked = new AtomicInteger();
        var lookingUp = Mono.fromCallable(looked::incrementAndGet);
        var under = Stream.generate(() -> passwords.admitted(Mono.never()).subscribe())
                .limit(THREADS * (1 + WAITING))
                .toList();

        assertThatThrownBy(() -> passwords.admitted(lookingUp).block())
                .isInstanceOfSatisfying(Refused.class, refused -> assertThat(told(refused.rejection()))
                        .isEqualTo("503 sign-in-busy PT5S"));
        assertThat(looked).hasValue(0);

        under.getFirst().dispose();
        assertThat(passwords.admitted(lookingUp).block()).isEqualTo(1);
        assertThat(passwords.admitted(lookingUp).block()).isEqualTo(2);
    }

    /** The first question about a name that nobody has meets a full queue: that is not remembered. */
    @Test
    void after_a_storm_names_that_nobody_has_are_answered_as_ever() {
        var storm = Flux.range(0, 60)
                .flatMap(i -> passwords.matchesNobody("Lesson-" + i).onErrorReturn(Refused.class, true), 60)
                .collectList()
                .block();

        assertThat(storm).contains(true);
        assertThat(passwords.matchesNobody("Lesson-1").block()).isFalse();
    }

    private static String told(Rejection rejection) {
        return rejection.status() + " " + rejection.slug() + " " + ((Rejection.Unavailable) rejection).retryAfter();
    }

    @Test
    void a_cheap_hash_is_told_from_one_of_the_full_cost() {
        assertThat(passwords.isCheap(passwords.hashInitial("abc").block())).isTrue();
        assertThat(passwords.isCheap(passwords.hash("abc").block())).isFalse();
    }
}
