package io.airclass.schedule.catalogue;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.rosterview.RosterView;
import java.util.List;
import java.util.UUID;

/**
 * A prefecture of its own for each test: 兴义市 with a school, and 安龙县 with another. In the school, a class of grade 7 with the
 * teachers 王芳 (语文) and 李强 (数学), the student 张小明 and the guardian 张伟.
 */
public final class Places {
    public final String key = UUID.randomUUID().toString().substring(0, 8);
    public final String province = "province-" + key;
    public final String prefecture = "qianxinan-" + key;
    public final String county = "xingyi-" + key;
    public final String school = "school-" + key;
    public final String otherCounty = "anlong-" + key;
    public final String otherSchool = "neighbour-" + key;
    public final String classId = "class-" + key;
    public final String otherClassId = "other-class-" + key;
    public final String wang = "wang-fang-" + key;
    public final String li = "li-qiang-" + key;
    public final String student = "zhang-xiaoming-" + key;
    public final String classmate = "zhao-xue-" + key;
    public final String guardian = "zhang-wei-" + key;
    public final String otherStudent = "wu-hao-" + key;
    public final String otherTeacher = "zhou-min-" + key;

    public Places(RosterView roster) {
        apply(roster, org(province, OrgType.PROVINCE, "52", "贵州省"));
        apply(roster, org(prefecture, OrgType.PREFECTURE, "5223", "黔西南州", province));
        apply(roster, org(county, OrgType.COUNTY, "522301", "兴义市", province, prefecture));
        apply(roster, org(otherCounty, OrgType.COUNTY, "522328", "安龙县", province, prefecture));
        apply(roster, org(school, OrgType.SCHOOL, null, "兴义市第一中学", province, prefecture, county));
        apply(roster, org(otherSchool, OrgType.SCHOOL, null, "安龙县民族中学", province, prefecture, otherCounty));
        apply(
                roster,
                new ClassChangedV1(
                        classId,
                        school,
                        "七（1）班",
                        7,
                        Stage.JUNIOR,
                        List.of(province, prefecture, county, school, classId),
                        List.of(student, classmate),
                        List.of(new ClassTeacher(wang, "语文"), new ClassTeacher(li, "数学")),
                        wang,
                        false));
        apply(
                roster,
                new ClassChangedV1(
                        otherClassId,
                        otherSchool,
                        "八（1）班",
                        8,
                        Stage.JUNIOR,
                        List.of(province, prefecture, otherCounty, otherSchool, otherClassId),
                        List.of(otherStudent),
                        List.of(new ClassTeacher(otherTeacher, "数学")),
                        otherTeacher,
                        false));
        apply(roster, person(student, Role.STUDENT, school, List.of(classId), List.of(guardian), List.of()));
        apply(roster, person(classmate, Role.STUDENT, school, List.of(classId), List.of(), List.of()));
        apply(roster, person(guardian, Role.GUARDIAN, school, List.of(), List.of(), List.of(student)));
        apply(roster, person(otherStudent, Role.STUDENT, otherSchool, List.of(otherClassId), List.of(), List.of()));
        for (String teacher : List.of(wang, li)) {
            apply(roster, person(teacher, Role.TEACHER, school, List.of(), List.of(), List.of()));
        }
        apply(roster, person(otherTeacher, Role.TEACHER, otherSchool, List.of(), List.of(), List.of()));
    }

    private static OrgChangedV1 org(String id, OrgType type, String code, String name, String... above) {
        var within = java.util.stream.Stream.concat(java.util.Arrays.stream(above), java.util.stream.Stream.of(id))
                .toList();
        var parent = above.length == 0 ? null : above[above.length - 1];
        return new OrgChangedV1(id, type, parent, null, code, name, List.of(), within, false);
    }

    private static PersonChangedV1 person(
            String id, Role role, String school, List<String> classes, List<String> guardians, List<String> children) {
        return new PersonChangedV1(id, List.of(role), List.of(school), classes, guardians, children, List.of(), false);
    }

    private static void apply(RosterView roster, RosterEvent event) {
        roster.apply(event, 1).block();
    }

    public String as(String person, Role role, String org) {
        return token(person, grant(role, org));
    }

    public String wang() {
        return as(wang, Role.TEACHER, school);
    }

    public String li() {
        return as(li, Role.TEACHER, school);
    }

    public String administrator() {
        return as("admin-" + key, Role.SCHOOL_ADMINISTRATOR, school);
    }

    public String student() {
        return as(student, Role.STUDENT, school);
    }

    public String classmate() {
        return as(classmate, Role.STUDENT, school);
    }

    public String guardian() {
        return as(guardian, Role.GUARDIAN, school);
    }

    public String otherStudent() {
        return as(otherStudent, Role.STUDENT, otherSchool);
    }

    public String otherTeacher() {
        return as(otherTeacher, Role.TEACHER, otherSchool);
    }

    public String otherAdministrator() {
        return as("other-admin-" + key, Role.SCHOOL_ADMINISTRATOR, otherSchool);
    }

    public String officer() {
        return as("officer-" + key, Role.TEACHING_OFFICER, county);
    }

    public String researcher() {
        return as("researcher-" + key, Role.RESEARCHER, prefecture);
    }
}
