package io.airclass.system.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite;
import io.airclass.launcher.demo.Demo;
import io.airclass.launcher.demo.DemoRegion;
import io.airclass.launcher.demo.Journey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Order(1)
class JourneyIT {
    private final SuiteUnderTest suite = SuiteUnderTest.shared();

    @Test
    void a_school_day_flows_from_end_to_end_and_again() {
        var first = new Journey(suite.gateway(), DemoRegion.current(), Clock.systemUTC(), System.out::println).walk();
        var second = new Journey(suite.gateway(), DemoRegion.current(), Clock.systemUTC(), step -> {}).walk();

        assertThat(first).hasSizeGreaterThan(40).hasSameSizeAs(second);
    }

    @Test
    void the_demo_prints_its_steps_and_ends_with_0() {
        var printed = new ByteArrayOutputStream();

        int exit = Demo.run(suite.gateway(), new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(exit).as(printed.toString(StandardCharsets.UTF_8)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("student hands in text and the photo", "steps in");
    }

    @Test
    void importing_the_region_a_second_time_changes_nothing() {
        DemoRegion.load(suite.gateway(), suite.adminPassword(), System.out::println);

        var steps = new Journey(suite.gateway(), DemoRegion.current(), Clock.systemUTC(), step -> {}).walk();

        assertThat(steps).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource(Suite.Service.class)
    void every_service_exposes_prometheus_metrics_at_its_management_port_only(Suite.Service service)
            throws IOException, InterruptedException {
        try (var http = HttpClient.newHttpClient()) {
            var metrics = http.send(
                    HttpRequest.newBuilder(suite.management(service).resolve(Suite.METRICS_PATH))
                            .build(),
                    BodyHandlers.ofString());
            var outside = http.send(
                    HttpRequest.newBuilder(URI.create(suite.gateway() + Suite.METRICS_PATH))
                            .build(),
                    BodyHandlers.discarding());

            assertThat(metrics.statusCode()).isEqualTo(200);
            assertThat(metrics.body()).contains("jvm_memory_used_bytes", "http_server_requests");
            assertThat(outside.statusCode()).isIn(401, 404);
        }
    }
}
