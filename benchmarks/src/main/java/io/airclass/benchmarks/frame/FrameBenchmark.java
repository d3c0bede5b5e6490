package io.airclass.benchmarks.frame;

import io.airclass.benchmarks.Load;
import io.airclass.benchmarks.MarkedTable;
import io.airclass.benchmarks.Options;
import io.airclass.benchmarks.Server;
import io.airclass.contracts.Role;
import io.airclass.contracts.Topics;
import io.airclass.kafka.EmbeddedKafka;
import io.airclass.mongo.EmbeddedMongo;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Runs the frame and prints a table: CPU-microseconds a request in each process, against the budgets. */
public final class FrameBenchmark {
    private static final int CALLERS = 200;

    private final Settings settings;
    private final List<String> tokens = IntStream.range(0, CALLERS)
            .mapToObj(i -> TestTokens.token("teacher-" + i, TestTokens.grant(Role.TEACHER, "school-1")))
            .toList();

    private FrameBenchmark(Settings settings) {
        this.settings = settings;
    }

    private record Settings(
            int warmUp, int requests, int rounds, int connections, Path gatewayJar, Path logs, Path write, String jfr) {
        static Settings of(String[] arguments) throws IOException {
            var given = Options.of(arguments);
            var logs = Path.of(given.text("--logs", "target/frame-benchmark"));
            Files.createDirectories(logs);
            return new Settings(
                    given.number("--warm-up", 60000),
                    given.number("--requests", 20000),
                    given.number("--rounds", 3),
                    given.number("--connections", 32),
                    Path.of(given.text("--gateway-jar", "gateway/target/gateway-0.1.0-SNAPSHOT.jar")),
                    logs.toAbsolutePath(),
                    given.path("--write"),
                    given.text("--jfr", ""));
        }

        String[] flags(String server) {
            return jfr.equals(server)
                    ? new String[] {
                        "-XX:StartFlightRecording=settings=profile,jdk.CPUTimeSample#enabled=true,filename="
                                + logs.resolve(server + ".jfr")
                    }
                    : new String[0];
        }
    }

    /** One line of the table: what is asked of whom, and which processes' CPU is counted. */
    private record Scenario(String name, Load load, Scenario floor, List<Counted> counted, List<Sample> samples) {
        Scenario(String name, Load load, Scenario floor, List<Counted> counted) {
            this(name, load, floor, counted, new ArrayList<>());
        }
    }

    private record Counted(Server server, String budget) {}

    private record Sample(List<Double> cpuMicros, double perSecond, double p50Millis, double p99Millis) {}

    public static void main(String[] arguments) throws Exception {
        new FrameBenchmark(Settings.of(arguments)).run();
    }

    private void run() throws Exception {
        try (var mongo = EmbeddedMongo.startInMemory();
                var kafka = EmbeddedKafka.start(Infrastructure.temporaryDirectory("airclass-bench"), 0)) {
            FloorServer.fill(mongo.connectionString());
            int servicePort = Server.freePort();
            var environment = Map.of(
                    "AIRCLASS_MONGODB_URI",
                    mongo.connectionString() + "/bench",
                    "AIRCLASS_KAFKA_BOOTSTRAP_SERVERS",
                    kafka.bootstrapServers(),
                    "AIRCLASS_ISSUER_URI",
                    TestTokens.issuer(),
                    "AIRCLASS_HOMEWORK_URI",
                    "http://localhost:" + servicePort,
                    "AIRCLASS_RATE_PER_SECOND",
                    "1000000",
                    "AIRCLASS_RATE_BURST",
                    "1000000");
            var classPath = System.getProperty("java.class.path");
            int floorPort = Server.freePort();
            try (var service = Server.start(
                            "service",
                            servicePort,
                            settings.logs(),
                            List.of("-cp", classPath, FrameService.class.getName()),
                            with(environment, servicePort),
                            settings.flags("service"));
                    var floor = Server.start(
                            "floor",
                            floorPort,
                            settings.logs(),
                            List.of(
                                    "-cp",
                                    classPath,
                                    FloorServer.class.getName(),
                                    String.valueOf(floorPort),
                                    mongo.connectionString(),
                                    kafka.bootstrapServers(),
                                    Topics.HOMEWORK),
                            Map.of(),
                            settings.flags("floor"));
                    var gateway = gateway(environment)) {
                measure(floor, service, gateway);
            }
        }
    }

    private Server gateway(Map<String, String> environment) throws IOException, InterruptedException {
        if (settings.gatewayJar().toString().equals("none")) {
            return null;
        }
        int port = Server.freePort();
        return Server.start(
                "gateway",
                port,
                settings.logs(),
                List.of("-jar", settings.gatewayJar().toAbsolutePath().toString()),
                with(environment, port),
                settings.flags("gateway"));
    }

    private void measure(Server floor, Server service, Server gateway) throws IOException, InterruptedException {
        var scenarios = new ArrayList<Scenario>();
        add(scenarios, "read", this::read, floor, service, gateway, 170, 2.1);
        add(scenarios, "command", this::command, floor, service, gateway, 250, 2.8);
        for (var scenario : scenarios) {
            System.out.printf("warming up: %s (%,d requests)%n", scenario.name(), settings.warmUp());
            scenario.load().run(settings.warmUp());
        }
        for (int round = 1; round <= settings.rounds(); round++) {
            for (var scenario : scenarios) {
                scenario.samples().add(sample(scenario));
                System.out.printf("round %d of %d: %s%n", round, settings.rounds(), line(scenario, round - 1));
            }
        }
        report(scenarios);
    }

    private Sample sample(Scenario scenario) throws InterruptedException {
        var before =
                scenario.counted().stream().map(each -> each.server().cpu()).toList();
        var result = scenario.load().run(settings.requests());
        var cpu = IntStream.range(0, before.size())
                .mapToObj(i -> scenario.counted()
                                .get(i)
                                .server()
                                .cpu()
                                .minus(before.get(i))
                                .toNanos()
                        / 1000.0
                        / settings.requests())
                .toList();
        return new Sample(cpu, result.perSecond(), result.quantileMillis(0.5), result.quantileMillis(0.99));
    }

    private static String line(Scenario scenario, int round) {
        var sample = scenario.samples().get(round);
        return "%s: %s µs, %.0f/s, p50 %.2f ms, p99 %.2f ms"
                .formatted(
                        scenario.name(),
                        sample.cpuMicros().stream().map("%.0f"::formatted).toList(),
                        sample.perSecond(),
                        sample.p50Millis(),
                        sample.p99Millis());
    }

    private void add(
            List<Scenario> scenarios,
            String what,
            IntFunction<String> request,
            Server floor,
            Server service,
            Server gateway,
            int serviceMicrosMax,
            double timesFloorMax) {
        var bare = new Scenario(what + ", floor", load(floor, request), null, List.of(new Counted(floor, "–")));
        scenarios.add(bare);
        scenarios.add(new Scenario(
                what + ", service",
                load(service, request),
                bare,
                List.of(new Counted(service, "≤ %d and ≤ %.1f ×".formatted(serviceMicrosMax, timesFloorMax)))));
        if (gateway != null) {
            scenarios.add(new Scenario(
                    what + ", through the gateway",
                    load(gateway, request),
                    bare,
                    List.of(new Counted(service, "–"), new Counted(gateway, "≤ 200"))));
        }
    }

    private void report(List<Scenario> scenarios) throws IOException {
        var table = new StringBuilder();
        table.append("""
                | What | process | CPU-µs a request | × floor | budget | requests/s | p50 ms | p99 ms |
                |---|---|---:|---:|---|---:|---:|---:|
                """);
        for (var scenario : scenarios) {
            for (int i = 0; i < scenario.counted().size(); i++) {
                row(table, scenario, i);
            }
        }
        System.out.println();
        System.out.println(table);
        if (settings.write() != null) {
            new MarkedTable("frame benchmark", "./airclass bench").write(settings.write(), table.toString());
        }
    }

    private static void row(StringBuilder table, Scenario scenario, int index) {
        double cpu = cpu(scenario, index);
        double floor = cpu(scenario.floor() == null ? scenario : scenario.floor(), 0);
        var counted = scenario.counted().get(index);
        table.append("| %s | %s | %.0f | %.1f | %s | %.0f | %.1f | %.1f |%n"
                .formatted(
                        scenario.name(),
                        counted.server().name(),
                        cpu,
                        cpu / floor,
                        counted.budget(),
                        median(scenario.samples().stream()
                                .map(Sample::perSecond)
                                .toList()),
                        median(scenario.samples().stream()
                                .map(Sample::p50Millis)
                                .toList()),
                        median(scenario.samples().stream()
                                .map(Sample::p99Millis)
                                .toList())));
    }

    private static double cpu(Scenario scenario, int server) {
        return median(scenario.samples().stream()
                .map(sample -> sample.cpuMicros().get(server))
                .toList());
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private Load load(Server server, IntFunction<String> request) {
        return new Load(server.port(), settings.connections(), request);
    }

    private String read(int n) {
        return head("GET", n) + "\r\n";
    }

    private String command(int n) {
        var body = "{\"text\":\"" + "课文抄写与朗读，第 " + n + " 次。" + "好".repeat(60) + "\"}";
        return head("PUT", n) + "Content-Type: application/json\r\nContent-Length: "
                + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }

    private String head(String method, int n) {
        return method + " " + FrameController.PATH + "/paper-" + n % FloorServer.PAPERS
                + " HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nAuthorization: Bearer "
                + tokens.get(n % CALLERS) + "\r\n";
    }

    private static Map<String, String> with(Map<String, String> environment, int port) throws IOException {
        var all = new LinkedHashMap<>(environment);
        all.put("AIRCLASS_HTTP_PORT", String.valueOf(port));
        all.put("AIRCLASS_MANAGEMENT_PORT", String.valueOf(Server.freePort()));
        return all;
    }
}
