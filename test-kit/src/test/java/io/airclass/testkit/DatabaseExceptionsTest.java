package io.airclass.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseExceptionsTest {
    private final DatabaseExceptions exceptions = new DatabaseExceptions("""
            # what we may

            not-indexed | find keys {} sort {_id: 1} | there are at most twenty
            no-limit    | find notes {owner: string} | planted
            """);

    @Test
    void an_exception_excuses_its_rule_of_its_statement_only() {
        assertThat(exceptions.excuse(broken(DatabaseRule.NOT_INDEXED, "find keys {} sort {_id: 1}")))
                .isTrue();
        assertThat(exceptions.excuse(broken(DatabaseRule.NO_LIMIT, "find keys {} sort {_id: 1}")))
                .isFalse();
        assertThat(exceptions.excuse(broken(DatabaseRule.NOT_INDEXED, "find keys {}")))
                .isFalse();
    }

    @Test
    void an_exception_that_excused_nothing_is_told() {
        exceptions.excuse(broken(DatabaseRule.NOT_INDEXED, "find keys {} sort {_id: 1}"));
        assertThat(exceptions.unused()).containsExactly("no-limit | find notes {owner: string}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-indexed | find notes {}", "not-indexed | find notes {} | ", "because"})
    void an_exception_without_a_reason_is_refused(String line) {
        assertThatThrownBy(() -> new DatabaseExceptions(line)).hasMessageContaining("rule | statement | reason");
    }

    private static BrokenRule broken(DatabaseRule rule, String statement) {
        return new BrokenRule(rule, "", statement, "{}");
    }
}
