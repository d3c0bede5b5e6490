package io.airclass.benchmarks.schedule;

import io.airclass.benchmarks.Connection;
import io.airclass.benchmarks.Load;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Memory;
import io.airclass.benchmarks.Options;
import io.airclass.contracts.Role;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** Half past seven: students who open their day's lessons, of a small and of a whole region, and what that costs. */
public final class LessonsBenchmark {
    private static final String TABLE = "lessons benchmark";
    private static final long SEED = 20260907;

    private final Options options;
    private final int requests;
    private final int connections;

    private LessonsBenchmark(Options options) {
        this.options = options;
        this.requests = options.number("--requests", 10_000);
        this.connections = options.number("--connections", 16);
    }

    public static void main(String[] arguments) throws Exception {
        new LessonsBenchmark(Options.of(arguments)).run();
    }

    private void run() throws Exception {
        var sizes = Stream.of(options.text("--students", "10000,230000").split(","))
                .map(Integer::valueOf)
                .sorted()
                .toList();
        var directory =
                Path.of(options.text("--data", "target/lessons-benchmark")).toAbsolutePath();
        var bySize = new LinkedHashMap<Integer, Map<String, Cost>>();
        var facts = new ArrayList<String>();
        try (var suite = ScheduleSuite.start(directory, ScheduleSuite.jar(options))) {
            var pupils = new Pupils(suite);
            pupils.publishOne();
            for (int size : sizes) {
                System.out.printf("filling up to %,d students%n", size);
                pupils.fillUpTo(size);
                bySize.put(size, measure(suite, size));
                facts.add("%,d students: the service's live heap %,d MB."
                        .formatted(size, Memory.of(suite.schedule().process()).heapMegabytes()));
            }
        }
        report(bySize, facts);
    }

    private Map<String, Cost> measure(ScheduleSuite suite, int students) throws IOException, InterruptedException {
        System.out.printf("signing %,d tokens%n", requests);
        var some = new Random(SEED)
                .ints(0, students)
                .distinct()
                .limit(Math.min(requests, students))
                .toArray();
        var tokens = new ArrayList<String>();
        for (int number : some) {
            tokens.add(TestTokens.token(Pupils.id(number), TestTokens.grant(Role.STUDENT, "school-0")));
        }
        cost(suite, tokens, ""); // compiled and warm: what is measured after it is what a replica does all morning
        Thread.sleep(4_000); // nobody is in memory any more
        var costs = new LinkedHashMap<String, Cost>();
        costs.put("the day, asked once by each student", cost(suite, tokens, ""));
        costs.put("asked again with what was answered (304)", again(suite, tokens));
        costs.forEach((name, cost) -> System.out.println(name + " | " + cells(cost)));
        return costs;
    }

    private static String get(String token, String header) {
        return "GET /api/me/lessons?date=" + Pupils.day() + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + token + "\r\n" + header + "\r\n";
    }

    /** Classes differ, so each class's answer is asked for once to know its tag. */
    private Cost again(ScheduleSuite suite, List<String> tokens) throws IOException, InterruptedException {
        var tags = new ArrayList<String>();
        try (var connection = new Connection(suite.schedule().port())) {
            for (var token : tokens) {
                var answer = connection.ask(get(token, "").getBytes(StandardCharsets.UTF_8));
                tags.add("If-None-Match: " + answer.etag() + "\r\n");
            }
        }
        var load = new Load(suite.schedule().port(), connections, n -> get(tokens.get(n), tags.get(n)));
        return Cost.of(suite, load, tokens.size());
    }

    private Cost cost(ScheduleSuite suite, List<String> tokens, String header) throws InterruptedException {
        return Cost.of(
                suite, new Load(suite.schedule().port(), connections, n -> get(tokens.get(n), header)), tokens.size());
    }

    private static String cells(Cost cost) {
        return "%.0f | ".formatted(cost.perSecond()) + cost.cells();
    }

    private void report(Map<Integer, Map<String, Cost>> bySize, List<String> facts) throws IOException {
        var table = new StringBuilder(Cost.table(
                bySize,
                "%,d students: requests/s | CPU-µs service | CPU-µs database | p50 ms | p99 ms",
                LessonsBenchmark::cells));
        table.append("\n%s At most %,d students ask, once each, over %d connections. Load average at the end: %.1f.%n"
                .formatted(
                        String.join(" ", facts),
                        requests,
                        connections,
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        System.out.println(table);
        if (options.path("--write") != null) {
            new MarkedTable(TABLE, "./airclass bench lessons").write(options.path("--write"), table.toString());
        }
    }
}
