package io.airclass.notification.stream;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.StoreConfiguration;
import io.airclass.notification.inbox.InboxRepositories;
import io.airclass.notification.inbox.InboxRepository;
import io.airclass.testkit.DatabaseGuard;
import io.airclass.testkit.Infrastructure;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LiveServiceTest {
    private static final StreamSettings SETTINGS = new StreamSettings(Duration.ofSeconds(60), 8, 2, 3, 50);

    private static MongoClient client;
    private static InboxRepository inbox;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LiveService live = new LiveService(inbox, _ -> Mono.empty(), SETTINGS, Clock.systemUTC(), meters);
    private final String pupil = "student-" + UUID.randomUUID();

    @BeforeAll
    static void start() {
        client = MongoClients.create(StoreConfiguration.clientSettings(
                        new AirclassSettings.Mongodb(Infrastructure.mongodb(), Duration.ofSeconds(10)))
                .addCommandListener(DatabaseGuard.watch(Infrastructure::mongodb))
                .build());
        Database database = new Database(client.getDatabase("live_service"), null, null, Clock.systemUTC());
        inbox = InboxRepositories.over(database);
        database.makeIndexes().block();
    }

    @AfterAll
    static void stop() {
        client.close();
    }

    @Test
    void a_stream_opens_when_this_replica_hears_and_not_before() {
        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectSubscription()
                .expectNoEvent(Duration.ofMillis(100))
                .then(live::nowHearing)
                .expectNextMatches(StreamItem.Opened.class::isInstance)
                .thenCancel()
                .verify();
    }

    @Test
    void a_stream_tells_each_message_once_and_only_its_own() {
        live.nowHearing();
        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectNextCount(1)
                .then(() -> {
                    live.hear(message(pupil, "m-1", Instant.now()));
                    live.hear(message("somebody-else", "m-2", Instant.now()));
                    live.hear(message(pupil, "m-3", Instant.now()));
                })
                .expectNextMatches(told("m-1"))
                .expectNextMatches(told("m-3"))
                .then(() -> {
                    live.hear(message(pupil, "m-4", Instant.parse("2026-01-01T00:00:00Z")));
                    live.hear(message(pupil, "m-5", Instant.now()));
                })
                .expectNextMatches(told("m-5"))
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void a_message_that_is_heard_again_is_not_told_again() {
        live.nowHearing();
        MessageDeliveredV1 first = message(pupil, "m-1", Instant.now());
        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectNextCount(1)
                .then(() -> {
                    live.hear(first);
                    live.hear(first);
                    live.hear(message(pupil, "m-2", Instant.now()));
                    live.hear(first);
                    live.hear(message(pupil, "m-3", Instant.now()));
                })
                .expectNextMatches(told("m-1"))
                .expectNextMatches(told("m-2"))
                .expectNextMatches(told("m-3"))
                .thenCancel()
                .verify(Duration.ofSeconds(10));
    }

    @Test
    void a_stream_ends_with_the_token_that_opened_it() {
        live.nowHearing();
        Caller caller = new Caller(pupil, "", List.of(), Instant.now().plusMillis(300));

        StepVerifier.create(live.open(caller, Optional.empty()))
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertThat(live.openStreams()).isZero();
    }

    @Test
    void a_client_that_does_not_read_is_cut_off_and_forgotten() {
        live.nowHearing();
        StepVerifier.create(live.open(caller(pupil), Optional.empty()), 1)
                .expectNextCount(1)
                .then(() -> {
                    for (int i = 0; i < 100; i++) {
                        live.hear(message(pupil, "m-" + i, Instant.now()));
                    }
                })
                .expectError(OpenStream.SlowReader.class)
                .verify(Duration.ofSeconds(5));
        assertThat(live.openStreams()).isZero();
    }

    @Test
    void one_stream_more_than_a_person_may_have_ends_the_oldest() {
        live.nowHearing();
        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectNextCount(1)
                .then(() -> {
                    live.open(caller(pupil), Optional.empty()).subscribe();
                    assertThat(live.openStreams()).isEqualTo(2);
                    live.open(caller(pupil), Optional.empty()).subscribe();
                })
                .expectComplete()
                .verify(Duration.ofSeconds(5));
        assertThat(live.openStreams()).isEqualTo(2);
        assertThat(meters.get("airclass.streams.open").gauge().value()).isEqualTo(2);
    }

    @Test
    void one_stream_more_than_the_replica_may_have_is_refused() {
        live.nowHearing();
        for (int i = 0; i < SETTINGS.openMax(); i++) {
            live.open(caller("person-" + i), Optional.empty()).subscribe();
        }

        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectErrorSatisfies(error -> assertThat(((Refused) error).rejection())
                        .isInstanceOf(Rejection.Unavailable.class)
                        .extracting(Rejection::slug)
                        .isEqualTo("streams-full"))
                .verify(Duration.ofSeconds(5));
        assertThat(live.openStreams()).isEqualTo(SETTINGS.openMax());
    }

    @Test
    void when_the_replica_stops_its_streams_end_and_no_new_one_begins() {
        live.nowHearing();
        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectNextCount(1)
                .then(live::endStreams)
                .expectComplete()
                .verify(Duration.ofSeconds(5));

        StepVerifier.create(live.open(caller(pupil), Optional.empty()))
                .expectError(Refused.class)
                .verify(Duration.ofSeconds(5));
        eventually(() -> assertThat(live.openStreams()).isZero());
    }

    private static java.util.function.Predicate<StreamItem> told(String id) {
        return item ->
                item instanceof StreamItem.Told told && told.message().id().equals(id);
    }

    private static Caller caller(String personId) {
        return new Caller(personId, "", List.of(), Instant.now().plusSeconds(60));
    }

    private static MessageDeliveredV1 message(String recipientId, String id, Instant at) {
        return new MessageDeliveredV1(
                recipientId,
                id,
                "assignment-opened",
                Instant.ofEpochMilli(at.toEpochMilli()),
                null,
                "/api/assignments/assignment-1",
                Map.of("title", "二次函数练习"));
    }
}
