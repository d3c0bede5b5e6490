package io.airclass.roster.oneroster;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Makes a region of any size: counties, each with its share of the schools, teachers and students; every third student has a brother or
 * sister with the same guardian. The same numbers give the same bytes.
 */
public record Region(int schools, int teachers, int students) {
    private static final String FAMILIES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗";
    private static final String GIVEN = "明华丽静伟芳娜敏强磊军洋勇艳杰娟涛超霞平刚桂英志文";
    private static final String[] SUBJECTS = {"语文", "数学", "英语", "物理", "化学", "体育"};
    private static final int COUNTIES = 9;
    private static final int CLASS_SIZE = 40;

    private interface Rows {
        void write(Writer file) throws IOException;
    }

    /** The bundle as a file, streamed. */
    public Path zip(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "region", ".zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(
                    zip,
                    "manifest.csv",
                    out -> out.write(Zips.manifest(Map.of(
                            "academicSessions.csv",
                            "",
                            "orgs.csv",
                            "",
                            "classes.csv",
                            "",
                            "users.csv",
                            "",
                            "roles.csv",
                            "",
                            "enrollments.csv",
                            ""))));
            entry(
                    zip,
                    "academicSessions.csv",
                    out -> out.write(Zips.SESSIONS_HEADER + "r-term,,,2026学年第一学期,term,2026-09-01,2027-01-20,,2027\n"));
            entry(zip, "orgs.csv", this::orgs);
            entry(zip, "classes.csv", this::classes);
            entry(zip, "users.csv", this::users);
            entry(zip, "roles.csv", this::roles);
            entry(zip, "enrollments.csv", this::enrolments);
        }
        return file;
    }

    private static void entry(ZipOutputStream zip, String name, Rows rows) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        var out = new BufferedWriter(new OutputStreamWriter(zip, StandardCharsets.UTF_8));
        rows.write(out);
        out.flush();
        zip.closeEntry();
    }

    private void orgs(Writer out) throws IOException {
        out.write(Zips.ORGS_HEADER
                + Zips.org("r-state", "贵州省", "state", "", "province", "520000")
                + Zips.org("r-pref", "黔西南州", "district", "r-state", "prefecture", "522300"));
        for (int i = 0; i < COUNTIES; i++) {
            out.write(
                    i == COUNTIES - 1
                            ? Zips.org("r-county-" + i, "义龙新区", "district", "r-pref", "functional-zone", "")
                            : Zips.org(
                                    "r-county-" + i, "第" + i + "县", "district", "r-pref", "county", "52230" + (i + 1)));
        }
        for (int i = 0; i < schools; i++) {
            out.write("r-school-" + i + ",,,第" + i + "学校,school,,r-county-" + i % COUNTIES
                    + ",school,,\"primary,junior\",\n");
        }
    }

    private int classCount() {
        return Math.max(schools, students / CLASS_SIZE);
    }

    private int schoolOfClass(int number) {
        return number % schools;
    }

    private int classOf(int student) {
        return student % classCount();
    }

    private int schoolOfTeacher(int teacher) {
        return teacher % schools;
    }

    private void classes(Writer out) throws IOException {
        out.write(Zips.CLASSES_HEADER);
        for (int i = 0; i < classCount(); i++) {
            int grade = i / schools % 9 + 1;
            out.write("r-class-" + i + ",,," + grade + "年级（" + i + "）班," + grade + ",,,homeroom,,r-school-"
                    + schoolOfClass(i) + ",r-term,,,," + (grade <= 6 ? "primary" : "junior") + "\n");
        }
    }

    private static String family(int number) {
        return String.valueOf(FAMILIES.charAt(number % FAMILIES.length()));
    }

    private static String given(int number) {
        return "" + GIVEN.charAt(number / 7 % GIVEN.length()) + GIVEN.charAt(number % GIVEN.length());
    }

    /** Brothers and sisters are in one school's classes, so that a county can be taken by itself. */
    private int guardianOf(int student) {
        int sibling = student - classCount();
        return sibling >= 0 && student % 3 == 0 ? sibling : student;
    }

    private void users(Writer out) throws IOException {
        out.write(Zips.USERS_HEADER);
        for (int i = 0; i < teachers; i++) {
            out.write(Zips.user("r-teacher-" + i, "r.t" + i, family(i), given(i), "", ""));
        }
        for (int i = 0; i < students; i++) {
            out.write(
                    Zips.user("r-student-" + i, "r.s" + i, family(i), given(i + 3), "r-guardian-" + guardianOf(i), ""));
        }
        for (int i = 0; i < students; i++) {
            if (guardianOf(i) == i) {
                out.write(Zips.user("r-guardian-" + i, "r.g" + i, family(i), given(i + 11), "", ""));
            }
        }
    }

    private void roles(Writer out) throws IOException {
        out.write(Zips.ROLES_HEADER);
        for (int i = 0; i < teachers; i++) {
            out.write(Zips.role("r-teacher-" + i, "teacher", "r-school-" + schoolOfTeacher(i), ""));
        }
        for (int i = 0; i < students; i++) {
            String school = "r-school-" + schoolOfClass(classOf(i));
            out.write(Zips.role("r-student-" + i, "student", school, ""));
            if (guardianOf(i) == i) {
                out.write(Zips.role("r-guardian-" + i, "guardian", school, ""));
            }
        }
    }

    private void enrolments(Writer out) throws IOException {
        out.write(Zips.ENROLLMENTS_HEADER);
        int taught = Math.max(teachers / schools, 1);
        for (int i = 0; i < classCount(); i++) {
            for (int s = 0; s < Math.min(SUBJECTS.length, taught); s++) {
                int teacher = schoolOfClass(i) + (i / schools + s) % taught * schools;
                if (teacher < teachers) {
                    out.write("r-et-" + i + "-" + s + ",,,r-class-" + i + ",r-school-" + schoolOfClass(i)
                            + ",r-teacher-" + teacher + ",teacher," + (s == 0) + ",,," + SUBJECTS[s] + "\n");
                }
            }
        }
        for (int i = 0; i < students; i++) {
            int number = classOf(i);
            out.write("r-es-" + i + ",,,r-class-" + number + ",r-school-" + schoolOfClass(number) + ",r-student-" + i
                    + ",student,,,,\n");
        }
    }
}
