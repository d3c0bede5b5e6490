package io.airclass.notification.delivery;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Topics;
import io.airclass.contracts.exam.ResultState;
import io.airclass.kit.events.EventMeta;
import io.airclass.kit.store.Database;
import io.airclass.notification.TestSchool;
import io.airclass.notification.inbox.InboxRepository;
import io.airclass.notification.inbox.Message;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.bson.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@ServiceTest
class DeliveryTest {
    @Autowired
    ApplicationContext service;

    @Autowired
    InboxRepository inbox;

    @Autowired
    DeliveryService delivery;

    @Autowired
    Database database;

    @Autowired
    MeterRegistry meters;

    private final String classId = "class-" + UUID.randomUUID();
    private final String anna = "student-" + UUID.randomUUID();
    private final String bao = "student-" + UUID.randomUUID();
    private final String mother = "guardian-" + UUID.randomUUID();
    private final String father = "guardian-" + UUID.randomUUID();
    private final String teacher = "teacher-" + UUID.randomUUID();
    private TestSchool school;

    @BeforeEach
    void school() {
        school = new TestSchool(service);
        school.student(anna, mother, father);
        school.student(bao, mother);
        school.schoolClass(classId, List.of(anna, bao), teacher);
    }

    @Test
    void a_fact_reaches_the_inboxes_of_the_right_people_and_of_nobody_else() {
        ProducerRecord<String, byte[]> fact = school.record(Facts.marked(classId, anna, 1));
        school.send(fact);
        school.send(Facts.timetable(classId));

        eventually(() -> assertThat(inboxOf(teacher)).hasSize(1));
        String event = TestSchool.eventId(fact);
        assertThat(ids(anna)).contains(event + ":" + anna);
        assertThat(ids(mother)).contains(event + ":" + mother + ":" + anna);
        assertThat(ids(father)).contains(event + ":" + father + ":" + anna);
        assertThat(ids(bao)).noneMatch(id -> id.startsWith(event));
        assertThat(inboxOf(teacher)).extracting(Message::kind).containsExactly("timetable-published");
    }

    @Test
    void a_guardian_of_two_children_in_the_class_hears_of_each_child() {
        school.send(Facts.assignment(classId));

        eventually(
                () -> assertThat(inboxOf(mother)).extracting(Message::childId).containsExactlyInAnyOrder(anna, bao));
        eventually(
                () -> assertThat(inboxOf(father)).extracting(Message::childId).containsExactly(anna));
    }

    @Test
    void the_same_records_doubled_and_out_of_order_change_nothing() {
        List<ProducerRecord<String, byte[]>> facts = new ArrayList<>(Stream.of(
                        Facts.assignment(classId),
                        Facts.marked(classId, anna, 1),
                        Facts.marked(classId, anna, 2),
                        Facts.exam(classId),
                        Facts.result(classId, anna, ResultState.PARTIAL),
                        Facts.result(classId, anna, ResultState.FINAL),
                        Facts.timetable(classId),
                        Facts.received(classId, anna),
                        Facts.handedIn(classId, anna))
                .map(school::record)
                .toList());
        facts.addAll(List.copyOf(facts));
        facts.addAll(List.copyOf(facts));
        Collections.shuffle(facts, new Random(7));
        facts.forEach(school::send);
        String last = "student-" + UUID.randomUUID();
        List.of(Facts.marked(classId, last, 1), Facts.result(classId, last, ResultState.FINAL))
                .forEach(school::send);
        school.send(Facts.timetable(classId));

        eventually(() -> assertThat(inboxOf(last)).hasSize(2));
        eventually(() -> assertThat(inboxOf(teacher)).hasSize(2));
        assertThat(inboxOf(anna)).hasSize(8).doesNotHaveDuplicates();
        assertThat(inboxOf(father)).hasSize(8);
        assertThat(inboxOf(bao)).hasSize(4);
        assertThat(inboxOf(mother)).hasSize(8 + 4);
    }

    @Test
    void what_was_read_stays_read_when_the_fact_is_delivered_again() {
        EventMeta meta = meta("event-" + UUID.randomUUID());
        deliver(meta);
        Message message = inboxOf(father).getFirst();
        Mono.from(Infrastructure.unguarded(database)
                        .getCollection("inbox")
                        .updateOne(
                                new Document("_id", message.id()),
                                new Document(
                                        "$set",
                                        new Document(
                                                "rank", message.deliveredAt().toEpochMilli()))))
                .block();

        deliver(meta);

        assertThat(inboxOf(father)).hasSize(1).allMatch(Message::isRead);
        assertThat(inboxOf(father).getFirst().deliveredAt()).isEqualTo(message.deliveredAt());
    }

    @Test
    void a_delivery_that_broke_off_half_way_is_completed_by_the_next() {
        EventMeta meta = meta("event-" + UUID.randomUUID());
        deliver(meta);
        List<Message> before = Stream.of(anna, bao, mother, father)
                .flatMap(id -> inboxOf(id).stream())
                .toList();
        before.stream()
                .filter(message -> message.id().hashCode() % 2 == 0
                        || message.recipientId().equals(bao))
                .forEach(message -> Mono.from(Infrastructure.unguarded(database)
                                .getCollection("inbox")
                                .deleteOne(new Document("_id", message.id())))
                        .block());

        deliver(meta);

        assertThat(Stream.of(anna, bao, mother, father).flatMap(id -> ids(id).stream()))
                .containsExactlyInAnyOrderElementsOf(
                        before.stream().map(Message::id).toList());
    }

    @Test
    void fifty_simultaneous_deliveries_of_one_fact_are_one() {
        EventMeta meta = meta("event-" + UUID.randomUUID());

        Races.of(50, _ -> () -> {
            deliver(meta);
            return true;
        });

        assertThat(inboxOf(anna)).hasSize(1);
        assertThat(inboxOf(mother)).hasSize(2);
    }

    @Test
    void a_class_of_fifty_is_delivered_to_a_hundred_and_fifty_inboxes() {
        String large = "class-" + UUID.randomUUID();
        List<String> students =
                IntStream.range(0, 50).mapToObj(i -> large + "-s" + i).toList();
        students.forEach(student -> school.student(student, "m-" + student, "f-" + student));
        school.schoolClass(large, students, teacher);
        double before = delivered();

        delivery.deliver(meta("event-" + UUID.randomUUID()), NoticeRules.notice(Facts.assignment(large)))
                .block();

        assertThat(students).allSatisfy(student -> {
            assertThat(inboxOf(student)).hasSize(1);
            assertThat(inboxOf("m-" + student)).hasSize(1);
            assertThat(inboxOf("f-" + student)).hasSize(1);
        });
        assertThat(delivered() - before).isGreaterThanOrEqualTo(150);
    }

    @Test
    void a_fact_of_a_class_that_is_told_of_later_waits_for_it() {
        String late = "class-" + UUID.randomUUID();
        Mono<Void> delivering =
                delivery.deliver(meta("event-" + UUID.randomUUID()), NoticeRules.notice(Facts.assignment(late)));

        Flux.merge(
                        delivering,
                        Mono.delay(Duration.ofMillis(700))
                                .publishOn(reactor.core.scheduler.Schedulers.boundedElastic())
                                .doOnNext(_ -> school.schoolClass(late, List.of(bao)))
                                .then())
                .blockLast();

        assertThat(inboxOf(bao)).hasSize(1);
    }

    @Test
    void a_record_that_cannot_be_read_goes_to_the_dead_letters_and_the_next_is_handled() {
        String key = "poison-" + UUID.randomUUID();
        school.send(new ProducerRecord<>(Topics.HOMEWORK, key, "这不是事件".getBytes(StandardCharsets.UTF_8)));
        ProducerRecord<String, byte[]> wrongShape = school.record(Facts.assignment(classId));
        school.send(new ProducerRecord<>(
                Topics.HOMEWORK, null, key, "{\"classId\":7".getBytes(StandardCharsets.UTF_8), wrongShape.headers()));
        ProducerRecord<String, byte[]> good = school.record(Facts.marked(classId, anna, 1));
        school.send(new ProducerRecord<>(Topics.HOMEWORK, null, key, good.value(), good.headers()));

        eventually(() -> assertThat(ids(anna)).containsExactly(TestSchool.eventId(good) + ":" + anna));
        assertThat(deadLetters(Topics.HOMEWORK, key)).isEqualTo(2);
    }

    @Test
    void metrics_name_counties_and_stages_and_never_a_person_or_a_class() {
        deliver(meta("event-" + UUID.randomUUID()));

        assertThat(meters.get("airclass.messages.delivered")
                        .tags("county", "522301", "stage", "JUNIOR")
                        .counter()
                        .count())
                .isPositive();
        assertThat(meters.getMeters().stream()
                        .map(Meter::getId)
                        .filter(id -> id.getName().startsWith("airclass.messages")
                                || id.getName().startsWith("airclass.streams"))
                        .flatMap(id -> id.getTags().stream().map(Tag::getKey)))
                .isSubsetOf("county", "stage", "service");
    }

    private double delivered() {
        return meters.get("airclass.messages.delivered").counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private void deliver(EventMeta meta) {
        delivery.deliver(meta, NoticeRules.notice(Facts.assignment(classId))).block();
    }

    private static EventMeta meta(String id) {
        return new EventMeta(id, "io.airclass.homework.assignment-opened.v1", "assignment-1", Instant.EPOCH, 1);
    }

    private List<String> ids(String personId) {
        return inboxOf(personId).stream().map(Message::id).toList();
    }

    private List<Message> inboxOf(String personId) {
        return inbox.deliveredSince(personId, Instant.EPOCH, 1000).block();
    }

    private static long deadLetters(String topic, String key) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", Infrastructure.kafka(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            TopicPartition letters = new TopicPartition(Topics.deadLettersOf(topic), 0);
            consumer.assign(List.of(letters));
            consumer.seekToBeginning(List.of(letters));
            long end = consumer.endOffsets(List.of(letters)).get(letters);
            long found = 0;
            while (consumer.position(letters) < end) {
                for (var record : consumer.poll(Duration.ofSeconds(1))) {
                    found += key.equals(record.key()) ? 1 : 0;
                }
            }
            return found;
        }
    }
}
