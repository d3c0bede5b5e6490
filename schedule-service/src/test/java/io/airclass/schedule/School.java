package io.airclass.schedule;

import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.rosterview.RosterView;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A school of its own for each test: two classes that share their teachers 王芳 (Chinese) and 李强 (mathematics), with the student
 * 张小明 and the guardian 张伟 in the first; beside it a neighbour's school with one class.
 */
public final class School {
    private final String key = UUID.randomUUID().toString().substring(0, 8);
    public final String county = "522301-" + key;
    public final String school = "school-" + key;
    public final String neighbour = "neighbour-" + key;
    public final String classId = "class-1-" + key;
    public final String secondClassId = "class-2-" + key;
    public final String neighbourClassId = "class-9-" + key;
    public final String wang = "wang-fang-" + key;
    public final String li = "li-qiang-" + key;
    public final String neighbourTeacher = "zhou-min-" + key;
    public final String student = "zhang-xiaoming-" + key;
    public final String guardian = "zhang-wei-" + key;

    public School(RosterView roster) {
        var within = List.of("root", county, school);
        apply(
                roster,
                new OrgChangedV1("root", OrgType.PROVINCE, null, null, "52", "贵州省", List.of(), List.of("root"), false));
        apply(
                roster,
                new OrgChangedV1(
                        county,
                        OrgType.COUNTY,
                        "root",
                        null,
                        "522301",
                        "兴义市",
                        List.of(),
                        List.of("root", county),
                        false));
        apply(
                roster,
                new OrgChangedV1(
                        school, OrgType.SCHOOL, county, null, null, "兴义市第一中学", List.of(Stage.JUNIOR), within, false));
        var teachers = List.of(new ClassTeacher(wang, "语文"), new ClassTeacher(li, "数学"));
        apply(roster, schoolClass(classId, school, "七（1）班", List.of(student), teachers, wang));
        apply(roster, schoolClass(secondClassId, school, "七（2）班", List.of(), teachers, li));
        apply(
                roster,
                schoolClass(
                        neighbourClassId,
                        neighbour,
                        "八（1）班",
                        List.of(),
                        List.of(new ClassTeacher(neighbourTeacher, "语文")),
                        neighbourTeacher));
        apply(roster, person(wang, Role.TEACHER, school, List.of(), List.of(), List.of()));
        apply(roster, person(li, Role.TEACHER, school, List.of(), List.of(), List.of()));
        apply(roster, person(neighbourTeacher, Role.TEACHER, neighbour, List.of(), List.of(), List.of()));
        apply(roster, person(student, Role.STUDENT, school, List.of(classId), List.of(guardian), List.of()));
        apply(roster, person(guardian, Role.GUARDIAN, school, List.of(), List.of(), List.of(student)));
    }

    /** Another class of the school, whose students are nobody. */
    public String anotherClass(RosterView roster, int number) {
        var id = "class-" + (10 + number) + "-" + key;
        apply(
                roster,
                schoolClass(
                        id,
                        school,
                        "七（" + (10 + number) + "）班",
                        List.of(),
                        List.of(new ClassTeacher(wang, "语文"), new ClassTeacher(li, "数学")),
                        li));
        return id;
    }

    /** Another teacher of the school, who teaches a class of whom nobody else is a teacher. */
    public String anotherTeacher(RosterView roster, String name, String subject) {
        var id = name + "-" + key;
        apply(roster, person(id, Role.TEACHER, school, List.of(), List.of(), List.of()));
        apply(
                roster,
                schoolClass("class-of-" + id, school, "七（20）班", List.of(), List.of(new ClassTeacher(id, subject)), id));
        return id;
    }

    private ClassChangedV1 schoolClass(
            String id, String schoolId, String name, List<String> students, List<ClassTeacher> teachers, String head) {
        return new ClassChangedV1(
                id,
                schoolId,
                name,
                7,
                Stage.JUNIOR,
                List.of("root", county, schoolId, id),
                students,
                teachers,
                head,
                false);
    }

    private static PersonChangedV1 person(
            String id, Role role, String school, List<String> classes, List<String> guardians, List<String> children) {
        return new PersonChangedV1(id, List.of(role), List.of(school), classes, guardians, children, List.of(), false);
    }

    private static void apply(RosterView roster, RosterEvent event) {
        roster.apply(event, 1).block();
    }

    /** All that an organisation says of any day. */
    public void says(RosterView roster, String orgId, CalendarDay... days) {
        Stream.of(days)
                .collect(Collectors.groupingBy(day -> SchoolDay.schoolYearOf(day.date())))
                .forEach((schoolYear, some) -> apply(roster, new CalendarChangedV1(orgId, schoolYear, some)));
    }

    public String administrator() {
        return token("admin-" + key, grant(Role.SCHOOL_ADMINISTRATOR, school));
    }

    public String principal() {
        return token("principal-" + key, grant(Role.PRINCIPAL, school));
    }

    public String headTeacher() {
        return token(wang, grant(Role.TEACHER, school), grant(Role.HEAD_TEACHER, school));
    }

    public String teacher() {
        return token(li, grant(Role.TEACHER, school));
    }

    public String colleague() {
        return token("chen-jie-" + key, grant(Role.TEACHER, school));
    }

    public String studentToken() {
        return token(student, grant(Role.STUDENT, school));
    }

    public String guardianToken() {
        return token(guardian, grant(Role.GUARDIAN, school));
    }

    public String otherGuardian() {
        return token("liu-yang-" + key, grant(Role.GUARDIAN, school));
    }

    public String neighbourAdministrator() {
        return token("neighbour-admin-" + key, grant(Role.SCHOOL_ADMINISTRATOR, neighbour));
    }

    public String bureau() {
        return token("officer-" + key, grant(Role.SUPERVISION_OFFICER, county));
    }

    public String teachingOfficer() {
        return token("teaching-" + key, grant(Role.TEACHING_OFFICER, county));
    }

    public String engineer() {
        return token("engineer-" + key, grant(Role.VENDOR_ENGINEER, "root"));
    }

    /** From May to September the afternoon begins later. */
    public static final String BELLS = """
            {"boarding": false, "schedules": [
              {"name": "冬令作息", "from": "10-01", "until": "04-30", "periods": [
                {"number": 1, "name": "第一节", "start": "08:00", "end": "08:40"},
                {"number": 2, "name": "第二节", "start": "14:00", "end": "14:40"}]},
              {"name": "夏令作息", "from": "05-01", "until": "09-30", "periods": [
                {"number": 1, "name": "第一节", "start": "08:00", "end": "08:40"},
                {"number": 2, "name": "第二节", "start": "14:30", "end": "15:10"}]}]}
            """;

    /** Wednesday, in the time that the classes leave open. */
    public String groupCsv() {
        return """
                星期,节次,开始,结束,科目,教师,教室
                三,5,15:00,15:40,编程,%s,机房
                """.formatted(li);
    }

    /** Monday and Tuesday, two periods each. */
    public String csv() {
        return csv("语文");
    }

    public String csv(String firstSubject) {
        return """
                weekday,period,start,end,subject,teacherId,room
                1,1,08:00,08:40,%3$s,%1$s,七（1）班教室
                1,2,08:55,09:35,数学,%2$s,
                2,1,08:00,08:40,数学,%2$s,
                2,2,08:55,09:35,语文,%1$s,
                """.formatted(wang, li, firstSubject);
    }

    public String neighbourCsv() {
        return """
                weekday,period,start,end,subject,teacherId,room
                1,1,08:00,08:40,语文,%s,
                """.formatted(neighbourTeacher);
    }

    /** The same with the teachers of each period exchanged, for the second class. */
    public String otherCsv() {
        return """
                weekday,period,start,end,subject,teacherId,room
                1,1,08:00,08:40,数学,%2$s,七（2）班教室
                1,2,08:55,09:35,语文,%1$s,
                """.formatted(wang, li);
    }
}
