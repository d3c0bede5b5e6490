package io.airclass.homework.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.homework.access.Standing;
import io.airclass.kit.decide.Decision;
import io.airclass.rosterview.SchoolClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentRulesTest {
    private static final Instant AT = Instant.parse("2026-11-22T12:00:00Z");
    private static final SchoolClass CLASS = new SchoolClass(
            "class",
            1,
            false,
            "school",
            "九年级（3）班",
            9,
            Stage.JUNIOR,
            List.of("root", "school", "class"),
            List.of("xiaoming"),
            List.of(),
            null,
            null,
            List.of("xiaoming"));
    private static final Standing TEACHER = new Standing(CLASS, true, false, false, Set.of());

    @ParameterizedTest
    @CsvSource({"-1,false", "0,false", "1,true"})
    void it_is_due_after_now(long millis, boolean accepted) {
        assertThat(open(AT.plusMillis(millis), TEACHER) instanceof Decision.Accepted)
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"-1,true", "0,true", "1,false"})
    void it_is_due_within_a_year(long millis, boolean accepted) {
        var due = AT.plus(Duration.ofDays(AssignmentRules.DUE_DAYS_MAX)).plusMillis(millis);
        assertThat(open(due, TEACHER) instanceof Decision.Accepted).isEqualTo(accepted);
    }

    @Test
    void an_instant_beyond_what_the_database_can_keep_is_refused() {
        assertThat(open(Instant.MAX, TEACHER)).isInstanceOf(Decision.Rejected.class);
        assertThat(open(Instant.MIN, TEACHER)).isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void only_who_teaches_the_class_sets_its_homework() {
        assertThat(open(AT.plusSeconds(60), new Standing(CLASS, false, true, true, Set.of("xiaoming"))))
                .isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void it_is_told_with_the_class_and_all_above_it() {
        var decision = (Decision.Accepted<Assignment>) open(AT.plusSeconds(60), TEACHER);
        var event = (AssignmentOpenedV1) decision.events().getFirst();
        assertThat(event.within()).containsExactly("root", "school", "class");
        assertThat(event.title()).isEqualTo("二次函数练习");
        assertThat(event.key()).isEqualTo("class");
    }

    private static Decision<Assignment> open(Instant dueAt, Standing standing) {
        var asked = new NewAssignment("class", "数学", " 二次函数练习 ", null, dueAt, null, null, BigDecimal.valueOf(100));
        return AssignmentRules.open(asked, "assignment", standing, "wang-laoshi", AT);
    }
}
