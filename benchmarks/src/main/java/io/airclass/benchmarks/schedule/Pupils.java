package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Connection;
import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * The students of a region with the timetables of their classes and two lessons of each class that take place: one timetable is published over
 * HTTP, the others are copies of it, with two of the day's lessons moved to the time of the measurement.
 */
final class Pupils {
    static final int OF_CLASS = 40;
    private static final int CLASSES_OF_SCHOOL = 18;
    private static final int BATCH = 1_000;
    private static final int ATTEMPTS_MAX = 60;
    private static final String COUNTY = "xingyi";
    private static final String TEMPLATE = "template";
    /** In which every class has a lesson that takes place now: one to warm up with, one to measure. */
    static final int PERIOD_TO_WARM_UP = 7;

    static final int PERIOD_TO_MEASURE = 8;
    private static final List<Integer> LIVE_PERIODS = List.of(PERIOD_TO_WARM_UP, PERIOD_TO_MEASURE);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDateTime BEGUN = LocalDateTime.now(ZONE);
    private static final LocalTime LAST_START = LocalTime.of(23, 10);
    private static final Duration LENGTH = Duration.ofMinutes(40);
    private static final List<String> SUBJECTS = List.of("语文", "数学", "英语", "物理", "历史", "地理", "体育", "音乐");

    private final ScheduleSuite suite;
    private int classes;

    Pupils(ScheduleSuite suite) {
        this.suite = suite;
    }

    /** Today, on which every class has eight lessons. */
    static LocalDate day() {
        return BEGUN.toLocalDate();
    }

    /** When the lessons began that take place: five minutes ago, but on this day, and such that they end on it. */
    private static LocalTime start() {
        var time = BEGUN.toLocalTime().truncatedTo(ChronoUnit.MINUTES);
        return time.isAfter(LAST_START) ? LAST_START : time.isBefore(LocalTime.of(0, 5)) ? time : time.minusMinutes(5);
    }

    /** The lesson of a student's class in a period of the day. */
    static String lessonOf(int student, int period) {
        return lesson("class-" + student / OF_CLASS, period);
    }

    private static String lesson(String classId, int period) {
        return classId + "~" + day().format(DateTimeFormatter.BASIC_ISO_DATE) + "~" + period;
    }

    static String id(int number) {
        return "student-" + number;
    }

    /** A school, a class and its timetable, published. */
    void publishOne() throws IOException, InterruptedException {
        var orgs = suite.stored().getCollection("rosterOrgs");
        orgs.insertOne(org("root", "PROVINCE", List.of("root")));
        orgs.insertOne(org(COUNTY, "COUNTY", List.of("root", COUNTY)));
        orgs.insertOne(org("school-0", "SCHOOL", List.of("root", COUNTY, "school-0")));
        suite.stored().getCollection("rosterClasses").insertOne(schoolClass(TEMPLATE, "school-0", List.of()));
        var csv = new StringBuilder("weekday,period,start,end,subject,teacherId,mode\n");
        for (int weekday = 1; weekday <= 7; weekday++) {
            for (int period = 1; period <= SUBJECTS.size(); period++) {
                csv.append("%d,%d,%02d:00,%02d:40,%s,teacher-%d,%s%n"
                        .formatted(
                                weekday,
                                period,
                                7 + period,
                                7 + period,
                                SUBJECTS.get(period - 1),
                                period,
                                LIVE_PERIODS.contains(period) ? "SCHOOL_LIVE" : "CLASSROOM"));
            }
        }
        IntStream.rangeClosed(1, SUBJECTS.size()).forEach(this::addTeacher);
        var author = TestTokens.token("author", TestTokens.grant(Role.SCHOOL_ADMINISTRATOR, "school-0"));
        var principal = TestTokens.token("principal", TestTokens.grant(Role.PRINCIPAL, "school-0"));
        var path = "/api/classes/" + TEMPLATE + "/timetable";
        try (var connection = new Connection(suite.schedule().port())) {
            var first = day().minusWeeks(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            var draft = Requests.of(
                    "PUT", path + "?effectiveFrom=" + first, author, "Accept: */*", "text/csv", csv.toString());
            var made = connection.ask(draft);
            for (int attempt = 1; made.status() == 503 && attempt < ATTEMPTS_MAX; attempt++) {
                Thread.sleep(1_000); // the issuer's keys come with the first token
                made = connection.ask(draft);
            }
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
                "timetableVersions", new ArrayList<Document>(),
                "liveLessons", new ArrayList<Document>());
        for (; classes < until; classes++) {
            var id = "class-" + classes;
            var school = "school-" + classes / CLASSES_OF_SCHOOL;
            if (classes % CLASSES_OF_SCHOOL == 0 && classes > 0) {
                stored.getCollection("rosterOrgs").insertOne(org(school, "SCHOOL", List.of("root", COUNTY, school)));
            }
            int first = classes * OF_CLASS;
            var students = IntStream.range(first, first + OF_CLASS)
                    .mapToObj(Pupils::id)
                    .toList();
            batches.get("rosterClasses").add(schoolClass(id, school, students));
            students.forEach(
                    student -> batches.get("rosterPeople").add(person(student, "STUDENT", school, List.of(id))));
            batches.get("timetables").add(copy(timetable, id));
            batches.get("timetableVersions").add(nowLive(version, id));
            LIVE_PERIODS.forEach(period -> batches.get("liveLessons").add(started(id, school, period)));
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

    /** The content of a version, with two of its lessons at this time of the day. */
    private static Document nowLive(Document version, String classId) {
        var slots = version.getList("slots", Document.class).stream()
                .map(slot -> LIVE_PERIODS.contains(slot.getInteger("period"))
                        ? new Document(slot).append("start", time(start())).append("end", time(start().plus(LENGTH)))
                        : slot)
                .toList();
        return new Document(version)
                .append("_id", "version-" + classId)
                .append("classId", classId)
                .append("slots", slots);
    }

    /** As the service stores times of day. */
    private static Date time(LocalTime time) {
        return new Date(time.toSecondOfDay() * 1_000L);
    }

    /** As the service stores a lesson that was started, in a room of a provider that is not asked for anything. */
    private static Document started(String classId, String school, int period) {
        var lesson = lesson(classId, period);
        var from = Date.from(day().atTime(start()).atZone(ZONE).toInstant());
        var plan = new Document("lessonId", lesson)
                .append("holderId", classId)
                .append("schoolId", school)
                .append("within", List.of("root", COUNTY, school))
                .append("teacherId", "teacher-" + period)
                .append("subject", SUBJECTS.get(period - 1))
                .append("startsAt", from)
                .append("endsAt", Date.from(from.toInstant().plus(LENGTH)))
                .append("classIds", List.of(classId))
                .append("test", false)
                .append("live", true)
                .append("approved", true)
                .append("cancelled", false);
        var room = new Document("provider", ScheduleSuite.PROVIDER)
                .append("id", lesson + "~r1")
                .append("number", 1)
                .append("address", "https://meeting.tencent.com/dm/" + classId)
                .append("code", "123456")
                .append("openedAt", from);
        return new Document("_id", lesson)
                .append("version", 1L)
                .append("kind", "started")
                .append("plan", plan)
                .append("startedAt", from)
                .append("startedBy", "teacher-" + period)
                .append("room", room)
                .append("dueAt", Date.from(from.toInstant().plus(Duration.ofDays(1))));
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
