package io.airclass.roster.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.roster.figures.SchoolFigures;
import io.airclass.roster.profile.RequiredProfiles;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformRulesTest {
    private static final Instant AT = Instant.parse("2026-11-22T02:00:00Z");
    private static final List<String> WITHIN = List.of("root", "xingyi");
    private static final Caller OFFICER =
            new Caller("officer-1", "", List.of(new Grant(Role.ORG_ADMINISTRATOR, "root")), AT);
    private static final RequiredProfiles NOT_ASKED = new RequiredProfiles(Map.of());
    private static final LocalDate DUE = LocalDate.parse("2026-12-03");

    private static App app(String key, AppKind kind, String filingNumber, boolean enabled) {
        return new App(key, "钉钉", kind, filingNumber, enabled, null, List.of(), "officer-1", AT);
    }

    private static OrgPlatform saying(App... apps) {
        return new OrgPlatform(List.of(apps), null, null, null);
    }

    private static String outcome(Decision<OrgPlatform> decision) {
        return switch (decision) {
            case Decision.Accepted<OrgPlatform> _ -> "accepted";
            case Decision.Unchanged<OrgPlatform> _ -> "unchanged";
            case Decision.Rejected<OrgPlatform> rejected -> rejected.rejection().slug();
        };
    }

    @ParameterizedTest
    @CsvSource({
        "APP,,true,filing-number-missing",
        "LIVE,,true,filing-number-missing",
        "LIVE,,false,accepted",
        "PLATFORM,,true,accepted",
        "APP,教APP备3300001号,true,accepted",
        "APP,教APP备33号,true,filing-number-malformed",
        "APP,备案中,false,filing-number-malformed"
    })
    void nothing_that_must_be_filed_is_enabled_without_a_number(
            AppKind kind, String filingNumber, boolean enabled, String expected) {
        assertThat(outcome(PlatformRules.say(
                        OrgPlatform.NOTHING, OFFICER, WITHIN, app("dingtalk", kind, filingNumber, enabled))))
                .isEqualTo(expected);
    }

    @Test
    void fifty_apps_are_known_and_not_one_more_and_the_same_again_is_unchanged() {
        OrgPlatform full = saying(IntStream.range(0, PlatformRules.APPS_MAX)
                .mapToObj(i -> app("app-" + i, AppKind.PLATFORM, null, true))
                .toArray(App[]::new));
        assertThat(outcome(PlatformRules.say(full, OFFICER, WITHIN, app("more", AppKind.PLATFORM, null, true))))
                .isEqualTo("apps-too-many");
        assertThat(outcome(PlatformRules.say(full, OFFICER, WITHIN, app("app-7", AppKind.PLATFORM, null, true))))
                .isEqualTo("unchanged");
        assertThat(outcome(PlatformRules.say(full, OFFICER, WITHIN, app("Ü", AppKind.PLATFORM, null, true))))
                .isEqualTo("app-key-malformed");
    }

    @ParameterizedTest
    @CsvSource({
        "https://class.example.cn/enter,class.example.cn,accepted",
        "https://CLASS.example.cn:443/enter?from=空,class.example.cn,app-address-unfit",
        "https://CLASS.example.cn:443/enter?from=a,class.example.cn,accepted",
        "https://class.example.cn/enter,other.example.cn,app-address-unfit",
        ",class.example.cn,accepted",
        ",127.0.0.1,app-host-malformed",
        ",localhost,app-host-malformed",
        ",*.example.cn,app-host-malformed",
        ",class.example.cn.,app-host-malformed"
    })
    void people_are_sent_only_where_the_record_allows(String launchUri, String host, String expected) {
        var app = new App("class", "空中课堂", AppKind.PLATFORM, null, true, launchUri, List.of(host), "officer-1", AT);
        assertThat(outcome(PlatformRules.say(OrgPlatform.NOTHING, OFFICER, WITHIN, app)))
                .isEqualTo(expected);
    }

    @Test
    void confirming_is_late_after_the_last_day_and_so_is_not_confirming() {
        var onTime = new LearningSpace("贵州教育云", DUE, "officer-1");
        var after = new LearningSpace("贵州教育云", DUE.plusDays(1), "officer-1");
        assertThat(PlatformRules.isLate(onTime, DUE, DUE.plusYears(1))).isFalse();
        assertThat(PlatformRules.isLate(after, DUE, DUE.plusYears(1))).isTrue();
        assertThat(PlatformRules.isLate(null, DUE, DUE)).isFalse();
        assertThat(PlatformRules.isLate(null, DUE, DUE.plusDays(1))).isTrue();
        assertThat(PlatformRules.isLate(null, null, DUE)).isFalse();
    }

    @Test
    void only_a_county_is_served_as_a_virtual_tenant_and_only_from_above() {
        for (OrgType type : OrgType.values()) {
            boolean county = type == OrgType.COUNTY || type == OrgType.FUNCTIONAL_ZONE;
            assertThat(outcome(PlatformRules.open(OrgPlatform.NOTHING, OFFICER, WITHIN, type, "普安县空中课堂")))
                    .isEqualTo(county ? "accepted" : "virtual-tenant-of-county");
        }
        assertThat(PlatformRules.mayOpen(OFFICER, WITHIN)).isTrue();
        var own = new Caller("officer-2", "", List.of(new Grant(Role.ORG_ADMINISTRATOR, "xingyi")), AT);
        assertThat(PlatformRules.mayOpen(own, WITHIN)).isFalse();
    }

    /** One teacher of s-1 and one of s-2 have completed a profile. */
    private static Long profiled(String id) {
        return id.equals("s-1") || id.equals("s-2") ? 1L : 0L;
    }

    private static SchoolFigures school(String id, OrgType type, Long bound, String... within) {
        return new SchoolFigures(id, type, List.of(within), 1, 1, 1, bound, profiled(id), null, AT, null);
    }

    @Test
    void a_school_is_covered_by_the_nearest_word_and_a_teacher_with_an_account() {
        var dingtalk = app("dingtalk", AppKind.LIVE, "教APP备3300001号", true);
        var off = app("dingtalk", AppKind.LIVE, "教APP备3300001号", false);
        var schools = List.of(
                school("s-1", OrgType.SCHOOL, 3L, "root", "xingyi", "s-1"),
                school("s-2", OrgType.SCHOOL, 0L, "root", "xingyi", "s-2"),
                school("s-3", OrgType.SCHOOL, 3L, "root", "xingyi", "s-3"),
                school("s-4", OrgType.SCHOOL, 3L, "root", "pu-an", "s-4"),
                school("s-5", OrgType.SCHOOL, null, "root", "xingyi", "s-5"),
                school("point", OrgType.TEACHING_POINT, 1L, "root", "xingyi", "s-1", "point"));

        var coverages = PlatformRules.coverage(
                "root", schools, Map.of("xingyi", saying(dingtalk), "s-3", saying(off), "s-4", saying(off)), NOT_ASKED);
        assertThat(coverages.all()).isEqualTo(new PlatformRules.Coverage(5, 1));
        assertThat(coverages.byChild().get("xingyi")).isEqualTo(new PlatformRules.Coverage(4, 1));
        assertThat(coverages.byChild().get("pu-an")).isEqualTo(new PlatformRules.Coverage(1, 0));
        assertThat(PlatformRules.coverage("root", schools, Map.of(), NOT_ASKED).all())
                .isEqualTo(new PlatformRules.Coverage(5, 0));
    }

    @Test
    void a_county_s_coverage_is_told_by_township() {
        var schools = List.of(
                school("s-1", OrgType.SCHOOL, 3L, "root", "xingyi", "dingxiao", "s-1"),
                school("s-2", OrgType.SCHOOL, 0L, "root", "xingyi", "dingxiao", "s-2"),
                school("s-3", OrgType.SCHOOL, 3L, "root", "xingyi", "wusha", "s-3"),
                school("s-4", OrgType.SCHOOL, 3L, "root", "xingyi", "s-4"));
        var dingtalk = app("dingtalk", AppKind.LIVE, "教APP备3300001号", true);

        var coverages = PlatformRules.coverage("xingyi", schools, Map.of("xingyi", saying(dingtalk)), NOT_ASKED);

        assertThat(coverages.all()).isEqualTo(new PlatformRules.Coverage(4, 3));
        assertThat(coverages.byChild())
                .isEqualTo(Map.of(
                        "dingxiao", new PlatformRules.Coverage(2, 1),
                        "wusha", new PlatformRules.Coverage(1, 1),
                        "s-4", new PlatformRules.Coverage(1, 1)));
    }

    @Test
    void where_real_names_are_asked_for_a_teacher_is_bound_by_a_complete_profile_and_not_by_an_account() {
        var dingtalk = app("dingtalk", AppKind.LIVE, "教APP备3300001号", true);
        var schools = List.of(
                school("s-1", OrgType.SCHOOL, 3L, "root", "xingyi", "s-1"),
                school("s-2", OrgType.SCHOOL, 0L, "root", "xingyi", "s-2"),
                school("s-3", OrgType.SCHOOL, 3L, "root", "xingyi", "s-3"),
                school("s-4", OrgType.SCHOOL, 3L, "root", "pu-an", "s-4"));
        var asked = new RequiredProfiles(Map.of("root", true, "pu-an", false));

        var coverages = PlatformRules.coverage("root", schools, Map.of("root", saying(dingtalk)), asked);
        assertThat(coverages.byChild())
                .isEqualTo(
                        Map.of("xingyi", new PlatformRules.Coverage(3, 2), "pu-an", new PlatformRules.Coverage(1, 1)));
    }
}
