package io.airclass.roster.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.roster.token.Session.End;
import io.airclass.roster.token.Session.Open;
import io.airclass.roster.token.SessionRules.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionRulesTest {
    private static final Instant NOON = Instant.parse("2020-02-10T04:00:00Z");
    private static final Duration REFRESH = Duration.ofDays(14);
    private static final Duration SESSION = Duration.ofDays(90);

    private static Verdict refresh(Session session, String presented, Instant at) {
        return SessionRules.refresh(session, presented, "next", at, REFRESH, SESSION);
    }

    private static Open begun() {
        return SessionRules.begin("student-1", "first", "浏览器", NOON, REFRESH);
    }

    @Test
    void the_one_good_token_is_replaced_and_remembered_as_spent() {
        var rotated = (Verdict.Rotated) refresh(begun(), "first", NOON.plusSeconds(60));

        assertThat(rotated.next().refreshHash()).isEqualTo("next");
        assertThat(rotated.next().spentHashes()).containsExactly("first");
        assertThat(rotated.next().expiresAt()).isEqualTo(NOON.plusSeconds(60).plus(REFRESH));
    }

    @Test
    void a_spent_token_ends_the_session_and_an_unknown_one_does_not() {
        var after = ((Verdict.Rotated) refresh(begun(), "first", NOON)).next();

        assertThat(refresh(after, "first", NOON))
                .isEqualTo(new Verdict.Reused(new Session.Ended("student-1", NOON, after.expiresAt(), End.REUSED)));
        assertThat(refresh(after, "guess", NOON)).isEqualTo(new Verdict.Refused());
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, false", "1, false"})
    void a_session_is_good_until_it_expires(long seconds, boolean good) {
        var verdict = refresh(begun(), "first", NOON.plus(REFRESH).plusSeconds(seconds));

        assertThat(verdict instanceof Verdict.Rotated).isEqualTo(good);
    }

    @Test
    void refreshing_does_not_prolong_a_session_beyond_its_age() {
        Session session = begun();
        Instant at = NOON;
        for (int week = 0; week < 12; week++) {
            at = at.plus(Duration.ofDays(7));
            session = ((Verdict.Rotated) SessionRules.refresh(
                            session, week == 0 ? "first" : "h" + week, "h" + (week + 1), at, REFRESH, SESSION))
                    .next();
        }

        assertThat(session.expiresAt()).isEqualTo(NOON.plus(SESSION));
    }

    @Test
    void spent_tokens_are_remembered_up_to_a_bound() {
        var session = begun();
        String hash = "first";
        for (int i = 0; i < SessionRules.SPENT_MAX + 5; i++) {
            session = ((Verdict.Rotated)
                            SessionRules.refresh(session, hash, "h" + i, NOON.plusSeconds(i), REFRESH, SESSION))
                    .next();
            hash = "h" + i;
        }

        assertThat(session.spentHashes()).hasSize(SessionRules.SPENT_MAX).doesNotContain("first");
    }

    @Test
    void an_ended_session_stays_ended_for_its_first_reason() {
        var ended = SessionRules.end(begun(), End.SIGNED_OUT, NOON);

        assertThat(SessionRules.end(ended, End.REUSED, NOON.plusSeconds(9))).isEqualTo(ended);
        assertThat(refresh(ended, "first", NOON)).isEqualTo(new Verdict.Refused());
    }
}
