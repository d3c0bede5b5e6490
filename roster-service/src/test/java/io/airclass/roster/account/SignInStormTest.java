package io.airclass.roster.account;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.oneroster.Zips;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

@TestPropertySource(properties = {"airclass.password.threads-max=1", "airclass.password.waiting-max=1"})
class SignInStormTest extends RosterServiceTest {
    /** One whose password is compared, and one who waits. */
    private static final int PLACES = 2;

    @Autowired
    PasswordService passwords;

    @Autowired
    MeterRegistry meters;

    @BeforeEach
    void a_school_is_there() {
        imported(Zips.school());
    }

    private long hashes() {
        return meters.get("airclass_password_hash").timer().count();
    }

    @Test
    void refreshing_a_token_hashes_no_password() {
        long before = hashes();
        var tokens = ok(signIn("chen.laoshi", "Lesson-2026"));
        long signedIn = hashes();

        for (int i = 0; i < 3; i++) {
            tokens = ok(refresh(tokens.get("refreshToken").asString()));
        }

        assertThat(signedIn).isGreaterThan(before);
        assertThat(hashes()).isEqualTo(signedIn);
    }

    @Test
    void a_full_queue_says_at_once_when_to_come_again_while_reads_and_refreshes_go_on() {
        var tokens = ok(signIn("chen.laoshi", "Lesson-2026"));
        String token = tokens.get("accessToken").asString();
        var occupied = occupied();
        try {
            var refused = signIn("wang.laoshi", "Lesson-2026").expectHeader().valueEquals("Retry-After", "5");

            assertThat(problem(refused, 503)).isEqualTo("sign-in-busy");
            get(token, "/api/me").expectStatus().isOk();
            get(token, "/api/classes/class-1").expectStatus().isOk();
            refresh(tokens.get("refreshToken").asString()).expectStatus().isOk();
        } finally {
            occupied.dispose();
        }
        eventually(() -> signIn("wang.laoshi", "Lesson-2026").expectStatus().isOk());
    }

    @Test
    void an_import_with_passwords_waits_for_no_sign_in() {
        var occupied = occupied();
        try {
            var files = Zips.school();
            files.merge(
                    "users.csv", Zips.user("teacher-9", "storm.laoshi", "韦", "春兰", "", "Lesson-2026"), String::concat);

            assertThat(imported(files).at("/counts/accounts/made").asLong()).isEqualTo(1);
        } finally {
            occupied.dispose();
        }
        assertThat(poolOf(passwords.hashInitial("Lesson-2026"))).isNotEqualTo(poolOf(passwords.hash("Lesson-2026")));
    }

    /** Every place is taken by a sign-in that does not end. */
    private Disposable occupied() {
        var begun = new AtomicInteger();
        Disposable.Composite all = Disposables.composite();
        for (int i = 0; i < PLACES; i++) {
            all.add(passwords
                    .admitted(Mono.defer(() -> {
                        begun.incrementAndGet();
                        return Mono.never();
                    }))
                    .subscribe());
        }
        assertThat(begun).hasValue(PLACES);
        return all;
    }

    private static String poolOf(Mono<String> hash) {
        return hash.map(_ -> Thread.currentThread().getName().replaceAll("-[0-9]+$", ""))
                .block();
    }
}
