package io.airclass.roster.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountRulesTest {
    private static final Instant NOON = Instant.parse("2020-02-10T04:00:00Z");

    private static Account afterFailures(int count) {
        Account account = Account.fresh("li.ming", "hash");
        for (int i = 0; i < count; i++) {
            account = AccountRules.failed(account, NOON);
        }
        return account;
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "5, 0", "6, 1", "7, 2", "8, 4", "14, 256", "15, 300", "16, 300", "100, 300"})
    void each_failure_beyond_the_free_ones_doubles_the_wait_up_to_five_minutes(int failures, long seconds) {
        Account account = afterFailures(failures);

        assertThat(AccountRules.isOpen(account, NOON.plusSeconds(seconds))).isTrue();
        assertThat(seconds == 0 || !AccountRules.isOpen(account, NOON.plusSeconds(seconds - 1)))
                .isTrue();
    }

    @Test
    void a_right_password_forgets_the_failures_and_takes_the_stronger_hash() {
        assertThat(AccountRules.succeeded(afterFailures(9), "hash", "stronger"))
                .isEqualTo(new Account("li.ming", "stronger", 0, null));
    }

    @Test
    void a_password_that_was_changed_meanwhile_stays() {
        var changed = new Account("li.ming", "new-hash", 2, null);

        assertThat(AccountRules.succeeded(changed, "hash", "stronger").passwordHash())
                .isEqualTo("new-hash");
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
