package io.airclass.launcher.region;

import io.airclass.launcher.region.Region.Account;
import io.airclass.launcher.region.Region.Course;
import io.airclass.launcher.region.Region.Enrolment;
import io.airclass.launcher.region.Region.Org;
import io.airclass.launcher.region.Region.Person;
import io.airclass.launcher.region.Region.Role;
import io.airclass.launcher.region.Region.SchoolClass;
import io.airclass.launcher.region.Region.Term;
import java.time.LocalDate;
import java.time.Month;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Makes the demo region of a school year. Two schools are full (six classes of {@value #STUDENTS_A_CLASS}); the other 251 are
 * there by name. {@link Random} is used because its sequence is part of its contract.
 */
public final class RegionGenerator {
    static final int STUDENTS_A_CLASS = 50;
    private static final String SENIOR_SCHOOL = "兴义市云岭高级中学";
    private static final String JUNIOR_SCHOOL = "普安县青山中学";
    private static final Set<String> MANAGED_BY_PREFECTURE = Set.of("兴义市民族高级中学", "兴义市金州高级中学");
    private static final String PREFECTURE = DemoIds.of("org", "522300");

    private final int schoolYear;
    private final Random random = new Random(522300);
    private final ChineseNames names = new ChineseNames(random);
    private final List<Org> orgs = new ArrayList<>();
    private final List<Course> courses = new ArrayList<>();
    private final List<SchoolClass> classes = new ArrayList<>();
    private final List<Person> people = new ArrayList<>();
    private final List<Role> roles = new ArrayList<>();
    private final List<Enrolment> enrolments = new ArrayList<>();
    private final List<Account> accounts = new ArrayList<>();
    private final List<Family> families = new ArrayList<>();
    private final Set<String> guardians = new HashSet<>();

    private RegionGenerator(int schoolYear) {
        this.schoolYear = schoolYear;
    }

    /** A family with a child in a full school; a second child of it may follow in the same or the other school. */
    private record Family(String familyName, List<String> guardianIds) {}

    /**
     * The demo region.
     *
     * @param schoolYear the calendar year in which the school year begins
     */
    public static Region generate(int schoolYear) {
        return new RegionGenerator(schoolYear).generate();
    }

    /** The school year that a day belongs to: a new one begins in August. */
    public static int schoolYearOf(LocalDate day) {
        return day.getMonthValue() >= Month.AUGUST.getValue() ? day.getYear() : day.getYear() - 1;
    }

    private Region generate() {
        addOrgs();
        addOfficers();
        addFullSchool(SENIOR_SCHOOL, "SENIOR", "高", 10);
        addFullSchool(JUNIOR_SCHOOL, "JUNIOR", "初", 7);
        addAccounts();
        return new Region(schoolYear, orgs, terms(), courses, classes, people, roles, enrolments, accounts);
    }

    private List<Term> terms() {
        var year = DemoIds.of("term", schoolYear, "year");
        int next = schoolYear + 1;
        var title = schoolYear + "—" + next + "学年";
        var firstDay = LocalDate.of(schoolYear, 9, 1);
        var lastDay = LocalDate.of(next, 7, 16);
        return List.of(
                new Term(year, title, "schoolYear", firstDay, lastDay, Optional.empty()),
                new Term(
                        DemoIds.of("term", schoolYear, 1),
                        title + "第一学期",
                        "term",
                        firstDay,
                        LocalDate.of(next, 1, 29),
                        Optional.of(year)),
                new Term(
                        DemoIds.of("term", schoolYear, 2),
                        title + "第二学期",
                        "term",
                        LocalDate.of(next, 2, 22),
                        lastDay,
                        Optional.of(year)));
    }

    private void addOrgs() {
        var province = DemoIds.of("org", "520000");
        orgs.add(org(province, "贵州省", "province", Optional.empty(), Optional.of("520000")));
        orgs.add(org(PREFECTURE, "黔西南布依族苗族自治州", "prefecture", Optional.of(province), Optional.of("522300")));
        for (var division : Division.ALL) {
            orgs.add(org(idOf(division), division.name(), division.type(), Optional.of(PREFECTURE), division.code()));
        }
        for (var division : Division.ALL) {
            division.seniorNames().forEach(name -> orgs.add(school(name, "SENIOR", idOf(division))));
            division.juniorNames().forEach(name -> orgs.add(school(name, "JUNIOR", idOf(division))));
        }
    }

    private static Org org(String id, String name, String type, Optional<String> parentId, Optional<String> code) {
        return new Org(id, name, type, parentId, code, List.of(), Optional.empty());
    }

    private static Org school(String name, String stage, String divisionId) {
        var managedBy = MANAGED_BY_PREFECTURE.contains(name) ? Optional.of(PREFECTURE) : Optional.<String>empty();
        return new Org(
                schoolId(name), name, "school", Optional.of(divisionId), Optional.empty(), List.of(stage), managedBy);
    }

    private static String idOf(Division division) {
        return DemoIds.of("org", division.name());
    }

    private static String schoolId(String name) {
        return DemoIds.of("school", name);
    }

    /** The three working groups (教育教学保障组, 技术支撑组, 督促指导组) and the administrators of the prefecture and of one county. */
    private void addOfficers() {
        var county = idOf(Division.ALL.getFirst());
        for (var role : List.of("TEACHING_OFFICER", "TECHNICAL_OFFICER", "SUPERVISION_OFFICER")) {
            addStaff(role + "/prefecture", PREFECTURE, "aide", Optional.of(role));
            addStaff(role + "/prefecture/2", PREFECTURE, "aide", Optional.of(role));
            addStaff(role + "/county", county, "aide", Optional.of(role));
        }
        addStaff("RESEARCHER/prefecture", PREFECTURE, "aide", Optional.of("RESEARCHER"));
        addStaff("ORG_ADMINISTRATOR/prefecture", PREFECTURE, "districtAdministrator", Optional.empty());
        addStaff("ORG_ADMINISTRATOR/county", county, "districtAdministrator", Optional.empty());
    }

    private void addFullSchool(String name, String stage, String gradeWord, int lowestGrade) {
        var schoolId = schoolId(name);
        addStaff(name + "/principal", schoolId, "principal", Optional.empty());
        addStaff(name + "/administrator", schoolId, "siteAdministrator", Optional.empty());
        for (int grade = lowestGrade; grade < lowestGrade + 3; grade++) {
            var courseId = DemoIds.of("course", name, grade);
            var gradeTitle = gradeWord + "一二三".charAt(grade - lowestGrade);
            courses.add(new Course(courseId, gradeTitle + "年级课程", grade, schoolId));
            var teachers = addTeachers(name, schoolId, grade);
            for (int number = 1; number <= 2; number++) {
                var room = "教学楼%d%02d".formatted(grade - lowestGrade + 1, number);
                var schoolClass = new SchoolClass(
                        DemoIds.of("class", name, grade, number),
                        gradeTitle + "（" + number + "）班",
                        grade,
                        stage,
                        schoolId,
                        courseId,
                        room);
                classes.add(schoolClass);
                enrolTeachers(schoolClass, teachers, number == 1 ? "语文" : "数学");
                addStudents(schoolClass);
            }
        }
    }

    /** One teacher for each subject of a grade; both classes of the grade share them. */
    private Map<String, String> addTeachers(String school, String schoolId, int grade) {
        var teachers = new LinkedHashMap<String, String>();
        for (var subject : Curriculum.periodsAWeek(grade).keySet()) {
            teachers.put(
                    subject,
                    addStaff(school + "/teacher/" + grade + "/" + subject, schoolId, "teacher", Optional.empty()));
        }
        return teachers;
    }

    private void enrolTeachers(SchoolClass schoolClass, Map<String, String> teachers, String headTeachersSubject) {
        teachers.forEach((subject, teacher) -> {
            boolean head = subject.equals(headTeachersSubject);
            enrol(schoolClass, teacher, "teacher", head, Optional.of(subject));
            if (head) {
                roles.add(new Role(teacher, schoolClass.schoolId(), "teacher", Optional.of("HEAD_TEACHER"), false));
            }
        });
    }

    private void addStudents(SchoolClass schoolClass) {
        for (int number = 1; number <= STUDENTS_A_CLASS; number++) {
            var family = families.size() > 40 && random.nextInt(12) == 0
                    ? families.get(random.nextInt(families.size()))
                    : addFamily(schoolClass.id() + "/" + number);
            family.guardianIds().forEach(guardian -> addGuardianRole(guardian, schoolClass.schoolId()));
            var student = new Person(
                    DemoIds.of("student", schoolClass.id(), number),
                    family.familyName(),
                    names.givenName(random.nextBoolean()),
                    Optional.of(schoolClass.grade()),
                    family.guardianIds(),
                    Optional.of(schoolClass.schoolId()));
            people.add(student);
            roles.add(new Role(student.id(), schoolClass.schoolId(), "student", Optional.empty(), true));
            enrol(schoolClass, student.id(), "student", false, Optional.empty());
        }
    }

    /** Two guardians, or one for an eighth of the families. The first child of the first class has two. */
    private Family addFamily(String key) {
        var familyName = names.familyName();
        var guardians = new ArrayList<String>();
        guardians.add(addGuardian(key + "/father", familyName, false));
        if (families.isEmpty() || random.nextInt(8) != 0) {
            guardians.add(addGuardian(key + "/mother", names.familyName(), true));
        }
        var family = new Family(familyName, List.copyOf(guardians));
        families.add(family);
        return family;
    }

    private String addGuardian(String key, String familyName, boolean female) {
        var id = DemoIds.of("guardian", key);
        people.add(new Person(id, familyName, names.givenName(female), Optional.empty(), List.of(), Optional.empty()));
        return id;
    }

    /** A guardian is one at each school where they have a child, however many children that are. */
    private void addGuardianRole(String personId, String schoolId) {
        boolean first = guardians.add(personId);
        if (guardians.add(personId + "@" + schoolId)) {
            roles.add(new Role(personId, schoolId, "guardian", Optional.empty(), first));
        }
    }

    private String addStaff(String key, String orgId, String oneRoster, Optional<String> airclass) {
        var id = DemoIds.of("staff", key);
        people.add(new Person(
                id,
                names.familyName(),
                names.givenName(random.nextBoolean()),
                Optional.empty(),
                List.of(),
                Optional.of(orgId)));
        roles.add(new Role(id, orgId, oneRoster, airclass, true));
        return id;
    }

    private void enrol(SchoolClass schoolClass, String personId, String role, boolean head, Optional<String> subject) {
        enrolments.add(new Enrolment(
                DemoIds.of("enrolment", schoolClass.id(), personId),
                schoolClass.id(),
                schoolClass.schoolId(),
                personId,
                role,
                head,
                subject));
    }

    private void addAccounts() {
        var senior = classes.getFirst();
        var junior = classes.get(6);
        var student = DemoIds.of("student", senior.id(), 1);
        var juniorStudent = DemoIds.of("student", junior.id(), 1);
        account("student", student, senior.title() + "学生");
        account("guardian", person(student).guardianIds().getFirst(), "学生 student 的家长");
        account("second-guardian", person(student).guardianIds().getLast(), "学生 student 的另一位家长");
        account("classmate", DemoIds.of("student", senior.id(), 2), senior.title() + "学生");
        account("teacher", DemoIds.of("staff", SENIOR_SCHOOL + "/teacher/10/数学"), senior.title() + "数学教师，高一（2）班班主任");
        account("head-teacher", DemoIds.of("staff", SENIOR_SCHOOL + "/teacher/10/语文"), senior.title() + "语文教师、班主任");
        account("principal", DemoIds.of("staff", SENIOR_SCHOOL + "/principal"), SENIOR_SCHOOL + "校长");
        account("school-admin", DemoIds.of("staff", SENIOR_SCHOOL + "/administrator"), SENIOR_SCHOOL + "管理员");
        account("junior-student", juniorStudent, JUNIOR_SCHOOL + junior.title() + "学生");
        account(
                "junior-teacher",
                DemoIds.of("staff", JUNIOR_SCHOOL + "/teacher/7/数学"),
                JUNIOR_SCHOOL + junior.title() + "数学教师");
        account("junior-admin", DemoIds.of("staff", JUNIOR_SCHOOL + "/administrator"), JUNIOR_SCHOOL + "管理员");
        account("county-officer", DemoIds.of("staff", "TEACHING_OFFICER/county"), "兴义市教育教学保障组");
        account("prefecture-supervisor", DemoIds.of("staff", "SUPERVISION_OFFICER/prefecture"), "黔西南州督促指导组");
    }

    private Person person(String id) {
        return people.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    }

    private void account(String username, String personId, String title) {
        accounts.add(new Account(username, personId, title));
    }
}
