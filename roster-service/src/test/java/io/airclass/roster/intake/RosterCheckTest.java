package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.roster.intake.RosterPlan.PlannedClass;
import io.airclass.roster.intake.RosterPlan.PlannedPerson;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.people.Grant;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RosterCheckTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    static final Reach EVERYTHING =
            Reach.all(new Asked("admin", "root", List.of("root"), true, false, Asked.Format.ONEROSTER));

    @TempDir
    Path directory;

    private final Findings findings = new Findings(1000);
    private final Map<String, String> files = Zips.school();
    private final Map<String, PlannedClass> classes = new LinkedHashMap<>();
    private final Map<String, PlannedPerson> people = new LinkedHashMap<>();
    private RosterPlan plan;

    private void check() throws IOException {
        try (Bundle bundle = Bundle.open(Zips.file(directory, Zips.zip(files)), BundleLimits.standard(), findings)
                .orElseThrow()) {
            plan = RosterCheck.check(bundle, BundleLimits.standard(), findings, TODAY, EVERYTHING)
                    .orElseThrow();
            all(plan.classes(bundle)).forEach(each -> classes.put(each.id(), each));
            all(plan.people(bundle)).forEach(each -> people.put(each.id(), each));
        }
    }

    static <T> List<T> all(Batches<T> batches) throws IOException {
        try (batches) {
            return batches.next(Integer.MAX_VALUE);
        }
    }

    private void add(String file, String rows) {
        files.merge(file, rows, String::concat);
    }

    private void replace(String file, String from, String to) {
        assertThat(files.get(file)).contains(from);
        files.put(file, files.get(file).replace(from, to));
    }

    private void assertOneError(String file, int line, String column, String code) {
        assertThat(findings.errors())
                .extracting(Finding::file, Finding::line, Finding::column, Finding::code)
                .containsExactly(tuple(file, (long) line, column, code));
    }

    @Test
    void a_good_bundle_gives_the_tree_the_term_the_class_and_the_people() throws IOException {
        check();

        assertThat(findings.errors()).isEmpty();
        assertThat(plan.orgs().keySet()).containsExactly("guizhou", "qianxinan", "xingyi", "school-1");
        assertThat(plan.orgs().get("xingyi").type()).isEqualTo(OrgType.COUNTY);
        assertThat(plan.terms()).containsOnlyKeys("term-1");
        assertThat(plan.terms().get("term-1").lastDay()).isEqualTo(LocalDate.of(2027, 1, 20));
        var schoolClass = classes.get("class-1").schoolClass();
        assertThat(schoolClass.grade()).isEqualTo(10);
        assertThat(schoolClass.stage()).isEqualTo(Stage.SENIOR);
        assertThat(schoolClass.within())
                .containsExactly("root", "guizhou", "qianxinan", "xingyi", "school-1", "class-1");
        assertThat(schoolClass.studentIds()).containsExactly("student-1", "student-2");
        assertThat(schoolClass.headTeacherId()).isEqualTo("teacher-1");
        assertThat(schoolClass.teachers())
                .containsExactly(
                        new ClassTeacher("teacher-1", "语文"),
                        new ClassTeacher("teacher-2", "数学"),
                        new ClassTeacher("teacher-2", "物理"));
    }

    @Test
    void people_have_their_grants_classes_children_and_guardians() throws IOException {
        check();

        assertThat(people.get("teacher-1").person().grants())
                .containsExactly(new Grant(Role.HEAD_TEACHER, "school-1"), new Grant(Role.TEACHER, "school-1"));
        assertThat(people.get("teacher-1").person().taughtClassIds()).containsExactly("class-1");
        assertThat(people.get("student-1").person().classIds()).containsExactly("class-1");
        assertThat(people.get("student-1").person().schoolIds()).containsExactly("school-1");
        assertThat(people.get("student-1").person().guardianIds()).containsExactly("guardian-1");
        assertThat(people.get("guardian-1").person().childIds()).containsExactly("student-1");
        assertThat(people.get("student-1").person().name()).isEqualTo("李明");
        assertThat(people.get("student-1").username()).isEqualTo("li.ming");
        assertThat(people.get("student-1").toString()).doesNotContain("Lesson-2026");
    }

    @Test
    void what_depends_on_a_bad_row_falls_with_it_and_the_rest_goes_in() throws IOException {
        add("users.csv", Zips.user("student-3", "bad name!", "孙", "悦", "", ""));
        add("users.csv", Zips.user("student-4", "sun.li", "孙", "莉", "student-3", ""));
        add("roles.csv", Zips.role("student-3", "student", "school-1", ""));
        add("enrollments.csv", "e-9,,,class-1,school-1,student-3,student,,,,\n");

        check();

        assertThat(findings.errors())
                .extracting(finding -> finding.file() + ":" + finding.line() + ":" + finding.column())
                .containsExactlyInAnyOrder(
                        "users.csv:7:username",
                        "users.csv:8:agentSourcedIds",
                        "roles.csv:7:userSourcedId",
                        "enrollments.csv:6:userSourcedId");
        assertThat(people).hasSize(5).doesNotContainKeys("student-3", "student-4");
        assertThat(classes.get("class-1").schoolClass().studentIds()).containsExactly("student-1", "student-2");
    }

    @Test
    void a_school_that_falls_takes_its_classes_and_people_places_with_it() throws IOException {
        replace("orgs.csv", ",,xingyi,school,", ",,nowhere,school,");

        check();

        assertThat(plan.orgs()).doesNotContainKey("school-1");
        assertThat(classes).isEmpty();
        assertThat(people.get("teacher-1").person().grants()).isEmpty();
        assertThat(findings.errors())
                .extracting(Finding::file)
                .contains("orgs.csv", "classes.csv", "roles.csv", "enrollments.csv");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "users.csv|student-2,,,true,zhao.xue|student-1,,,true,zhao.xue|5|sourcedId|id-doubled",
                "users.csv|student-2,,,true,zhao.xue|student-2,,,true,LI.MING|5|username|username-doubled",
                "users.csv|,guardian-1,,Lesson|,nobody,,Lesson|4|agentSourcedIds|reference-missing",
                "users.csv|,guardian-1,,Lesson|,student-1,,Lesson|4|agentSourcedIds|guardian-of-self",
            })
    void a_fault_of_a_user_is_told_at_its_place(
            String file, String from, String to, int line, String column, String code) throws IOException {
        replace(file, from, to);

        check();

        assertThat(findings.errors()).first().satisfies(error -> {
            assertThat(error.file()).isEqualTo(file);
            assertThat(error.line()).isEqualTo(line);
            assertThat(error.column()).isEqualTo(column);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orgs.csv|school-x,,,某校,department,,xingyi,,,,|6|type|org-type-unknown",
                "orgs.csv|school-x,,,某校,school,,xingyi,palace,,,|6|metadata.airclass.type|org-type-unknown",
                "orgs.csv|county-x,,,某县,district,,qianxinan,county,52230,,|6|metadata.airclass.divisionCode|division-code-unfit",
                "orgs.csv|school-x,,,某校,school,,xingyi,school,,\"primary,lower\",|6|metadata.airclass.stages|stage-unknown",
                "orgs.csv|point-x,,,某教学点,school,,xingyi,teaching-point,,,|6|parentSourcedId|teaching-point-needs-school",
                "orgs.csv|school-x,,,某校,school,,xingyi,school,,,school-1|6|metadata.airclass.managingOrg|managing-org-unfit",
                "orgs.csv|school-1,,,某校,school,,xingyi,school,,,|6|sourcedId|id-doubled",
                "academicSessions.csv|t-x,,,某学期,term,2026-09-01,2026-08-31,,2027|4|endDate|dates-reversed",
                "academicSessions.csv|t-x,,,某学期,term,2026-09-01,2027-01-31,year-x,2027|4|parentSourcedId|reference-missing",
                "classes.csv|c-x,,,某班,13,,,,,school-1,,,,,|3|grades|grade-unknown",
                "classes.csv|c-x,,,某班,,,,,,school-1,,,,,|3|grades|grade-unknown",
                "classes.csv|c-x,,,某班,10,,,,,xingyi,,,,,|3|schoolSourcedId|class-needs-school",
                "classes.csv|c-x,,,某班,10,,,,,school-1,,,,,middle|3|metadata.airclass.stage|stage-unknown",
                "classes.csv|class-1,,,某班,10,,,,,school-1,,,,,|3|sourcedId|id-doubled",
                "roles.csv|r-x,,,teacher-1,primary,king,,,school-1,,|7|role|role-unknown",
                "roles.csv|r-x,,,teacher-1,primary,teacher,,,school-1,,KING|7|metadata.airclass.role|role-unknown",
                "roles.csv|r-x,,,teacher-1,primary,teacher,,,xingyi,,|7|orgSourcedId|role-needs-school",
                "roles.csv|role-teacher-1-school-1,,,teacher-1,primary,teacher,,,school-1,,|7|sourcedId|id-doubled",
                "enrollments.csv|e-x,,,class-1,xingyi,teacher-1,teacher,,,,|6|schoolSourcedId|enrolment-school-differs",
                "enrollments.csv|e-x,,,class-1,school-1,teacher-1,king,,,,|6|role|role-unknown",
                "enrollments.csv|e-1,,,class-1,school-1,teacher-1,teacher,,,,|6|sourcedId|id-doubled",
            })
    void a_fault_of_a_row_is_told_at_its_place_and_alone(String file, String row, int line, String column, String code)
            throws IOException {
        add(file, row + "\n");

        check();

        assertOneError(file, line, column, code);
    }

    @Test
    void our_own_roles_stand_where_the_format_has_no_word() throws IOException {
        add("users.csv", Zips.user("officer-1", "luo.zuzhang", "罗", "健", "", ""));
        add("roles.csv", Zips.role("officer-1", "administrator", "xingyi", "TEACHING_OFFICER"));
        add("roles.csv", Zips.role("officer-1", "districtAdministrator", "qianxinan", ""));

        check();

        assertThat(people.get("officer-1").person().grants())
                .containsExactly(
                        new Grant(Role.ORG_ADMINISTRATOR, "qianxinan"), new Grant(Role.TEACHING_OFFICER, "xingyi"));
        assertThat(people.get("officer-1").person().schoolIds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2026-11-21, 1", "2026-11-22, 2"})
    void an_enrolment_counts_until_its_last_day(String lastDay, int students) throws IOException {
        replace("enrollments.csv", "student-2,student,,,,", "student-2,student,,," + lastDay + ",");

        check();

        assertThat(classes.get("class-1").schoolClass().studentIds()).hasSize(students);
    }

    @Test
    void a_second_head_teacher_is_noted_and_teaches_without_the_office() throws IOException {
        replace("enrollments.csv", "teacher-2,teacher,false", "teacher-2,teacher,true");

        check();

        assertThat(classes.get("class-1").schoolClass().headTeacherId()).isEqualTo("teacher-1");
        assertThat(findings.notes()).extracting(Finding::code).containsExactly("head-teacher-doubled");
        assertThat(people.get("teacher-2").person().grants()).containsExactly(new Grant(Role.TEACHER, "school-1"));
    }

    @Test
    void a_class_takes_members_up_to_its_limit() throws IOException {
        for (int i = 0; i < 500; i++) {
            add("users.csv", Zips.user("s" + i, "s" + i, "周", "同学" + i, "", ""));
            add("enrollments.csv", "x" + i + ",,,class-1,school-1,s" + i + ",student,,,,\n");
        }

        check();

        assertThat(findings.errors()).hasSize(4).allMatch(error -> error.code().equals("class-too-large"));
        assertThat(classes.get("class-1").schoolClass().studentIds()).hasSize(498);
    }

    @Test
    void the_order_of_rows_does_not_matter() throws IOException {
        check();
        var first = Map.copyOf(classes);
        String[] lines = files.get("enrollments.csv").split("\n");
        files.put(
                "enrollments.csv",
                lines[0] + "\n" + lines[4] + "\n" + lines[3] + "\n" + lines[2] + "\n" + lines[1] + "\n");

        check();

        assertThat(classes).isEqualTo(first);
    }
}
