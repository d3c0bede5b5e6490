package io.airclass.rosterview;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterRulesTest {
    private static final List<String> WITHIN = List.of("root", "xingyi", "school-8", "class-903");

    @Test
    void a_teacher_of_two_subjects_who_heads_the_class_is_one_member() {
        ClassChangedV1 event = new ClassChangedV1(
                "class-903",
                "school-8",
                "九年级（3）班",
                9,
                Stage.JUNIOR,
                WITHIN,
                List.of("student-1", "student-2"),
                List.of(
                        new ClassTeacher("teacher-1", "语文"),
                        new ClassTeacher("teacher-1", "历史"),
                        new ClassTeacher("teacher-2", "数学")),
                "teacher-1",
                false);

        SchoolClass state = RosterRules.schoolClass(event, 3);

        assertThat(state.memberIds()).containsExactly("teacher-1", "teacher-2", "student-1", "student-2");
        assertThat(state.teacherIds()).containsExactly("teacher-1", "teacher-2");
        assertThat(state.isTaughtBy("teacher-1", "历史")).isTrue();
        assertThat(state.isTaughtBy("teacher-2", "历史")).isFalse();
        assertThat(state.isHeadedBy("teacher-1")).isTrue();
        assertThat(state.hasStudent("teacher-1")).isFalse();
        assertThat(state.hasStudent("student-2")).isTrue();
    }

    @Test
    void a_head_teacher_who_teaches_nothing_is_a_teacher_of_the_class() {
        ClassChangedV1 event = new ClassChangedV1(
                "class-903", "school-8", "九年级（3）班", 9, Stage.JUNIOR, WITHIN, List.of(), List.of(), "head", false);

        assertThat(RosterRules.schoolClass(event, 1).teacherIds()).containsExactly("head");
    }

    @ParameterizedTest
    @CsvSource({"2026-08-31,", "2026-09-01,own", "2027-01-22,own", "2027-01-23,", "2027-03-01,"})
    void the_nearest_organisation_with_terms_of_its_own_decides(LocalDate day, String expected) {
        List<Term> terms = List.of(
                new Term("all-1", 1, false, "root", "第一学期", day("2026-08-24"), day("2027-01-30"), "2026-2027"),
                new Term("all-2", 1, false, "root", "第二学期", day("2027-02-20"), day("2027-07-10"), "2026-2027"),
                new Term("own", 1, false, "school-8", "第一学期", day("2026-09-01"), day("2027-01-22"), "2026-2027"));

        assertThat(RosterRules.termAt(WITHIN, terms, day).map(Term::id).orElse(null))
                .isEqualTo(expected);
        assertThat(RosterRules.termAt(List.of("root", "xingren"), terms, day("2027-03-01"))
                        .map(Term::id))
                .contains("all-2");
    }

    @Test
    void the_county_of_a_metric_is_its_code_or_its_id_where_it_has_none() {
        Org root = org("root", OrgType.PREFECTURE, "522300");

        assertThat(RosterRules.county(List.of(root, org("xingyi", OrgType.COUNTY, "522301"))))
                .isEqualTo("522301");
        assertThat(RosterRules.county(List.of(org("yilong", OrgType.FUNCTIONAL_ZONE, null), root)))
                .isEqualTo("yilong");
        assertThat(RosterRules.county(List.of(root, org("state-high", OrgType.SCHOOL, null))))
                .as("of a school that the prefecture has itself")
                .isEqualTo("522300");
        assertThat(RosterRules.county(List.of(org("school", OrgType.SCHOOL, null))))
                .isEqualTo("none");
    }

    private static Org org(String id, OrgType type, String code) {
        List<String> within = id.equals("root") ? List.of(id) : List.of("root", id);
        return new Org(id, 1, false, type, null, null, code, id, List.of(), within);
    }

    private static LocalDate day(String text) {
        return LocalDate.parse(text);
    }
}
