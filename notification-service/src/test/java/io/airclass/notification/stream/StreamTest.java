package io.airclass.notification.stream;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.kit.store.Database;
import io.airclass.notification.NotificationApplication;
import io.airclass.notification.TestSchool;
import io.airclass.notification.delivery.Facts;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.ServiceTest;
import io.airclass.testkit.TestEnvironment;
import io.airclass.testkit.TestTokens;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Streams over HTTP at two replicas of the service, which share a broker and a database. */
@ServiceTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamTest {
    @Autowired
    ApplicationContext service;

    @Autowired
    Database database;

    @Autowired
    LiveService live;

    @LocalServerPort
    int port;

    private ConfigurableApplicationContext replica;
    private int otherPort;
    private TestSchool school;
    private String classId;
    private String pupil;
    private String token;

    @BeforeEach
    void school() {
        if (replica == null) {
            replica = replica();
            otherPort = replica.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        }
        school = new TestSchool(service);
        classId = "class-" + UUID.randomUUID();
        pupil = "student-" + UUID.randomUUID();
        token = TestTokens.token(pupil, "STUDENT@school-8");
        school.student(pupil);
        school.schoolClass(classId, List.of(pupil));
    }

    private ConfigurableApplicationContext replica() {
        Map<String, Object> settings =
                TestEnvironment.settings(database.driver().getName());
        return new SpringApplicationBuilder(NotificationApplication.class, OwnEventLoops.class)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("replica", settings)))
                .run();
    }

    @AfterAll
    void stop() {
        replica.close();
    }

    @Test
    void a_fact_arrives_on_the_streams_at_every_replica_once_each() {
        try (SseClient here = opened(port);
                SseClient there = opened(otherPort);
                SseClient stranger = open(port, TestTokens.token("student-" + UUID.randomUUID(), "STUDENT@school-8"))) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                ProducerRecord<String, byte[]> fact = school.record(Facts.marked(classId, pupil, 1));
                ProducerRecord<String, byte[]> elsewhere =
                        new ProducerRecord<>(fact.topic(), null, "key-" + i, fact.value(), fact.headers());
                school.send(elsewhere);
                school.send(elsewhere);
                sent.add(TestSchool.eventId(fact) + ":" + pupil);
            }

            eventually(() -> assertThat(here.messageIds()).containsAll(sent));
            eventually(() -> assertThat(there.messageIds()).containsAll(sent));
            ProducerRecord<String, byte[]> last = school.record(Facts.assignment(classId));
            school.send(last);
            String marker = TestSchool.eventId(last) + ":" + pupil;
            sent.add(marker);
            eventually(() -> assertThat(here.messageIds()).contains(marker));
            eventually(() -> assertThat(there.messageIds()).contains(marker));

            assertThat(here.messageIds()).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(there.messageIds()).containsExactlyInAnyOrderElementsOf(sent);
            assertThat(stranger.events()).isEmpty();
            assertThat(here.events().getLast().name()).isEqualTo("notification");
            assertThat(here.events().getLast().data().get("title").asString()).isEqualTo("新作业：二次函数练习");
        }
    }

    @Test
    void a_client_that_comes_back_at_another_replica_misses_nothing_and_gets_nothing_twice() {
        List<String> sent = new ArrayList<>();
        List<String> received = new ArrayList<>();
        String position;
        try (SseClient first = opened(port)) {
            sent.addAll(send(3));
            eventually(() -> assertThat(first.messageIds()).hasSize(3));
            received.addAll(first.messageIds());
            position = first.lastEventId();
        }
        sent.addAll(send(5));
        for (int i = 0; i < 6; i++) {
            try (SseClient next = SseClient.resume(i % 2 == 0 ? otherPort : port, token, position)) {
                sent.addAll(send(2));
                eventually(() -> {
                    List<String> all = new ArrayList<>(received);
                    all.addAll(next.messageIds());
                    assertThat(all).containsAll(sent);
                });
                received.addAll(next.messageIds());
                position = next.lastEventId();
            }
            sent.addAll(send(1));
        }
        try (SseClient last = SseClient.resume(port, token, position)) {
            eventually(() -> assertThat(last.messageIds()).isNotEmpty());
            received.addAll(last.messageIds());
        }

        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
    }

    @Test
    void a_client_that_lost_its_stream_before_the_first_message_misses_nothing() {
        String position;
        try (SseClient first = opened(port)) {
            position = first.lastEventId();
        }
        List<String> sent = send(3);

        try (SseClient next = SseClient.resume(otherPort, token, position)) {
            eventually(() -> assertThat(next.messageIds()).hasSize(3));
            assertThat(next.messageIds()).containsExactlyInAnyOrderElementsOf(sent);
        }
    }

    @Test
    void a_client_that_missed_more_than_is_sent_again_is_told_to_read_its_inbox() {
        String position;
        try (SseClient first = opened(port)) {
            position = first.lastEventId();
        }
        send(60);
        eventually(() -> assertThat(unread()).isEqualTo(60));

        try (SseClient next = SseClient.resume(port, token, position)) {
            eventually(() -> assertThat(next.events()).hasSize(51));
            assertThat(next.events().getFirst().name()).isEqualTo("reload");
        }
    }

    @Test
    void an_idle_stream_gives_signs_of_life() {
        try (SseClient client = opened(port)) {
            eventually(() -> assertThat(client.heartbeats()).isGreaterThan(2));
            assertThat(client.events()).isEmpty();
        }
    }

    @Test
    void a_client_that_does_not_read_is_cut_off() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(4096);
            socket.connect(new InetSocketAddress("localhost", port));
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/me/notifications/stream HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            eventually(() -> assertThat(live.openStreamsOf(pupil)).isEqualTo(1));
            String title = "长".repeat(20_000);
            eventually(() -> {
                for (int i = 0; i < 50; i++) {
                    live.hear(new MessageDeliveredV1(
                            pupil,
                            UUID.randomUUID().toString(),
                            "assignment-opened",
                            Instant.ofEpochMilli(System.currentTimeMillis()),
                            null,
                            "/api/assignments/a",
                            Map.of(
                                    "title",
                                    title,
                                    "subject",
                                    "数学",
                                    "className",
                                    "班",
                                    "dueAt",
                                    "2026-11-24T12:00:00Z")));
                }
                assertThat(live.openStreamsOf(pupil)).isZero();
            });
        }
    }

    @Test
    void a_replica_that_stops_does_not_wait_for_its_streams() {
        ConfigurableApplicationContext third = replica();
        int thirdPort = third.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        try (SseClient client = opened(thirdPort)) {
            Instant before = Instant.now();
            third.close();

            assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(15));
            eventually(() -> assertThat(client.ended()).isTrue());
        }
    }

    private List<String> send(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ProducerRecord<String, byte[]> fact = school.record(Facts.assignment(classId));
            school.send(new ProducerRecord<>(
                    fact.topic(), null, UUID.randomUUID().toString(), fact.value(), fact.headers()));
            ids.add(TestSchool.eventId(fact) + ":" + pupil);
        }
        return ids;
    }

    private int unread() {
        return reactor.core.publisher.Flux.from(Infrastructure.unguarded(database)
                        .getCollection("inbox")
                        .find(new org.bson.Document("recipientId", pupil)))
                .count()
                .block()
                .intValue();
    }

    private SseClient opened(int at) {
        return open(at, token);
    }

    private static SseClient open(int at, String withToken) {
        SseClient client = SseClient.open(at, withToken);
        assertThat(client.status()).isEqualTo(200);
        eventually(() -> assertThat(client.lastEventId()).isNotNull());
        return client;
    }
}
