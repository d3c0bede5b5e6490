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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bson.Document;

/** Searches the catalogue at each size, and prints what an answer costs in the service and in the database. */
public final class CatalogueBenchmark {
    private static final String TABLE = "catalogue benchmark";

    private final Options options;
    private final int requests;
    private final int connections;

    private CatalogueBenchmark(Options options) {
        this.options = options;
        this.requests = options.number("--requests", 400);
        this.connections = options.number("--connections", 4);
    }

    public static void main(String[] arguments) throws Exception {
        new CatalogueBenchmark(Options.of(arguments)).run();
    }

    private void run() throws Exception {
        var sizes = Stream.of(options.text("--items", "10000,100000").split(","))
                .map(Integer::valueOf)
                .sorted()
                .toList();
        var directory =
                Path.of(options.text("--data", "target/catalogue-benchmark")).toAbsolutePath();
        var bySize = new LinkedHashMap<Integer, Map<String, Cost>>();
        var facts = new ArrayList<String>();
        try (var suite = ScheduleSuite.start(directory, ScheduleSuite.jar(options), "160m")) {
            var items = new Items(suite);
            items.orgs();
            System.out.printf("offering %,d items over HTTP%n", Items.places());
            items.offerOneEach();
            items.awaitShelves();
            for (int size : sizes) {
                System.out.printf("filling up to %,d items%n", size);
                items.fillUpTo(size);
                bySize.put(size, measure(suite));
                facts.add("%,d items: database file %,d MB, the service's live heap %,d MB."
                        .formatted(
                                size,
                                suite.databaseMegabytes(),
                                Memory.of(suite.schedule().process()).heapMegabytes()));
            }
        }
        report(bySize, facts);
    }

    private Map<String, Cost> measure(ScheduleSuite suite) throws IOException, InterruptedException {
        var questions = new LinkedHashMap<String, String>();
        questions.put("everything, first page with counts", "limit=20");
        questions.put("one facet, first page with counts", "limit=20&subject=" + text("数学"));
        questions.put(
                "five facets, first page with counts",
                "limit=20&stage=JUNIOR&type=VIDEO&subject=" + text("数学") + "&edition=" + text("人教版") + "&unit="
                        + text(Items.UNITS.getFirst()));
        questions.put("one facet, a later page", "limit=20&subject=" + text("数学") + "&cursor=" + cursor(suite));
        questions.put("text with one rare word", "limit=20&q=" + text("相交线 讲解"));
        questions.put(
                "text and three facets",
                "limit=20&type=VIDEO&subject=" + text("数学") + "&edition=" + text("浙教版") + "&q=" + text("方程"));
        questions.put("text that everything has", "limit=20&q=" + text("同步课程"));
        questions.put("two common words that nothing has together", "limit=20&q=" + text("讲解 练习"));
        var costs = new LinkedHashMap<String, Cost>();
        for (var question : questions.entrySet()) {
            costs.put(question.getKey(), cost(suite, question.getValue()));
            System.out.println(
                    question.getKey() + " | " + costs.get(question.getKey()).cells());
        }
        return costs;
    }

    private static String text(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private static String get(String query) {
        return String.join(
                "\r\n",
                "GET /api/resources?" + query + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + TestTokens.token("student", TestTokens.grant(Role.STUDENT, "school-1")),
                "",
                "");
    }

    /** Where the tenth page begins. */
    private static String cursor(ScheduleSuite suite) throws IOException {
        try (var connection = new Connection(suite.schedule().port())) {
            String cursor = "";
            for (int i = 0; i < 9; i++) {
                var answer = connection.ask(
                        get("limit=20&subject=" + text("数学") + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                                .getBytes(StandardCharsets.UTF_8));
                cursor = Document.parse(answer.body()).getString("cursor");
            }
            return cursor;
        }
    }

    private Cost cost(ScheduleSuite suite, String query) throws IOException, InterruptedException {
        String request = get(query);
        var load = new Load(suite.schedule().port(), connections, _ -> request);
        load.run(Math.max(connections, requests / 2));
        return Cost.of(suite, List.of(load), requests, Duration.ZERO, 0);
    }

    private void report(Map<Integer, Map<String, Cost>> bySize, List<String> facts) throws IOException {
        var table = new StringBuilder(
                Cost.table(bySize, "%,d items: CPU-µs service | CPU-µs database | p50 ms | p99 ms", Cost::cells));
        table.append("\n%s %d requests of each kind over %d connections. Load average at the end: %.1f.%n"
                .formatted(
                        String.join(" ", facts),
                        requests,
                        connections,
                        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage()));
        System.out.println(table);
        if (options.path("--write") != null) {
            new MarkedTable(TABLE, "./airclass bench catalogue").write(options.path("--write"), table.toString());
        }
    }
}
