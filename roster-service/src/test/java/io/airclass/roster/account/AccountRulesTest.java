package io.airclass.roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRulesTest {
    private static final Instant NOON = Instant.parse("2020-02-10T04:00:00Z");

    private static final String SCHOOL = "school";
    private static final String HOME = "home";

    private static Account afterFailures(int count, String place) {
        return afterFailures(Account.fresh("li.ming", "hash"), count, place);
    }

    private static Account afterFailures(Account account, int count, String place) {
        for (int i = 0; i < count; i++) {
            account = AccountRules.failed(account, place, NOON);
        }
        return account;
    }

    private static long waitingSeconds(Account account, String place) {
        return AccountRules.closedUntil(account, place, NOON)
                .map(until -> Duration.between(NOON, until).toSeconds())
                .orElse(0L);
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "6, 1", "7, 2", "8, 4", "14, 256", "15, 300", "16, 300", "100, 300"})
    void each_failure_beyond_the_free_ones_doubles_the_wait_up_to_five_minutes(int failures, long seconds) {
        Account account = afterFailures(failures, SCHOOL);

        assertThat(waitingSeconds(account, SCHOOL)).isEqualTo(seconds);
        assertThat(AccountRules.closedUntil(account, SCHOOL, NOON.plusSeconds(seconds)))
                .isEmpty();
    }

    @Test
    void who_guesses_at_school_does_not_keep_the_owner_at_home_waiting() {
        assertThat(waitingSeconds(afterFailures(20, SCHOOL), HOME)).isZero();
    }

    @ParameterizedTest
    @CsvSource({"50, 0", "51, 1", "52, 2", "55, 16", "56, 30", "500, 30"})
    void guesses_from_everywhere_slow_the_account_for_places_where_its_owner_never_was(int failures, long seconds) {
        Account account = AccountRules.succeeded(Account.fresh("li.ming", "hash"), HOME, "hash", "hash", NOON);
        for (int i = 0; i < failures; i++) {
            account = AccountRules.failed(account, "place-" + i, NOON);
        }

        assertThat(waitingSeconds(account, "elsewhere")).isEqualTo(seconds);
        assertThat(waitingSeconds(account, HOME)).isZero();
        assertThat(account.attempts()).hasSizeLessThanOrEqualTo(AccountRules.PLACES_MAX);
    }

    @Test
    void failures_at_one_place_are_forgotten_after_an_hour_without_any() {
        Account account = afterFailures(9, SCHOOL);
        Instant later = NOON.plus(Duration.ofHours(1));

        Account failedAgain = AccountRules.failed(account, SCHOOL, later);

        assertThat(failedAgain.attempts().getLast().failures()).isEqualTo(1);
    }

    @Test
    void a_right_password_forgets_the_failures_of_its_place_and_takes_the_stronger_hash() {
        Account account = afterFailures(afterFailures(9, SCHOOL), 9, HOME);

        Account after = AccountRules.succeeded(account, HOME, "hash", "stronger", NOON);

        assertThat(after.passwordHash()).isEqualTo("stronger");
        assertThat(after.failures()).isZero();
        assertThat(waitingSeconds(after, HOME)).isZero();
        assertThat(waitingSeconds(after, SCHOOL)).isEqualTo(8);
        assertThat(AccountRules.isSettled(after, HOME)).isTrue();
        assertThat(AccountRules.isSettled(after, SCHOOL)).isFalse();
    }

    @Test
    void a_password_that_was_changed_meanwhile_stays() {
        var changed = Account.fresh("li.ming", "hash").withPassword("new-hash", null);

        assertThat(AccountRules.succeeded(changed, HOME, "hash", "stronger", NOON)
                        .passwordHash())
                .isEqualTo("new-hash");
    }

    @Test
    void a_place_is_a_network_and_tells_no_address() {
        assertThat(SignInPlace.of("2001:db8:1:2:aaaa::1", "student-1"))
                .isEqualTo(SignInPlace.of("2001:db8:1:2:bbbb::2", "student-1"))
                .isNotEqualTo(SignInPlace.of("2001:db8:1:3::1", "student-1"))
                .isNotEqualTo(SignInPlace.of("2001:db8:1:2::1", "student-2"));
        assertThat(SignInPlace.of("10.0.0.7", "student-1"))
                .isNotEqualTo(SignInPlace.of("10.0.0.8", "student-1"))
                .doesNotContain("10.0");
    }

    @ParameterizedTest
    @CsvSource({
        "li.ming, true",
        "李明, true",
        "li_ming-1@xingyi, true",
        "li ming, false",
        "'', false",
        "a/b, false",
        "<b>, false"
    })
    void usernames_have_a_form(String username, boolean good) {
        assertThat(AccountRules.isUsername(username)).isEqualTo(good);
        assertThat(AccountRules.isUsername("a".repeat(64))).isTrue();
        assertThat(AccountRules.isUsername("a".repeat(65))).isFalse();
    }
}
