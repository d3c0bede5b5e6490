package io.airclass.roster.regime;

import static io.airclass.contracts.roster.RegimeStatement.NORMAL;
import static io.airclass.contracts.roster.RegimeStatement.ONLINE;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.store.Stored;
import io.airclass.roster.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegimeRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:30:00Z");
    private static final Caller OFFICER = caller("wang-zhuren", Role.TEACHING_OFFICER, "xingyi");
    private static final Stored<Org> XINGYI = org("xingyi", OrgType.COUNTY, "root", "xingyi");
    private static final Stored<Org> SCHOOL = org("school-1", OrgType.SCHOOL, "root", "xingyi", "school-1");

    private static Caller caller(String id, Role role, String org) {
        return new Caller(id, "", List.of(new Grant(role, org)), Instant.MAX);
    }

    private static Stored<Org> org(String id, OrgType type, String... within) {
        return new Stored<>(id, 1, new Org(type, id, null, null, null, null, List.of(), List.of(within)));
    }

    private static RegimeChange change(RegimeStatement regime, Instant from, Instant until) {
        return new RegimeChange(regime, from, until, "疫情防控");
    }

    private static Decision<OrgRegimes> decide(Stored<OrgRegimes> current, long expected, RegimeChange change) {
        return RegimeRules.decide(OFFICER, XINGYI, Optional.ofNullable(current), expected, change, NOW);
    }

    private static Decided decided(Decision<OrgRegimes> decision) {
        return ((Decision.Accepted<OrgRegimes>) decision).next().periods().getLast();
    }

    private static String slug(Decision<OrgRegimes> decision) {
        return ((Decision.Rejected<OrgRegimes>) decision).rejection().slug();
    }

    private static Stored<OrgRegimes> known(int periods) {
        return new Stored<>(
                "xingyi",
                periods,
                new OrgRegimes(Collections.nCopies(
                        periods,
                        new Decided(NORMAL, NOW.minusSeconds(60), null, "常规", "li-ju", NOW.minusSeconds(60)))));
    }

    @Test
    void a_first_decision_holds_from_now_and_is_told_and_written_down() {
        var decision = (Decision.Accepted<OrgRegimes>) decide(null, 0, change(ONLINE, null, null));

        assertThat(decision.next().periods())
                .containsExactly(new Decided(ONLINE, NOW, null, "疫情防控", "wang-zhuren", NOW));
        assertThat(decision.events().getFirst())
                .isEqualTo(new RegimeChangedV1(
                        "xingyi", List.of(decision.next().periods().getFirst().period())));
        assertThat((AuditRecordedV1) decision.events().getLast()).satisfies(audit -> {
            assertThat(audit.action()).isEqualTo("regime-changed");
            assertThat(audit.actorId()).isEqualTo("wang-zhuren");
            assertThat(audit.within()).containsExactly("root", "xingyi");
        });
    }

    @Test
    void a_decision_is_added_to_those_before_it() {
        var before = known(3);

        assertThat(((Decision.Accepted<OrgRegimes>) decide(before, 3, change(ONLINE, null, null)))
                        .next()
                        .periods())
                .hasSize(4)
                .startsWith(before.value().periods().toArray(Decided[]::new));
    }

    @ParameterizedTest
    @CsvSource({"-301, ", "-300, 0", "-1, 0", "0, 0", "1, 1", "34560000, 34560000", "34560001, "})
    void a_beginning_lies_at_most_minutes_back_and_then_is_now(long asked, Long from) {
        var decision = decide(null, 0, change(ONLINE, NOW.plusSeconds(asked), null));

        if (from == null) {
            assertThat(slug(decision)).isEqualTo("regime-from-out-of-range");
        } else {
            assertThat(decided(decision).from()).isEqualTo(NOW.plusSeconds(from));
        }
    }

    @Test
    void an_end_lies_after_the_beginning() {
        var later = NOW.plus(Duration.ofDays(7));

        assertThat(slug(decide(null, 0, change(ONLINE, later, later)))).isEqualTo("regime-until-too-early");
        assertThat(slug(decide(null, 0, change(ONLINE, NOW.minusSeconds(60), NOW))))
                .isEqualTo("regime-until-too-early");
        assertThat(decided(decide(null, 0, change(ONLINE, later, later.plusMillis(1))))
                        .until())
                .isEqualTo(later.plusMillis(1));
    }

    @Test
    void who_saw_another_version_is_told_so() {
        assertThat(slug(decide(known(2), 1, change(ONLINE, null, null)))).isEqualTo("stale-version");
        assertThat(slug(decide(null, 1, change(ONLINE, null, null)))).isEqualTo("stale-version");
        assertThat(slug(decide(known(1), 0, change(ONLINE, null, null)))).isEqualTo("stale-version");
    }

    @Test
    void the_same_officer_who_asks_again_finds_it_decided() {
        var from = NOW.plusSeconds(60);
        for (var asked : List.of(
                change(ONLINE, null, null), change(ONLINE, from, null), change(ONLINE, NOW.minusSeconds(9), null))) {
            var first = ((Decision.Accepted<OrgRegimes>) decide(null, 0, asked)).next();
            var stored = new Stored<>("xingyi", 1, first);

            assertThat(decide(stored, 0, asked)).isEqualTo(Decision.unchanged(first));
            assertThat(RegimeRules.decide(
                            caller("li-ju", Role.ORG_ADMINISTRATOR, "xingyi"),
                            XINGYI,
                            Optional.of(stored),
                            0,
                            asked,
                            NOW))
                    .isInstanceOf(Decision.Rejected.class);
        }
    }

    @Test
    void the_list_has_an_end() {
        assertThat(decide(known(RegimeRules.PERIODS_MAX - 1), RegimeRules.PERIODS_MAX - 1, change(ONLINE, null, null)))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(slug(decide(known(RegimeRules.PERIODS_MAX), RegimeRules.PERIODS_MAX, change(ONLINE, null, null))))
                .isEqualTo("regimes-full");
    }

    @ParameterizedTest
    @CsvSource({
        "TEACHING_OFFICER, xingyi, true",
        "ORG_ADMINISTRATOR, root, true",
        "ORG_ADMINISTRATOR, pu-an, false",
        "ORG_ADMINISTRATOR, school-1, false",
        "TEACHING_OFFICER, school-1, false",
        "PRINCIPAL, school-1, false",
        "SUPERVISION_OFFICER, xingyi, false",
        "TECHNICAL_OFFICER, xingyi, false",
        "PLATFORM_ADMINISTRATOR, root, false"
    })
    void officers_decide_and_schools_do_not(Role role, String org, boolean decides) {
        var line = List.of(org("root", OrgType.PROVINCE, "root"), XINGYI, SCHOOL);

        assertThat(RegimeRules.isOfficer(caller("x", role, org), line)).isEqualTo(decides);
    }
}
