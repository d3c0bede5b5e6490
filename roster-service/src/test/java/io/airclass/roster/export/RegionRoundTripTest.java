package io.airclass.roster.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterApplication;
import io.airclass.roster.token.TestIssuer;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.TestEnvironment;
import io.airclass.testkit.region.Region;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole region goes from one service to another that has nothing, over all kinds of organisations, families and accounts. */
class RegionRoundTripTest {
    private static final List<String> KINDS = List.of("orgs", "terms", "classes", "people", "accounts");
    private static final List<String> COMPARED = List.of("orgs", "terms", "classes", "people", "accounts", "usernames");
    private static final List<String> NOT_COMPARED =
            List.of("version", "outbox", "outboxAt", "outboxTries", "passwordHash");
    private static final Duration DONE_MAX = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    /** A service with a database of its own. */
    private static final class Roster implements AutoCloseable {
        private final ConfigurableApplicationContext context;
        private final WebTestClient client;

        Roster() {
            context = new SpringApplicationBuilder(RosterApplication.class)
                    .properties(
                            "airclass.personal.keys=t1:VGhpcyBrZXkgaXMga25vd24gdG8gZXZlcnlib2R5ISE=",
                            "airclass.intake.sweep-wait=50ms",
                            "airclass.export.sweep-wait=50ms")
                    .initializers(new TestEnvironment())
                    .run();
            client = WebTestClient.bindToServer()
                    .baseUrl("http://localhost:" + context.getEnvironment().getProperty("local.server.port"))
                    .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(16 << 20))
                    .responseTimeout(Duration.ofSeconds(30))
                    .build();
        }

        private String admin() {
            return context.getBean(TestIssuer.class).token("admin", "PLATFORM_ADMINISTRATOR@root");
        }

        private byte[] get(String path) {
            return client.get()
                    .uri(path)
                    .headers(headers -> headers.setBearerAuth(admin()))
                    .exchange()
                    .expectStatus()
                    .isOk()
                    .expectBody()
                    .returnResult()
                    .getResponseBody();
        }

        private JsonNode done(String path, MediaType type, Object body) {
            var location = client.post()
                    .uri(path)
                    .headers(headers -> headers.setBearerAuth(admin()))
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .contentType(type)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isAccepted()
                    .expectBody()
                    .returnResult()
                    .getResponseHeaders()
                    .getFirst(HttpHeaders.LOCATION);
            var end = new AtomicReference<JsonNode>();
            await().atMost(DONE_MAX).untilAsserted(() -> {
                end.set(JsonMapper.shared().readTree(get(location)));
                assertThat(end.get().get("state").asString()).isNotIn("WAITING", "RUNNING");
            });
            assertThat(end.get().get("state").asString()).isEqualTo("DONE");
            return end.get();
        }

        JsonNode imported(byte[] zip) {
            var report = done("/api/imports", MediaType.parseMediaType("application/zip"), zip);
            assertThat(report.get("errorCount").asLong()).as(report.toString()).isZero();
            return report;
        }

        byte[] exported() {
            var export = done("/api/exports", MediaType.APPLICATION_JSON, Map.of("orgId", "root"));
            return get(export.get("file").asString());
        }

        /** Every document but what differs from one writing to the next. */
        Map<String, Document> state() {
            var database = Infrastructure.unguarded(context.getBean(Database.class));
            var state = new TreeMap<String, Document>();
            COMPARED.forEach(name -> Flux.from(database.getCollection(name).find())
                    .toIterable()
                    .forEach(document -> {
                        NOT_COMPARED.forEach(document::remove);
                        state.put(name + ":" + document.getString("_id"), document);
                    }));
            return state;
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Test
    void a_region_arrives_whole_in_an_empty_service_and_leaves_it_as_the_same_bytes() throws IOException {
        var region = new Region(40, 200, 1_600);
        try (var first = new Roster();
                var second = new Roster()) {
            var imported = first.imported(Files.readAllBytes(region.zip(directory)));
            assertThat(imported.at("/counts/people/made").asInt()).isEqualTo(region.people());
            byte[] exported = first.exported();

            second.imported(exported);

            assertThat(second.state()).isEqualTo(first.state());
            assertThat(second.exported()).isEqualTo(exported);
            var again = first.imported(exported);
            for (var kind : KINDS) {
                assertThat(again.at("/counts/" + kind + "/made").asLong())
                        .as(kind)
                        .isZero();
                assertThat(again.at("/counts/" + kind + "/changed").asLong())
                        .as(kind)
                        .isZero();
            }
        }
    }
}
