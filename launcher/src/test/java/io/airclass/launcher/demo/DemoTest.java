package io.airclass.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.launcher.region.RegionGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoTest {
    private static final String TOKEN = "{\"accessToken\": \"a\", \"tokenType\": \"Bearer\", \"expiresIn\": 900}";

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void a_step_that_fails_ends_the_demo_with_1_and_says_what_to_look_at() throws IOException {
        try (var gateway = new FakeGateway()
                .answers("/api/auth/token", 401, "application/problem+json", "{\"title\": \"密码错误\"}")) {
            assertThat(run(gateway.uri())).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("POST /api/auth/token", "401", "密码错误", "./airclass logs roster");
    }

    @Test
    void steps_before_the_failure_are_printed_with_request_status_and_telling_fields() throws IOException {
        try (var gateway = new FakeGateway()
                .answers("/api/auth/token", 200, "application/json", TOKEN)
                .answers("/api/me", 404, "application/problem+json", "{}")) {
            assertThat(run(gateway.uri())).isEqualTo(1);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .containsPattern(
                        "1 +school administrator signs in +\\d+ ms +200 +POST +/api/auth/token +tokenType=Bearer expiresIn=900")
                .contains("FAILED  student asks who they are");
    }

    @Test
    void without_a_suite_the_demo_asks_whether_it_is_up() {
        assertThat(run(URI.create("http://localhost:1"))).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("Is the suite up?");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-10, 2026-09-07",
        "2026-09-01, 2026-09-07",
        "2026-11-22, 2026-11-23",
        "2026-11-23, 2026-11-23",
        "2027-01-26, 2027-02-22",
        "2027-02-10, 2027-02-22",
        "2027-07-20, 2027-02-22"
    })
    void the_lessons_shown_are_those_of_a_monday_in_term(LocalDate today, LocalDate monday) {
        assertThat(TimetableSteps.mondayOfTerm(RegionGenerator.generate(2026), today))
                .isEqualTo(monday);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/me/exams, exam",
        "/api/me, roster",
        "/api/me/notifications/stream, notification",
        "/api/classes/1/timetable, schedule",
        "/api/submissions/1/mark, homework"
    })
    void each_path_has_the_service_whose_log_is_worth_a_look(String path, String service) {
        assertThat(Steps.serviceOf(path)).isEqualTo(service);
    }

    @Test
    void loading_the_region_follows_the_import_until_it_is_done() throws IOException {
        var told = new ArrayList<String>();
        try (var gateway = new FakeGateway()
                .answers("/api/auth/token", 200, "application/json", TOKEN)
                .answers("/api/imports", 202, "application/json", "{}")
                .answers(
                        "/api/imports/7",
                        200,
                        "application/json",
                        "{\"state\": \"RUNNING\"}",
                        "{\"state\": \"DONE\", \"errors\": []}")) {
            DemoRegion.load(gateway.uri(), "geheim", told::add);

            assertThat(gateway.asked())
                    .containsExactly(
                            "POST /api/auth/token", "POST /api/imports", "GET /api/imports/7", "GET /api/imports/7");
        }
        assertThat(told).hasSize(2);
    }

    @Test
    void an_import_with_row_errors_is_a_failure() throws IOException {
        try (var gateway = new FakeGateway()
                .answers("/api/auth/token", 200, "application/json", TOKEN)
                .answers("/api/imports", 202, "application/json", "{}")
                .answers(
                        "/api/imports/7",
                        200,
                        "application/json",
                        "{\"state\": \"DONE\", \"errors\": [{\"line\": 3}]}")) {
            assertThatThrownBy(() -> DemoRegion.load(gateway.uri(), "geheim", line -> {}))
                    .hasMessageContaining("line");
        }
    }

    @Test
    void a_stream_gives_each_event_with_id_name_and_data_and_passes_over_heartbeats() throws IOException {
        var text = ": heartbeat\n\nid: 1\nevent: message\ndata: {\"kind\":\ndata: \"result-ready\"}\n\n: heartbeat\n\n";
        try (var gateway = new FakeGateway().answers("/api/me/notifications/stream", 200, "text/event-stream", text);
                var client = new ApiClient(gateway.uri());
                var stream = client.stream(new Session("student", "a", "r"))) {
            var steps = new Steps(client, step -> {});
            steps.arrives(
                    "notice",
                    Call.get("/"),
                    (NoticeStream open) -> !open.notices().isEmpty(),
                    stream,
                    "");

            assertThat(stream.notices()).singleElement().satisfies(notice -> {
                assertThat(notice.id()).isEqualTo("1");
                assertThat(notice.event()).isEqualTo("message");
                assertThat(notice.data().at("/kind").asString("")).isEqualTo("result-ready");
            });
        }
    }

    private int run(URI gateway) {
        return Demo.run(gateway, new PrintStream(printed, true, StandardCharsets.UTF_8));
    }
}
