package io.airclass.testkit.notes;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.airclass.kafka.EmbeddedKafka;
import io.airclass.kit.store.Database;
import io.airclass.mongo.EmbeddedMongo;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.TestEnvironment;
import io.airclass.testkit.TestTokens;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import reactor.core.publisher.Mono;

/** What happens when something that a service needs goes away and comes back, and when the service itself stops. */
class OutageTest {
    private static final String TOKEN = TestTokens.token("teacher-1");
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void without_the_broker_commands_go_on_and_their_events_arrive_when_it_is_back() throws Exception {
        var data = Infrastructure.temporaryDirectory("airclass-broker");
        var broker = EmbeddedKafka.start(data, 0);
        int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
        try (var service = start(Map.of("airclass.kafka.bootstrap-servers", broker.bootstrapServers()))) {
            var before = post(service, "有代理");
            eventually(() -> assertThat(listener(service).heard(before, "有代理")).isEqualTo(1));

            broker.close();
            var during = post(service, "无代理");
            assertThat(get(service, "/api/notes/" + during).statusCode()).isEqualTo(200);
            assertThat(listener(service).heard(during, "无代理")).isZero();

            broker = EmbeddedKafka.start(data, port);
            eventually(() -> assertThat(listener(service).heard(during, "无代理")).isEqualTo(1));
            var after = post(service, "又有代理");
            eventually(() -> assertThat(listener(service).heard(after, "又有代理")).isEqualTo(1));
        } finally {
            broker.close();
        }
    }

    @Test
    void without_the_database_the_answer_is_503_with_retry_after_and_it_recovers_by_itself() throws Exception {
        var data = Infrastructure.temporaryDirectory("airclass-database");
        var database = EmbeddedMongo.start(data, 0);
        int port = URI.create(database.connectionString()).getPort();
        try (var service = start(Map.of(
                "airclass.mongodb.uri",
                database.connectionString() + "/outage",
                "airclass.mongodb.operation-timeout",
                "1s"))) {
            var id = post(service, "有库");
            database.close();

            var answer = get(service, "/api/notes/" + id);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(answer.body()).contains("database-unavailable");

            database = EmbeddedMongo.start(data, port);
            eventually(() ->
                    assertThat(get(service, "/api/notes/" + id).statusCode()).isEqualTo(200));
        } finally {
            database.close();
        }
    }

    @Test
    void a_service_that_stops_finishes_the_requests_in_flight_and_sends_what_waits() throws Exception {
        var settings = new HashMap<String, Object>(TestEnvironment.settings());
        var service = start(settings);
        var slow = http.sendAsync(request(service, "/api/slow").build(), HttpResponse.BodyHandlers.ofString());
        eventually(() ->
                assertThat(service.getBean(NoteController.class).slowStarted).hasValue(1));
        var id = post(service, "停之前");

        service.close();
        assertThat(slow.get().statusCode()).isEqualTo(200);

        settings.put("airclass.outbox.claim-time", "1h"); // the next one sends nothing that is younger
        try (var next = start(settings)) {
            assertThat(get(next, "/api/notes/" + id).statusCode()).isEqualTo(200);
            var document = Mono.from(next.getBean(Database.class)
                            .driver()
                            .getCollection("notes")
                            .find(Filters.eq("_id", id)))
                    .block();
            assertThat(document).doesNotContainKey("outboxAt");
        }
    }

    private static NoteListener listener(ConfigurableApplicationContext service) {
        return service.getBean(NoteListener.class);
    }

    private static ConfigurableApplicationContext start(Map<String, Object> differently) {
        var settings = new HashMap<>(TestEnvironment.settings());
        settings.putAll(differently);
        settings.put("management.server.port", "-1");
        var arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        SpringApplication application = new SpringApplicationBuilder(NotesApplication.class).build();
        return application.run(arguments);
    }

    private static URI uri(ConfigurableApplicationContext service, String path) {
        return URI.create("http://localhost:" + service.getEnvironment().getProperty("local.server.port") + path);
    }

    private static HttpRequest.Builder request(ConfigurableApplicationContext service, String path) {
        return HttpRequest.newBuilder(uri(service, path)).header("Authorization", "Bearer " + TOKEN);
    }

    private HttpResponse<String> get(ConfigurableApplicationContext service, String path) throws Exception {
        return http.send(request(service, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private String post(ConfigurableApplicationContext service, String text) throws Exception {
        var answer = http.send(
                request(service, "/api/notes")
                        .header("Idempotency-Key", UUID.randomUUID().toString())
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"text\":\"" + text + "\",\"number\":1}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow().replace("/api/notes/", "");
    }
}
