package io.airclass.rosterview;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Cohort;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Place;
import io.airclass.policy.Policies;
import io.airclass.policy.PolicyBook;
import io.airclass.policy.Value;
import io.airclass.policy.pack.ShippedPacks;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyRulesTest {
    private static final Policies SHIPPED = ShippedPacks.policies();
    private static final InForce XINGYI = new PolicyBook(SHIPPED, Map.of())
            .at(
                    Place.ofDivision("522301"),
                    Cohort.ofGrade(4),
                    Instant.parse("2026-11-22T02:00:00Z"),
                    ZoneId.of("Asia/Shanghai"));

    @Test
    void a_refusal_tells_the_rule_and_what_it_says_in_both_languages() {
        var refusal = PolicyRules.refusal(XINGYI.judge(Kind.HOMEWORK_WRITTEN, Value.of(70)))
                .orElseThrow();
        var texts = new ProblemTexts();

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.slug()).isEqualTo("policy-broken");
        assertThat(refusal.facts().keySet())
                .containsExactlyInAnyOrder("rule", "kind", "value", "limit", "unit", "cite");
        assertThat(refusal.facts()).containsEntry("rule", "HW-G3-6").containsEntry("unit", "MINUTES");
        assertThat(texts.detail(refusal, Locale.SIMPLIFIED_CHINESE))
                .isEqualTo("本班当天书面作业共 70 分钟，上限为 60 分钟。依据 HW-G3-6：教基厅函〔2021〕13号 (Apr 2021); 双减意见 (Jul 2021)");
        assertThat(texts.detail(refusal, Locale.ENGLISH))
                .startsWith("Written homework")
                .contains("HW-G3-6", "at most 60");
    }

    @Test
    void what_is_allowed_is_not_refused() {
        assertThat(PolicyRules.refusal(XINGYI.judge(Kind.HOMEWORK_WRITTEN, Value.of(60))))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void every_kind_has_a_text_of_its_own(Kind kind) {
        var texts = new ProblemTexts();
        var refusal =
                Rejection.ruleBroken("policy-broken").with("kind", kind.key()).with("rule", "R-1");

        assertThat(texts.detail(refusal, Locale.ENGLISH))
                .doesNotStartWith(kind.key())
                .contains(". By R-1: ");
        assertThat(texts.detail(refusal, Locale.SIMPLIFIED_CHINESE))
                .doesNotStartWith(kind.key())
                .contains("。依据 R-1：");
    }

    @ParameterizedTest
    @CsvSource({
        "PRIMARY, 3, PRIMARY, 3",
        "JUNIOR, 6, JUNIOR, 6",
        "KINDERGARTEN, 2, KINDERGARTEN, 0",
        "VOCATIONAL, 11, VOCATIONAL, 11",
        "VOCATIONAL, 2, VOCATIONAL, 0",
        "PRIMARY, 9, JUNIOR, 9",
        "SENIOR, 0, SENIOR, 10",
        "PRIMARY, 0, PRIMARY, 1"
    })
    void a_class_is_meant_by_its_stage_and_grade_and_never_by_nothing(
            Stage stage, int grade, io.airclass.policy.Stage meant, int meantGrade) {
        assertThat(PolicyRules.cohort(stage, grade)).isEqualTo(new Cohort(meant, meantGrade));
    }

    @Test
    void an_organisation_that_is_not_known_stands_in_its_place_without_a_code() {
        var xingyi = new Org(
                "xingyi",
                1,
                false,
                OrgType.COUNTY,
                "root",
                null,
                "522301",
                "兴义市",
                List.of(),
                List.of("root", "xingyi"));

        assertThat(PolicyRules.place(List.of("root", "xingyi", "school-8"), Map.of("xingyi", xingyi)))
                .isEqualTo(
                        Place.of(new Place.Org("root"), new Place.Org("xingyi", "522301"), new Place.Org("school-8")));
    }
}
