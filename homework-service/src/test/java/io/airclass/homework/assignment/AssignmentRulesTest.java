package io.airclass.homework.assignment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Stage;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.homework.access.Standing;
import io.airclass.kit.decide.Decision;
import io.airclass.policy.Cohort;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.Regime;
import io.airclass.policy.RegimePeriod;
import io.airclass.policy.RegimeTimeline;
import io.airclass.policy.pack.ShippedPacks;
import io.airclass.rosterview.SchoolClass;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private static final Policies SHIPPED = ShippedPacks.policies();
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

    @ParameterizedTest
    @CsvSource({
        "9, 90, true, true, ",
        "9, 91, true, false, HW-G7-9",
        "9, 91, false, true, ",
        "4, 61, true, false, HW-G3-6",
        "1, 5, true, false, HW-G1-2-WRITTEN",
        "2, , true, false, HW-G1-2-WRITTEN",
        "1, 5, false, true, ",
        "10, 600, true, true, "
    })
    void it_keeps_the_limits_of_the_class(int grade, Integer minutes, boolean written, boolean accepted, String rule) {
        var decision = open(asked(minutes, written, false), Regime.NORMAL, grade);

        assertThat(decision instanceof Decision.Accepted).isEqualTo(accepted);
        if (decision instanceof Decision.Rejected<Assignment>(var rejection)) {
            assertThat(rejection.slug()).isEqualTo("policy-broken");
            assertThat(rejection.facts()).containsEntry("rule", rule).containsKeys("cite", "limit", "value");
        }
    }

    @ParameterizedTest
    @CsvSource({"NORMAL, true, false", "NORMAL, false, true", "ONLINE, true, true", "ONLINE, false, true"})
    void a_phone_may_be_needed_only_while_pupils_learn_at_home(Regime regime, boolean phone, boolean accepted) {
        assertThat(open(asked(20, true, phone), regime, 9) instanceof Decision.Accepted)
                .isEqualTo(accepted);
    }

    private static NewAssignment asked(Integer minutes, boolean written, boolean phone) {
        return new NewAssignment(
                "class", "数学", "练习", null, AT.plusSeconds(60), null, minutes, written, phone, BigDecimal.TEN);
    }

    private static Decision<Assignment> open(NewAssignment asked, Regime regime, int grade) {
        var timeline = new RegimeTimeline(
                List.of(new RegimePeriod(Optional.of(regime), AT.minusSeconds(60), Optional.empty())));
        var policies = new PolicyBook(SHIPPED, Map.of("root", timeline))
                .at(
                        Place.of(new Place.Org("root"), new Place.Org("school")),
                        Cohort.ofGrade(grade),
                        AT,
                        ZoneOffset.UTC);
        return AssignmentRules.open(asked, "assignment", TEACHER, policies, "wang-laoshi", AT);
    }

    private static Decision<Assignment> open(Instant dueAt, Standing standing) {
        var asked = new NewAssignment(
                "class", "数学", " 二次函数练习 ", null, dueAt, null, null, null, null, BigDecimal.valueOf(100));
        var nothing = new PolicyBook(Policies.of(List.of()), Map.of())
                .at(Place.of(new Place.Org("root")), Cohort.ofGrade(9), AT, ZoneOffset.UTC);
        return AssignmentRules.open(asked, "assignment", standing, nothing, "wang-laoshi", AT);
    }
}
