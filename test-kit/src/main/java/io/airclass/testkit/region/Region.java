package io.airclass.testkit.region;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a region of any size, streamed: eight counties and a functional zone (功能区), each with its share of the schools, of which some lie in
 * townships, some answer to an authority of the prefecture (局直属) and some have a teaching point (教学点); teachers of whom one leads each
 * school, students, and guardians: every third student has a brother or sister with the same guardian, every fifth two guardians. All
 * have usernames, teachers {@link #PASSWORD}. The same numbers give the same bytes.
 */
public record Region(int schools, int teachers, int students) {
    /** What every teacher's account comes with. */
    public static final String PASSWORD = "Lesson-2026";

    private static final String FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "明华丽静伟芳娜敏强磊军洋勇艳杰娟涛超霞平刚桂英志文";
    private static final String[] SUBJECTS = {"语文", "数学", "英语", "物理", "化学", "体育"};
    private static final int COUNTIES = 9;
    private static final int COUNTIES_WITH_TOWNSHIP = 3;
    private static final int CLASS_SIZE = 40;
    private static final LocalDateTime WRITTEN_AT = LocalDateTime.of(2026, 8, 20, 8, 0);

    private interface Rows {
        void write(Writer file) throws IOException;
    }

    /** The bundle as a file in the directory. */
    public Path zip(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "region", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(zip, "manifest", Region::manifest);
            entry(zip, "academicSessions", Region::sessions);
            entry(zip, "orgs", this::orgs);
            entry(zip, "classes", this::classes);
            entry(zip, "users", this::users);
            entry(zip, "roles", this::roles);
            entry(zip, "enrollments", this::enrolments);
        }
        return file;
    }

    /** Everybody: teachers, officers, students, guardians. */
    public int people() {
        int guardians = 0;
        for (int i = 0; i < students; i++) {
            guardians += (hasGuardianOfOwn(i) ? 1 : 0) + (hasTwoGuardians(i) ? 1 : 0);
        }
        return teachers + COUNTIES + students + guardians;
    }

    /** The account of a teacher. */
    public static String usernameOfTeacher(int number) {
        return "r.t" + number;
    }

    /** The first class that a teacher is in, which may be none at all where there are more teachers than lessons. */
    public String classOfTeacher(int number) {
        return "r-class-" + number % schools;
    }

    private static void entry(ZipOutputStream zip, String name, Rows rows) throws IOException {
        var entry = new ZipEntry(name + ".csv");
        entry.setTimeLocal(WRITTEN_AT);
        zip.putNextEntry(entry);
        var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        rows.write(out);
        out.flush();
        zip.closeEntry();
    }

    private static void manifest(Writer out) throws IOException {
        out.write("propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n");
        for (var name : new String[] {"academicSessions", "orgs", "classes", "users", "roles", "enrollments"}) {
            out.write("file." + name + ",bulk\n");
        }
    }

    private static void sessions(Writer out) throws IOException {
        out.write(Headers.SESSIONS
                + "r-term,,,2026学年第一学期,term,2026-09-01,2027-01-20,,2027\n"
                + "r-term-2,,,2026学年第二学期,term,2027-02-22,2027-07-10,,2027\n");
    }

    private void orgs(Writer out) throws IOException {
        out.write(Headers.ORGS
                + "r-state,,,贵州省,state,,,province,520000,,\n"
                + "r-pref,,,黔西南州,district,,r-state,prefecture,522300,,\n"
                + "r-authority,,,州教育局直属学校管理中心,department,,r-pref,authority,,,\n");
        for (int i = 0; i < COUNTIES; i++) {
            boolean zone = i == COUNTIES - 1;
            out.write("r-county-" + i + ",,," + (zone ? "义龙新区" : "第" + i + "县") + ",district,,r-pref,"
                    + (zone ? "functional-zone," : "county,52230" + (i + 1)) + ",,\n");
        }
        for (int i = 0; i < COUNTIES_WITH_TOWNSHIP; i++) {
            out.write("r-town-" + i + ",,,第" + i + "镇,local,,r-county-" + i + ",township,,,\n");
        }
        for (int i = 0; i < schools; i++) {
            out.write("r-school-" + i + ",,,第" + i + "学校,school,," + parentOf(i) + ",school,,\"primary,junior\","
                    + (i % 10 == 5 ? "r-authority" : "") + "\n");
        }
        for (int i = 0; i < schools; i++) {
            if (hasPoint(i)) {
                out.write("r-point-" + i + ",,,第" + i + "学校教学点,school,,r-school-" + i + ",teaching-point,,primary,\n");
            }
        }
    }

    private static String parentOf(int school) {
        int county = school % COUNTIES;
        return (school % 10 == 7 && county < COUNTIES_WITH_TOWNSHIP ? "r-town-" : "r-county-") + county;
    }

    private static boolean hasPoint(int school) {
        return school % 10 == 8;
    }

    private int classCount() {
        return Math.max(schools, students / CLASS_SIZE);
    }

    /** The first class of a school with a teaching point is there. */
    private String schoolOfClass(int number) {
        int school = number % schools;
        return (hasPoint(school) && number < schools ? "r-point-" : "r-school-") + school;
    }

    private int classOf(int student) {
        return student % classCount();
    }

    private String schoolOfTeacher(int teacher) {
        return "r-school-" + teacher % schools;
    }

    private void classes(Writer out) throws IOException {
        out.write(Headers.CLASSES);
        for (int i = 0; i < classCount(); i++) {
            int grade = i / schools % 9 + 1;
            out.write("r-class-" + i + ",,," + grade + "年级（" + (i / schools / 9 + 1) + "）班," + grade
                    + ",,,homeroom,," + schoolOfClass(i) + ",\"r-term,r-term-2\",,,,"
                    + (grade <= 6 ? "primary" : "junior") + "\n");
        }
    }

    private static String family(int number) {
        return String.valueOf(FAMILIES.charAt(number % FAMILIES.length()));
    }

    private static String given(int number) {
        return "" + GIVEN.charAt(number / 7 % GIVEN.length()) + GIVEN.charAt(number % GIVEN.length());
    }

    /** Brothers and sisters are in one class, so that a county can be taken by itself. */
    private int guardianOf(int student) {
        return hasGuardianOfOwn(student) ? student : student - classCount();
    }

    private boolean hasGuardianOfOwn(int student) {
        int sibling = student - classCount();
        return sibling < 0 || student % 3 != 0 || sibling % 3 == 0;
    }

    private static boolean hasTwoGuardians(int student) {
        return student % 5 == 0;
    }

    private void users(Writer out) throws IOException {
        out.write(Headers.USERS);
        for (int i = 0; i < teachers; i++) {
            user(out, "r-teacher-" + i, usernameOfTeacher(i), family(i), given(i), "", PASSWORD);
        }
        for (int i = 0; i < COUNTIES; i++) {
            user(out, "r-officer-" + i, "r.o" + i, family(i + 2), given(i + 5), "", "");
        }
        for (int i = 0; i < students; i++) {
            var guardians = "r-guardian-" + guardianOf(i);
            user(
                    out,
                    "r-student-" + i,
                    "r.s" + i,
                    family(i),
                    given(i + 3),
                    hasTwoGuardians(i) ? "\"" + guardians + ",r-mother-" + i + "\"" : guardians,
                    "");
        }
        for (int i = 0; i < students; i++) {
            if (hasGuardianOfOwn(i)) {
                user(out, "r-guardian-" + i, "r.g" + i, family(i), given(i + 11), "", "");
            }
            if (hasTwoGuardians(i)) {
                user(out, "r-mother-" + i, "r.m" + i, family(i + 1), given(i + 13), "", "");
            }
        }
    }

    private static void user(
            Writer out, String id, String username, String family, String given, String guardians, String password)
            throws IOException {
        out.write(id + ",,,true," + username + ",," + given + "," + family + ",,,,,," + guardians + ",," + password
                + ",,,,,,\n");
    }

    private void roles(Writer out) throws IOException {
        out.write(Headers.ROLES);
        for (int i = 0; i < teachers; i++) {
            role(out, "r-teacher-" + i, "teacher", schoolOfTeacher(i), "");
            if (i < schools) {
                role(out, "r-teacher-" + i, "principal", schoolOfTeacher(i), "");
            }
        }
        for (int i = 0; i < COUNTIES; i++) {
            role(out, "r-officer-" + i, "districtAdministrator", "r-county-" + i, "TEACHING_OFFICER");
        }
        for (int i = 0; i < students; i++) {
            String school = schoolOfClass(classOf(i));
            role(out, "r-student-" + i, "student", school, "");
            if (hasGuardianOfOwn(i)) {
                role(out, "r-guardian-" + i, "guardian", school, "");
            }
            if (hasTwoGuardians(i)) {
                role(out, "r-mother-" + i, "guardian", school, "");
            }
        }
    }

    private static void role(Writer out, String person, String role, String org, String own) throws IOException {
        out.write(
                "role-" + role + "-" + person + ",,," + person + ",primary," + role + ",,," + org + ",," + own + "\n");
    }

    private void enrolments(Writer out) throws IOException {
        out.write(Headers.ENROLLMENTS);
        int taught = Math.max(teachers / schools, 1);
        for (int i = 0; i < classCount(); i++) {
            for (int s = 0; s < Math.min(SUBJECTS.length, taught); s++) {
                int teacher = i % schools + (i / schools + s) % taught * schools;
                if (teacher < teachers) {
                    out.write("r-et-" + i + "-" + s + ",,,r-class-" + i + "," + schoolOfClass(i) + ",r-teacher-"
                            + teacher + ",teacher," + (s == 0) + ",,," + SUBJECTS[s] + "\n");
                }
            }
        }
        for (int i = 0; i < students; i++) {
            int number = classOf(i);
            out.write("r-es-" + i + ",,,r-class-" + number + "," + schoolOfClass(number) + ",r-student-" + i
                    + ",student,,,,\n");
        }
    }
}
