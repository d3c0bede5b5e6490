package io.airclass.roster.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.roster.launch.LaunchRules.Verdict;
import io.airclass.roster.platform.Apps;
import io.airclass.roster.platform.TestApps;
import io.airclass.roster.space.Place;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LaunchRulesTest {
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final List<String> SCHOOL = List.of("root", "xingyi", "school-1");
    private static final Caller TEACHER = new Caller(
            "teacher-1", "", List.of(new Grant(Role.TEACHER, "school-1"), new Grant(Role.PRINCIPAL, "school-9")), AT);
    private static final List<Place> PLACES = List.of(
            new Place("teacher-1", Role.TEACHER, SCHOOL, Stage.SENIOR, 11L),
            new Place("teacher-1", Role.TEACHER, SCHOOL, Stage.SENIOR, 10L));

    private static Verdict open(Apps apps) {
        return LaunchRules.ofApp(TEACHER, PLACES, apps, "class");
    }

    private static String refusal(Apps apps) {
        return ((Verdict.Refused) open(apps)).rejection().slug();
    }

    @Test
    void an_app_that_is_enabled_above_is_opened_with_the_roles_stages_and_grades_of_the_place() {
        Launch launch = ((Verdict.Opened) open(TestApps.opening("xingyi"))).launch();
        assertThat(launch)
                .isEqualTo(new Launch(
                        "class@class.example.cn",
                        "https://class.example.cn/enter",
                        "xingyi",
                        "class",
                        "class",
                        SCHOOL,
                        List.of(Role.TEACHER),
                        List.of(Stage.SENIOR),
                        List.of(10L, 11L)));
    }

    @Test
    void an_app_that_the_nearest_closes_is_not_opened_and_another_region_s_is_not_known() {
        assertThat(refusal(TestApps.closed("xingyi"))).isEqualTo("app-not-enabled");
        assertThat(refusal(TestApps.both("xingyi", "school-1"))).isEqualTo("app-not-enabled");
        assertThat(refusal(TestApps.opening("pu-an"))).isEqualTo("not-found");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    void every_role_has_a_word_that_providers_know(Role role) {
        assertThat(LaunchRules.ltiRole(role)).startsWith("http://purl.imsglobal.org/vocab/lis/v2/");
    }
}
