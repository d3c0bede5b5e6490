package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Connection;
import io.airclass.benchmarks.Flight;
import io.airclass.benchmarks.Load;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Memory;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.frame.FloorServer;
import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Five to eight: students who open the day's lessons and join one of them, of a small and of a whole region, and what that costs. */
public final class LessonsBenchmark {
    private static final String TABLE = "lessons benchmark";
    private static final long SEED = 20260907;
    private static final int WARM_UP_STUDENTS = 2_000;
    /** Of one round, each with one student: all classes of 10,000 students. */
    private static final int CLASSES_OF_ROUND = 250;

    /** Of a class; the others warm up. */
    private static final int STUDENTS_MEASURED = 30;

    private static final int FLOOR_WARM_UP = 30_000;
    private static final int FLOOR_REQUESTS = 3_000;
    private static final String DEVICE = "phone-0";

    private final Options options;
    private final int requests;
    private final int warmUp;
    private final int readers;
    private final int joiners;
    private final Duration pause;
    private final String heap;

    private LessonsBenchmark(Options options) {
        this.options = options;
        this.requests = options.number("--requests", 3_000);
        this.warmUp = options.number("--warm-up", 120_000);
        this.readers = options.number("--connections", 16);
        this.joiners = options.number("--joins-at-once", 64);
        this.pause = Duration.ofSeconds(options.number("--pause", 4));
        this.heap = options.text("--heap", "256m");
    }

    public static void main(String[] arguments) throws Exception {
        new LessonsBenchmark(Options.of(arguments)).run();
    }

    /** One who asks: the number of the student, and the token of this morning. */
    private record Student(int number, String token) {
        static Student of(int number) {
            return new Student(number, TestTokens.token(Pupils.id(number), TestTokens.grant(Role.STUDENT, "school-0")));
        }
    }

    /**
     * One sort of request.
     *
     * @param connections over which they are sent
     * @param toWarmUp before anything is measured: the text of a student's request
     * @param measured the n-th request of those that are measured, each of another student
     * @param floor the same sort of work with nothing around it
     */
    private record Kind(
            String name,
            int connections,
            IntFunction<String> toWarmUp,
            IntFunction<String> measured,
            IntFunction<String> floor) {}

    private void run() throws Exception {
        var sizes = Stream.of(options.text("--students", "10000,230000").split(","))
                .map(Integer::valueOf)
                .sorted()
                .toList();
        var directory =
                Path.of(options.text("--data", "target/lessons-benchmark")).toAbsolutePath();
        var bySize = new LinkedHashMap<Integer, Map<String, Cost>>();
        var facts = new ArrayList<String>();
        try (var suite = ScheduleSuite.start(directory, ScheduleSuite.jar(options), heap)) {
            warmUpFloor(suite);
            var pupils = new Pupils(suite);
            pupils.publishOne();
            for (int size : sizes) {
                System.out.printf("filling up to %,d students%n", size);
                pupils.fillUpTo(size);
                bySize.put(size, measure(suite, size));
                var memory = Memory.of(suite.schedule().process());
                facts.add("%,d students: the service's live heap %,d MB, resident %,d MB."
                        .formatted(size, memory.heapMegabytes(), memory.residentMegabytes()));
            }
        }
        report(bySize, facts);
    }

    private Map<String, Cost> measure(ScheduleSuite suite, int students) throws IOException, InterruptedException {
        int classes = students / Pupils.OF_CLASS;
        int rounds = Math.min(Math.ceilDiv(requests, CLASSES_OF_ROUND), STUDENTS_MEASURED);
        var numbers = new Random(SEED);
        var measured = signed(IntStream.range(0, rounds).flatMap(round -> numbers.ints(0, classes)
                .distinct()
                .limit(CLASSES_OF_ROUND)
                .map(schoolClass -> schoolClass * Pupils.OF_CLASS + round)));
        var others = signed(numbers.ints(0, students)
                .filter(number -> number % Pupils.OF_CLASS >= STUDENTS_MEASURED)
                .distinct()
                .limit(WARM_UP_STUDENTS));
        var all = Stream.concat(measured.stream(), others.stream()).toList();
        var tags = tags(suite, all);
        var kinds = kinds(measured, others, tags);
        warmUp(suite, kinds);
        var costs = new LinkedHashMap<String, Cost>();
        for (var kind : kinds) {
            costs.put(kind.name(), cost(suite, kind, rounds, students));
            System.out.printf(
                    "%,d students: %s | %s%n",
                    students, kind.name(), costs.get(kind.name()).allCells());
        }
        return costs;
    }

    private static List<Student> signed(IntStream numbers) {
        return numbers.boxed().toList().parallelStream().map(Student::of).toList();
    }

    private List<Kind> kinds(List<Student> measured, List<Student> others, Map<Integer, String> tags) {
        return List.of(
                new Kind(
                        "the day",
                        readers,
                        n -> get(turn(others, n), ""),
                        n -> get(measured.get(n), ""),
                        LessonsBenchmark::floorRead),
                new Kind(
                        "the day again, with its tag (304)",
                        readers,
                        n -> get(turn(others, n), tag(tags, turn(others, n))),
                        n -> get(measured.get(n), tag(tags, measured.get(n))),
                        LessonsBenchmark::floorRead),
                new Kind(
                        "a join",
                        joiners,
                        n -> join(turn(others, n), Pupils.PERIOD_TO_WARM_UP),
                        n -> join(measured.get(n), Pupils.PERIOD_TO_MEASURE),
                        LessonsBenchmark::floorCommand),
                new Kind(
                        "a sign of life",
                        joiners,
                        n -> still(turn(others, n), Pupils.PERIOD_TO_WARM_UP),
                        n -> still(measured.get(n), Pupils.PERIOD_TO_MEASURE),
                        LessonsBenchmark::floorCommand));
    }

    private static void warmUpFloor(ScheduleSuite suite) throws InterruptedException {
        System.out.println("warming up the floor");
        new Load(suite.floor().port(), 16, LessonsBenchmark::floorRead).run(FLOOR_WARM_UP);
        new Load(suite.floor().port(), 64, LessonsBenchmark::floorCommand).run(FLOOR_WARM_UP);
    }

    private static String floorRead(int n) {
        return "GET " + floorPath(n) + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
    }

    private static String floorCommand(int n) {
        return "PUT " + floorPath(n) + " HTTP/1.1\r\nHost: localhost\r\n" + body("{\"left\":false}");
    }

    private static String floorPath(int n) {
        return FloorServer.PATH + "/paper-" + n % FloorServer.PAPERS;
    }

    private static Student turn(List<Student> students, int n) {
        return students.get(n % students.size());
    }

    private void warmUp(ScheduleSuite suite, List<Kind> kinds) throws InterruptedException {
        int rounds = 5;
        int each = warmUp / kinds.size() / rounds;
        for (int round = 1; round <= rounds; round++) {
            for (var kind : kinds) {
                var result = new Load(suite.schedule().port(), kind.connections(), kind.toWarmUp()).run(each);
                System.out.printf("warming up, %d of %d: %s, %.0f/s%n", round, rounds, kind.name(), result.perSecond());
            }
        }
    }

    private Cost cost(ScheduleSuite suite, Kind kind, int rounds, int students)
            throws IOException, InterruptedException {
        var loads = IntStream.range(0, rounds)
                .mapToObj(round -> new Load(suite.schedule().port(), kind.connections(), n -> kind.measured()
                        .apply(round * CLASSES_OF_ROUND + n)))
                .toList();
        double floor = floorMicros(suite, kind);
        if (options.path("--jfr") == null) {
            return Cost.of(suite, loads, CLASSES_OF_ROUND, pause, floor);
        }
        var file = options.path("--jfr").resolve(students + "-" + kind.name().replaceAll("[^a-z0-9]+", "-") + ".jfr");
        try (var _ = Flight.of(suite.schedule().process(), file)) {
            return Cost.of(suite, loads, CLASSES_OF_ROUND, pause, floor);
        }
    }

    private static double floorMicros(ScheduleSuite suite, Kind kind) throws InterruptedException {
        var before = suite.floor().cpu();
        new Load(suite.floor().port(), kind.connections(), kind.floor()).run(FLOOR_REQUESTS);
        return suite.floor().cpu().minus(before).toNanos() / 1000.0 / FLOOR_REQUESTS;
    }

    /** What a class's day is tagged with, by the number of the class; students of one class get the same. */
    private static Map<Integer, String> tags(ScheduleSuite suite, List<Student> students) throws IOException {
        var tags = new LinkedHashMap<Integer, String>();
        try (var connection = new Connection(suite.schedule().port())) {
            for (var student : students) {
                if (!tags.containsKey(classOf(student))) {
                    var answer = connection.ask(get(student, "").getBytes(StandardCharsets.UTF_8));
                    tags.put(classOf(student), "If-None-Match: " + answer.etag() + "\r\n");
                }
            }
        }
        return tags;
    }

    private static int classOf(Student student) {
        return student.number() / Pupils.OF_CLASS;
    }

    private static String tag(Map<Integer, String> tags, Student student) {
        return tags.get(classOf(student));
    }

    private static String get(Student student, String header) {
        return "GET /api/me/lessons?date=" + Pupils.day() + " HTTP/1.1\r\n" + head(student)
                + "Accept-Encoding: gzip\r\n" + header + "\r\n";
    }

    private static String join(Student student, int period) {
        return "POST /api/lessons/" + Pupils.lessonOf(student.number(), period) + "/joins HTTP/1.1\r\n" + head(student)
                + body("{\"device\":\"PHONE\",\"name\":\"韦小满\"}");
    }

    private static String still(Student student, int period) {
        return "PUT /api/lessons/" + Pupils.lessonOf(student.number(), period) + "/joins/" + DEVICE + " HTTP/1.1\r\n"
                + head(student) + body("{\"left\":false}");
    }

    private static String head(Student student) {
        return "Host: localhost\r\nAccept: application/json\r\nAuthorization: Bearer " + student.token() + "\r\n";
    }

    private static String body(String json) {
        return "Content-Type: application/json\r\nContent-Length: " + json.getBytes(StandardCharsets.UTF_8).length
                + "\r\n\r\n" + json;
    }

    private void report(Map<Integer, Map<String, Cost>> bySize, List<String> facts) throws IOException {
        var table = new StringBuilder(Cost.table(
                bySize,
                "%,d students: requests/s | CPU-µs service | × floor | of it compilers | of it collector | CPU-µs database | p50 ms | p99 ms",
                Cost::allCells));
        if (bySize.size() > 1) {
            table.append('\n').append(ratios(bySize));
        }
        table.append("""

            %s Measured: one request of each kind of %,d students each, after a warm-up of %,d by %,d others; reads over %d connections, joins and \
            signs of life over %d. The service's heap may have %s. Before each %d requests %d s of silence. Load average at the end: %.1f.
            """.formatted(
                        String.join(" ", facts),
                        requests,
                        warmUp,
                        WARM_UP_STUDENTS,
                        readers,
                        joiners,
                        heap,
                        CLASSES_OF_ROUND,
                        pause.toSeconds(),
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        System.out.println(table);
        if (options.path("--write") != null) {
            new MarkedTable(TABLE, "./airclass bench lessons").write(options.path("--write"), table.toString());
        }
    }

    /** The CPU time of each larger size by that of the smallest. */
    private static String ratios(Map<Integer, Map<String, Cost>> bySize) {
        var sizes = List.copyOf(bySize.keySet());
        var table = new StringBuilder();
        for (int size : sizes.subList(1, sizes.size())) {
            table.append("| %,d students, by %,d students | CPU service × | CPU database × |\n|---|---:|---:|\n"
                    .formatted(size, sizes.getFirst()));
            bySize.get(size).forEach((name, cost) -> table.append("| ")
                    .append(name)
                    .append(" | ")
                    .append(cost.times(bySize.get(sizes.getFirst()).get(name)))
                    .append(" |\n"));
        }
        return table.toString();
    }
}
