package io.airclass.roster.org;

import static io.airclass.contracts.OrgType.AUTHORITY;
import static io.airclass.contracts.OrgType.COUNTY;
import static io.airclass.contracts.OrgType.FUNCTIONAL_ZONE;
import static io.airclass.contracts.OrgType.PREFECTURE;
import static io.airclass.contracts.OrgType.PROVINCE;
import static io.airclass.contracts.OrgType.SCHOOL;
import static io.airclass.contracts.OrgType.TEACHING_POINT;
import static io.airclass.contracts.OrgType.TOWNSHIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.roster.org.OrgRules.Misfit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrgRulesTest {
    private static final int DEPTH_MAX = 12;

    private final Map<String, Org> proposed = new LinkedHashMap<>();

    private OrgRulesTest org(String id, OrgType type, String parent) {
        return org(id, type, parent, null);
    }

    private OrgRulesTest org(String id, OrgType type, String parent, String managing) {
        proposed.put(id, Org.proposed(type, id, parent, managing, null, List.of()));
        return this;
    }

    private List<String> within(String id) {
        return OrgRules.place(proposed, DEPTH_MAX).orgs().get(id).within();
    }

    private Map<String, Misfit> misfits() {
        return OrgRules.place(proposed, DEPTH_MAX).misfits();
    }

    @Test
    void a_school_knows_all_above_it_from_the_root_down_to_itself() {
        org("中学", SCHOOL, "兴义")
                .org("兴义", COUNTY, "黔西南")
                .org("黔西南", PREFECTURE, "贵州")
                .org("贵州", PROVINCE, null);

        assertThat(within("中学")).containsExactly("root", "贵州", "黔西南", "兴义", "中学");
        assertThat(OrgRules.place(proposed, DEPTH_MAX).orgs().keySet()).containsExactly("贵州", "黔西南", "兴义", "中学");
    }

    @Test
    void a_province_managed_county_needs_no_prefecture() {
        org("河南", PROVINCE, null).org("巩义", COUNTY, "河南").org("中学", SCHOOL, "巩义");

        assertThat(within("中学")).containsExactly("root", "河南", "巩义", "中学");
    }

    @Test
    void a_functional_zone_stands_beside_the_counties_without_a_code() {
        org("黔西南", PREFECTURE, null).org("义龙新区", FUNCTIONAL_ZONE, "黔西南").org("中学", SCHOOL, "义龙新区");

        assertThat(misfits()).isEmpty();
    }

    @Test
    void a_school_of_the_prefecture_may_lie_in_a_county_or_directly_below_the_prefecture() {
        org("黔西南", PREFECTURE, null).org("兴义", COUNTY, "黔西南");
        org("州一中", SCHOOL, "兴义", "黔西南").org("州二中", SCHOOL, "黔西南").org("教学点", TEACHING_POINT, "州一中");

        assertThat(misfits()).isEmpty();
        assertThat(within("州一中")).containsExactly("root", "黔西南", "州一中");
        assertThat(within("教学点")).containsExactly("root", "黔西南", "州一中", "教学点");
        assertThat(OrgRules.place(proposed, DEPTH_MAX).orgs().get("州一中").parentId())
                .isEqualTo("兴义");
    }

    @Test
    void a_school_of_another_ministry_stands_below_that_ministrys_body() {
        org("河南", PROVINCE, null).org("郑州", PREFECTURE, "河南").org("省交通厅", AUTHORITY, "河南");
        org("交通职院附属中专", SCHOOL, "郑州", "省交通厅");

        assertThat(within("交通职院附属中专")).containsExactly("root", "河南", "省交通厅", "交通职院附属中专");
    }

    @Test
    void where_a_managed_school_lies_must_stand_too() {
        org("黔西南", PREFECTURE, null).org("州一中", SCHOOL, "无", "黔西南").org("教学点", TEACHING_POINT, "州一中");
        org("州二中", SCHOOL, "州三中", "黔西南").org("州三中", SCHOOL, "黔西南");

        assertThat(misfits())
                .containsOnly(
                        Map.entry("州一中", Misfit.PARENT_MISSING),
                        Map.entry("教学点", Misfit.PARENT_REFUSED),
                        Map.entry("州二中", Misfit.PARENT_UNFIT));
    }

    @Test
    void managing_one_another_is_a_cycle() {
        org("甲", COUNTY, null, "乙").org("乙", COUNTY, null, "甲");

        assertThat(misfits()).containsOnly(Map.entry("甲", Misfit.CYCLE), Map.entry("乙", Misfit.CYCLE));
    }

    @Test
    void a_teaching_point_needs_a_parent_school() {
        org("兴义", COUNTY, null).org("镇", TOWNSHIP, "兴义").org("小学", SCHOOL, "镇");
        org("教学点甲", TEACHING_POINT, "小学").org("教学点乙", TEACHING_POINT, "镇");

        assertThat(misfits()).containsExactly(Map.entry("教学点乙", Misfit.TEACHING_POINT_NEEDS_SCHOOL));
    }

    @Test
    void a_cycle_is_refused_with_all_that_hangs_below_it_and_nothing_else() {
        org("甲", COUNTY, "乙").org("乙", COUNTY, "丙").org("丙", COUNTY, "甲");
        org("中学", SCHOOL, "甲").org("好", COUNTY, null);

        assertThat(misfits())
                .containsOnly(
                        Map.entry("甲", Misfit.CYCLE),
                        Map.entry("乙", Misfit.CYCLE),
                        Map.entry("丙", Misfit.CYCLE),
                        Map.entry("中学", Misfit.PARENT_REFUSED));
    }

    @Test
    void its_own_parent_is_a_cycle() {
        assertThat(org("甲", COUNTY, "甲").misfits()).containsExactly(Map.entry("甲", Misfit.CYCLE));
    }

    @ParameterizedTest
    @CsvSource({
        "PREFECTURE, COUNTY",
        "COUNTY, COUNTY",
        "PROVINCE, PREFECTURE",
        "SCHOOL, SCHOOL",
        "COUNTY, SCHOOL",
        "SCHOOL, TEACHING_POINT"
    })
    void a_unit_hangs_below_a_higher_one_only(OrgType child, OrgType parent) {
        org("学校", SCHOOL, null)
                .org("上", parent, parent == TEACHING_POINT ? "学校" : null)
                .org("下", child, "上");

        assertThat(misfits()).containsExactly(Map.entry("下", Misfit.PARENT_UNFIT));
    }

    @Test
    void a_parent_that_is_not_there_is_told() {
        assertThat(org("中学", SCHOOL, "无").misfits()).containsExactly(Map.entry("中学", Misfit.PARENT_MISSING));
    }

    @Test
    void the_root_may_be_given_and_has_no_parent() {
        org("root", PROVINCE, null).org("贵州", PROVINCE, "root").org("黔西南", PREFECTURE, null);

        assertThat(misfits()).isEmpty();
        assertThat(within("root")).containsExactly("root");
        assertThat(within("黔西南")).containsExactly("root", "黔西南");
        assertThat(new OrgRulesTest()
                        .org("root", PROVINCE, "贵州")
                        .org("贵州", PROVINCE, null)
                        .misfits())
                .containsEntry("root", Misfit.ROOT_HAS_PARENT);
    }

    @Test
    void the_depth_has_a_limit() {
        org("贵州", PROVINCE, null).org("黔西南", PREFECTURE, "贵州").org("兴义", COUNTY, "黔西南");

        assertThat(OrgRules.place(proposed, 3).misfits()).isEmpty();
        assertThat(OrgRules.place(proposed, 2).misfits()).containsExactly(Map.entry("兴义", Misfit.TOO_DEEP));
    }

    @Test
    void a_managing_organisation_must_stand_and_be_no_school() {
        org("兴义", COUNTY, null).org("甲中", SCHOOL, "兴义", "兴义").org("乙中", SCHOOL, "兴义", "甲中");
        org("丙中", SCHOOL, "兴义", "无").org("教学点", TEACHING_POINT, "丙中");

        assertThat(misfits())
                .containsOnly(
                        Map.entry("乙中", Misfit.MANAGING_ORG_UNFIT),
                        Map.entry("丙中", Misfit.MANAGING_ORG_UNFIT),
                        Map.entry("教学点", Misfit.PARENT_REFUSED));
    }

    @Test
    void a_cycle_of_fifty_thousand_is_found_without_recursion() {
        int size = 50_000;
        for (int i = 0; i < size; i++) {
            org("o" + i, COUNTY, "o" + (i + 1) % size);
        }

        assertThat(misfits()).hasSize(size).containsValue(Misfit.CYCLE);
    }
}
