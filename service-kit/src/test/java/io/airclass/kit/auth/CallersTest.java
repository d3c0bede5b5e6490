package io.airclass.kit.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.contracts.Role;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.security.oauth2.jwt.Jwt;
import reactor.core.publisher.Mono;

class CallersTest {
    private static final AirclassSettings.Issuer ISSUER = new AirclassSettings.Issuer(
            "https://id.example",
            false,
            "airclass",
            "employee_number",
            Duration.ofMinutes(5),
            Duration.ofSeconds(5),
            10,
            Duration.ofSeconds(30));

    private final AtomicInteger asked = new AtomicInteger();
    private final GrantSource roster = personId -> {
        asked.incrementAndGet();
        return personId.equals("20260001") ? Mono.just(List.of(new Grant(Role.TEACHER, "school-1"))) : Mono.empty();
    };

    private static Jwt.Builder jwt(String person) {
        return Jwt.withTokenValue("t")
                .header("alg", "RS256")
                .subject("pairwise-7f")
                .claim("employee_number", person)
                .expiresAt(Instant.parse("2026-11-22T05:00:00Z"));
    }

    private static Caller caller(Callers callers, Jwt jwt) {
        return (Caller) callers.of(jwt).block().getPrincipal();
    }

    @Test
    void a_token_without_grants_has_those_that_the_service_knows_and_asks_once_in_a_while() {
        var callers = new Callers(ISSUER, Optional.of(roster));

        for (int i = 0; i < 5; i++) {
            Caller caller = caller(callers, jwt("20260001").build());
            assertThat(caller.personId()).isEqualTo("20260001");
            assertThat(caller.grants()).containsExactly(new Grant(Role.TEACHER, "school-1"));
            assertThat(caller.sessionId()).isEmpty();
        }

        assertThat(asked).hasValue(1);
    }

    @Test
    void grants_in_a_token_are_believed_of_our_own_issuer_only() {
        var token = jwt("20260001")
                .claim("grants", List.of("PLATFORM_ADMINISTRATOR@root"))
                .claim("sid", "s1")
                .build();

        assertThat(caller(new Callers(builtIn(), Optional.of(roster)), token).grants())
                .containsExactly(new Grant(Role.PLATFORM_ADMINISTRATOR, "root"));
        assertThat(asked).hasValue(0);
        assertThat(caller(new Callers(ISSUER, Optional.of(roster)), token).grants())
                .containsExactly(new Grant(Role.TEACHER, "school-1"));
        assertThat(caller(new Callers(ISSUER, Optional.empty()), token).grants())
                .isEmpty();
    }

    private static AirclassSettings.Issuer builtIn() {
        return new AirclassSettings.Issuer(
                ISSUER.uri(),
                true,
                ISSUER.audience(),
                ISSUER.personClaim(),
                ISSUER.keysAge(),
                ISSUER.keysAskedAgain(),
                ISSUER.verifiedTokensMax(),
                ISSUER.verifiedTokenAge());
    }

    @Test
    void somebody_whom_the_roster_does_not_let_in_is_refused_and_asked_for_once_in_a_while() {
        var callers = new Callers(ISSUER, Optional.of(roster));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> caller(callers, jwt("ghost").build()))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining("person-not-admitted");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void a_service_without_a_source_knows_of_no_grants() {
        assertThat(caller(new Callers(ISSUER, Optional.empty()), jwt("20260001").build())
                        .grants())
                .isEmpty();
    }
}
