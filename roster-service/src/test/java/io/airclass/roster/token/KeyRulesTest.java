package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.personal.Sealed;
import io.airclass.roster.token.KeyRules.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-22T04:00:00Z");
    private static final Duration TOKEN = Duration.ofMinutes(15);
    private static final Duration OVERLAP = Duration.ofHours(1);

    private static IssuerKey key(long number, Instant signsFrom) {
        return new IssuerKey(number, "{}", new Sealed("k", new byte[0]), signsFrom.minus(OVERLAP), signsFrom);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, NEXT, ACTIVE, 1",
        "0, ACTIVE, RETIRED, 2",
        "1, ACTIVE, RETIRED, 2",
        "1199, ACTIVE, RETIRED, 2",
        "1200, ACTIVE, GONE, 2"
    })
    void a_key_takes_over_at_its_instant_and_the_old_one_stays_until_its_last_token_is_over(
            long seconds, State next, State old, long signing) {
        var keys = List.of(key(1, NOON.minus(Duration.ofDays(30))), key(2, NOON));
        Instant at = NOON.plusSeconds(seconds);

        assertThat(KeyRules.state(keys.get(1), keys, at, TOKEN)).isEqualTo(next);
        assertThat(KeyRules.state(keys.get(0), keys, at, TOKEN)).isEqualTo(old);
        assertThat(KeyRules.signing(keys, at).number()).isEqualTo(signing);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, 2", "1, 2"})
    void the_next_key_is_due_an_overlap_before_the_age_is_reached(long seconds, long due) {
        var keys = List.of(key(1, NOON));
        Instant at = NOON.plus(Duration.ofDays(30)).minus(OVERLAP).plusSeconds(seconds);

        assertThat(KeyRules.due(keys, at, Duration.ofDays(30), OVERLAP).orElse(0L))
                .isEqualTo(due);
    }

    @Test
    void a_key_that_waits_is_found_until_it_signs() {
        var keys = List.of(key(1, NOON.minusSeconds(9)), key(2, NOON));

        assertThat(KeyRules.waiting(keys, NOON.minusSeconds(1))).contains(keys.get(1));
        assertThat(KeyRules.waiting(keys, NOON)).isEmpty();
        assertThat(KeyRules.due(keys, NOON.minusSeconds(1), Duration.ofDays(30), OVERLAP))
                .isEmpty();
    }
}
