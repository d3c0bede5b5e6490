package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Connection;
import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;

/** The students of a region with the timetables of their classes: one is published over HTTP, the others are copies of it. */
final class Pupils {
    static final int OF_CLASS = 40;
    private static final int CLASSES_OF_SCHOOL = 18;
    private static final int BATCH = 1_000;
    private static final String COUNTY = "xingyi";
    private static final String TEMPLATE = "class-0";
    private static final List<String> SUBJECTS = List.of("语文", "数学", "英语", "物理", "历史", "地理", "体育", "音乐");

    private final ScheduleSuite suite;
    private int classes;

    Pupils(ScheduleSuite suite) {
        this.suite = suite;
    }

    /** A day of last week, on which every class has eight lessons. */
    static LocalDate day() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai")).with(TemporalAdjusters.previous(DayOfWeek.TUESDAY));
    }

    static String id(int number) {
        return "student-" + number;
    }

    /** A school, a class and its timetable, published. */
    void publishOne() throws IOException {
        var orgs = suite.stored().getCollection("rosterOrgs");
        orgs.insertOne(org("root", "PROVINCE", List.of("root")));
        orgs.insertOne(org(COUNTY, "COUNTY", List.of("root", COUNTY)));
        addClasses(1);
        var csv = new StringBuilder("weekday,period,start,end,subject,teacherId\n");
        for (int weekday = 1; weekday <= 5; weekday++) {
            for (int period = 1; period <= SUBJECTS.size(); period++) {
                csv.append("%d,%d,%02d:00,%02d:40,%s,teacher-%d%n"
                        .formatted(weekday, period, 7 + period, 7 + period, SUBJECTS.get(period - 1), period));
            }
        }
        IntStream.rangeClosed(1, SUBJECTS.size()).forEach(this::addTeacher);
        var author = TestTokens.token("author", TestTokens.grant(Role.SCHOOL_ADMINISTRATOR, "school-0"));
        var principal = TestTokens.token("principal", TestTokens.grant(Role.PRINCIPAL, "school-0"));
        var path = "/api/classes/" + TEMPLATE + "/timetable";
        try (var connection = new Connection(suite.schedule().port())) {
            var first = day().minusWeeks(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            var made = connection.ask(Requests.of(
                    "PUT", path + "?effectiveFrom=" + first, author, "Accept: */*", "text/csv", csv.toString()));
            if (made.status() != 201) {
                throw new IOException(made.status() + " " + made.body());
            }
            connection.demand(Requests.of("PUT", path + "/submission", author, "Accept: */*", ""));
            connection.demand(Requests.of("PUT", path + "/approval", principal, "Accept: */*", ""));
            connection.demand(Requests.of(
                    "PUT", path + "/publication", principal, "Accept: */*", "{\"emergencyReason\":\"量度\"}"));
        }
    }

    /** Further classes until there are so many students. */
    void fillUpTo(int students) {
        addClasses(students / OF_CLASS);
    }

    private void addClasses(int until) {
        var stored = suite.stored();
        var timetable = stored.getCollection("timetables")
                .find(new Document("_id", TEMPLATE))
                .first();
        var version = stored.getCollection("timetableVersions").find().first();
        var batches = Map.of(
                "rosterClasses", new ArrayList<Document>(),
                "rosterPeople", new ArrayList<Document>(),
                "timetables", new ArrayList<Document>(),
                "timetableVersions", new ArrayList<Document>());
        for (; classes < until; classes++) {
            var id = "class-" + classes;
            var school = "school-" + classes / CLASSES_OF_SCHOOL;
            if (classes % CLASSES_OF_SCHOOL == 0) {
                stored.getCollection("rosterOrgs").insertOne(org(school, "SCHOOL", List.of("root", COUNTY, school)));
            }
            int first = classes * OF_CLASS;
            var students = IntStream.range(first, first + OF_CLASS)
                    .mapToObj(Pupils::id)
                    .toList();
            batches.get("rosterClasses").add(schoolClass(id, school, students));
            students.forEach(
                    student -> batches.get("rosterPeople").add(person(student, "STUDENT", school, List.of(id))));
            if (timetable != null) {
                batches.get("timetables").add(copy(timetable, id));
                batches.get("timetableVersions")
                        .add(new Document(version)
                                .append("_id", "version-" + id)
                                .append("classId", id));
            }
            if (batches.get("rosterPeople").size() >= BATCH || classes == until - 1) {
                batches.forEach((name, batch) -> {
                    if (!batch.isEmpty()) {
                        stored.getCollection(name).insertMany(batch);
                        batch.clear();
                    }
                });
            }
        }
    }

    private static Document copy(Document timetable, String classId) {
        var head = new Document(timetable.getList("versions", Document.class).getFirst())
                .append("versionId", "version-" + classId);
        var copy = new Document(timetable).append("_id", classId).append("versions", List.of(head));
        copy.remove("outbox");
        copy.remove("outboxAt");
        return copy;
    }

    private void addTeacher(int number) {
        suite.stored()
                .getCollection("rosterPeople")
                .insertOne(person("teacher-" + number, "TEACHER", "school-0", List.of()));
    }

    private static Document org(String id, String type, List<String> within) {
        return new Document("_id", id)
                .append("sequence", 1L)
                .append("deleted", false)
                .append("type", type)
                .append("name", id)
                .append("stages", List.of())
                .append("within", within);
    }

    private static Document schoolClass(String id, String school, List<String> students) {
        return new Document("_id", id)
                .append("sequence", 1L)
                .append("deleted", false)
                .append("schoolId", school)
                .append("name", id)
                .append("grade", 8)
                .append("stage", "JUNIOR")
                .append("within", List.of("root", COUNTY, school, id))
                .append("studentIds", students)
                .append("teachers", List.of())
                .append("memberIds", students);
    }

    private static Document person(String id, String role, String school, List<String> classes) {
        return new Document("_id", id)
                .append("sequence", 1L)
                .append("deleted", false)
                .append("roles", List.of(role))
                .append("schoolIds", List.of(school))
                .append("classIds", classes)
                .append("guardianIds", List.of())
                .append("childIds", List.of());
    }
}
