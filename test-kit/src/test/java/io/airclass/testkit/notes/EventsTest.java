package io.airclass.testkit.notes;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.model.Filters;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Topics;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.kit.events.DeadLetters;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Stored;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.BsonDocument;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

@ServiceTest
class EventsTest {
    private static final Instant NOON = Instant.parse("2020-02-10T04:00:00Z");

    @Autowired
    NoteRepository notes;

    @Autowired
    NoteListener listener;

    @Autowired
    EventJson events;

    @Autowired
    KafkaTemplate<String, byte[]> kafka;

    @Autowired
    Database database;

    @Autowired
    DeadLetters deadLetters;

    @Autowired
    MeterRegistry meters;

    @Test
    void what_is_saved_with_an_event_is_heard_once_and_leaves_the_outbox() {
        var note = create("第一课", "第一课");
        eventually(() -> assertThat(listener.heard(note.id(), "第一课")).isEqualTo(1));
        eventually(() -> assertThat(document(note.id())).doesNotContainKeys("outboxAt", "outboxTries"));
        assertThat(document(note.id()).getList("outbox", Document.class)).isEmpty();
    }

    @Test
    void events_of_one_document_are_heard_in_the_order_of_their_versions() {
        var note = create("序", "序-1");
        for (int i = 2; i <= 20; i++) {
            note = notes.store
                    .save(note, note.value(), List.of(event(note.id(), "序-" + i)))
                    .block();
        }
        var id = note.id();
        eventually(() -> assertThat(sequences(id)).endsWith(20L));
        assertThat(sequences(id).stream().distinct()).isSorted().hasSize(20);
    }

    private List<Long> sequences(String noteId) {
        return listener.deliveries.stream()
                .filter(meta -> meta.subject().equals(noteId))
                .map(meta -> meta.sequence())
                .toList();
    }

    @Test
    void an_event_travels_as_a_cloud_event_in_binary_mode() {
        var note = create("线上", "线上");
        var record = records(Topics.HOMEWORK, r -> note.id().equals(header(r.headers(), "ce_subject")))
                .getFirst();
        assertThat(record.key()).isEqualTo("class-1");
        assertThat(header(record.headers(), "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record.headers(), "ce_type")).isEqualTo("io.airclass.homework.assignment-opened.v1");
        assertThat(header(record.headers(), "ce_source")).isEqualTo("/airclass/notes-service");
        assertThat(UUID.fromString(header(record.headers(), "ce_id")).version()).isEqualTo(7);
        assertThat(Instant.parse(header(record.headers(), "ce_time"))).isNotNull();
        assertThat(header(record.headers(), "ce_sequence")).isEqualTo("1");
        assertThat(header(record.headers(), "content-type")).isEqualTo("application/json");
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("\"title\":\"线上\"");
    }

    @Test
    void an_event_that_the_broker_refuses_waits_longer_each_time_and_the_others_go_on() {
        var huge = notes.store
                .create(
                        Ids.next(),
                        null,
                        new Note.Open("张老师", "大", List.of(), null),
                        List.of(event("huge", "大".repeat(500_000))))
                .block();
        var other = create("小", "小");
        eventually(() -> assertThat(listener.heard(other.id(), "小")).isEqualTo(1));
        eventually(() -> assertThat(document(huge.id()).getLong("outboxTries")).isGreaterThanOrEqualTo(1));
        assertThat(document(huge.id()).getList("outbox", Document.class)).hasSize(1);
        assertThat(document(huge.id()).getLong("outboxAt"))
                .isGreaterThan(
                        System.currentTimeMillis() - Duration.ofSeconds(5).toMillis());
        Mono.from(database.driver().getCollection("notes").deleteOne(Filters.eq("_id", huge.id())))
                .block();
    }

    @Test
    void an_event_that_no_nudge_announced_is_found_by_the_sweep() {
        var id = Ids.next();
        var entry = entry(event(id, "无提示"));
        Mono.from(database.driver()
                        .getCollection("notes")
                        .insertOne(new Document("_id", id)
                                .append("version", 1L)
                                .append("kind", "open")
                                .append("owner", "张老师")
                                .append("text", "无提示")
                                .append("within", List.of())
                                .append("outbox", List.of(entry))
                                .append("outboxAt", System.currentTimeMillis() - 60_000)))
                .block();
        eventually(() -> assertThat(listener.heard(id, "无提示")).isEqualTo(1));
        eventually(() -> assertThat(document(id)).doesNotContainKey("outboxAt"));
    }

    @Test
    void the_same_record_twice_is_one_effect() throws Exception {
        var id = Ids.next();
        var entry = entry(event(id, "两次"));
        kafka.send(events.record(entry)).get();
        kafka.send(events.record(entry)).get();
        eventually(() -> assertThat(sequences(id)).hasSize(2));
        assertThat(listener.heard(id, "两次")).isEqualTo(1);
    }

    @Test
    void a_poison_record_goes_to_the_dead_letters_and_the_next_is_handled() throws Exception {
        var id = Ids.next();
        var marker = UUID.randomUUID().toString();
        kafka.send(new ProducerRecord<>(Topics.HOMEWORK, 0, "k", marker.getBytes(StandardCharsets.UTF_8)))
                .get();
        var wrongShape = events.record(entry(event(id, "坏")));
        kafka.send(new ProducerRecord<>(
                        Topics.HOMEWORK,
                        0,
                        "k",
                        ("{\"no\":\"" + marker + "\"}").getBytes(StandardCharsets.UTF_8),
                        wrongShape.headers()))
                .get();
        var good = events.record(entry(event(id, "好")));
        kafka.send(new ProducerRecord<>(Topics.HOMEWORK, 0, "k", good.value(), good.headers()))
                .get();

        eventually(() -> assertThat(listener.heard(id, "好")).isEqualTo(1));
        assertThat(records(
                        Topics.deadLettersOf(Topics.HOMEWORK),
                        r -> new String(r.value(), StandardCharsets.UTF_8).contains(marker),
                        2))
                .hasSize(2);
        assertThat(deadLetters.health().getStatus()).isEqualTo(DeadLetters.ATTENTION);
        assertThat(meters.get("airclass.dead.letters")
                        .tag("topic", Topics.HOMEWORK)
                        .counter()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void a_record_that_fails_three_times_goes_to_the_dead_letters() throws Exception {
        var id = Ids.next();
        kafka.send(events.record(entry(event(id, "fail " + id)))).get();
        assertThat(records(Topics.deadLettersOf(Topics.HOMEWORK), r -> id.equals(header(r.headers(), "ce_subject"))))
                .hasSize(1);
        assertThat(sequences(id)).hasSize(3);
    }

    private Stored<Note> create(String text, String title) {
        var id = Ids.next();
        return notes.store
                .create(id, null, new Note.Open("张老师", text, List.of(), null), List.of(event(id, title)))
                .block();
    }

    private static PublishedEvent event(String noteId, String title) {
        return new AssignmentOpenedV1(
                noteId, "class-1", "school-1", List.of("root", "school-1"), "语文", title, NOON, "teacher-1", List.of());
    }

    private BsonDocument entry(PublishedEvent event) {
        return events.entries(List.of(event), 1, NOON, Context.empty())
                .getFirst()
                .asDocument();
    }

    private Document document(String id) {
        return Mono.from(database.driver().getCollection("notes").find(Filters.eq("_id", id)))
                .block();
    }

    private static String header(Headers headers, String name) {
        var header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    private static List<ConsumerRecord<String, byte[]>> records(
            String topic, java.util.function.Predicate<ConsumerRecord<String, byte[]>> wanted) {
        return records(topic, wanted, 1);
    }

    private static List<ConsumerRecord<String, byte[]>> records(
            String topic, java.util.function.Predicate<ConsumerRecord<String, byte[]>> wanted, int atLeast) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                Infrastructure.kafka(),
                "group.id",
                "test-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.subscribe(List.of(topic));
            var found = new ArrayList<ConsumerRecord<String, byte[]>>();
            eventually(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    if (wanted.test(record)) {
                        found.add(record);
                    }
                });
                assertThat(found).hasSizeGreaterThanOrEqualTo(atLeast);
            });
            return found;
        }
    }
}
