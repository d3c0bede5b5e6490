package io.airclass.rosterview;

import static io.airclass.testkit.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.kit.KitConfiguration;
import io.airclass.kit.events.EventJson;
import io.airclass.policy.Cohort;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.testkit.TestEnvironment;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.util.context.Context;

/** Two replicas of one service, one database, one broker. */
class RosterListenerTest {

    private static ConfigurableApplicationContext first;
    private static ConfigurableApplicationContext second;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({KitConfiguration.class, RosterViewConfiguration.class})
    static class SomeService {}

    @BeforeAll
    static void start() {
        String database = "roster_view_" + UUID.randomUUID().toString().substring(0, 8);
        first = replica(database);
        second = replica(database);
    }

    private static ConfigurableApplicationContext replica(String database) {
        Map<String, Object> settings = TestEnvironment.settings(database);
        return new SpringApplicationBuilder(SomeService.class)
                .web(WebApplicationType.REACTIVE)
                .initializers(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new MapPropertySource("replica", settings)))
                .run();
    }

    @AfterAll
    static void stop() {
        second.close();
        first.close();
    }

    @Test
    void every_replica_knows_what_the_roster_told_and_each_change() {
        send(1, schoolClass("class-701", List.of("student-1")));
        eventually(() -> assertThat(students(first, "class-701")).containsExactly("student-1"));
        eventually(() -> assertThat(students(second, "class-701")).containsExactly("student-1"));

        IntStream.rangeClosed(2, 4).forEach(sequence -> {
            send(sequence, schoolClass("class-701", List.of("student-" + sequence)));
            eventually(() -> {
                assertThat(students(first, "class-701")).containsExactly("student-" + sequence);
                assertThat(students(second, "class-701")).containsExactly("student-" + sequence);
            });
        });
    }

    @Test
    void records_doubled_and_out_of_order_end_in_the_last_state() {
        for (long sequence : List.of(2L, 1L, 3L, 3L, 2L, 1L)) {
            send(sequence, schoolClass("class-702", List.of("student-" + sequence)));
        }
        send(1, person("marker-702"));

        eventually(() -> assertThat(students(first, "class-702")).containsExactly("student-3"));
        eventually(() -> assertThat(view(first).person("marker-702").block()).isNotNull());
        assertThat(students(first, "class-702")).containsExactly("student-3");
    }

    @Test
    void every_replica_acts_by_a_changed_regime() {
        var at = Instant.parse("2026-11-22T02:00:00Z");
        assertThat(byPhone(first, at)).isInstanceOf(Verdict.Broken.class);
        assertThat(byPhone(second, at)).isInstanceOf(Verdict.Broken.class);
        IntStream.rangeClosed(1, 3).forEach(sequence -> {
            var regime = sequence % 2 == 1 ? RegimeStatement.ONLINE : RegimeStatement.NORMAL;
            send(sequence, new RegimeChangedV1("xingyi", List.of(new RegimePeriod(regime, at.minusSeconds(60), null))));
            var verdict = sequence % 2 == 1 ? Verdict.Allowed.class : Verdict.Broken.class;
            eventually(() -> {
                assertThat(byPhone(first, at)).isInstanceOf(verdict);
                assertThat(byPhone(second, at)).isInstanceOf(verdict);
            });
        });
    }

    private static Verdict byPhone(ConfigurableApplicationContext replica, Instant at) {
        return replica.getBean(PolicyDesk.class)
                .judge(
                        List.of("root", "xingyi", "school-8"),
                        Cohort.ofGrade(7),
                        Kind.HOMEWORK_BY_PHONE,
                        Value.of(true),
                        at)
                .block();
    }

    @Test
    void a_record_that_cannot_be_read_does_not_hold_up_the_next() {
        kafka(first).send(new ProducerRecord<>(Topics.ROSTER_CLASSES, "class-703", "不是事件".getBytes(UTF_8)));
        kafka(first).send(new ProducerRecord<>(Topics.ROSTER_CLASSES, "class-703", null));
        send(1, schoolClass("class-703", List.of("student-1")));

        eventually(() -> assertThat(students(second, "class-703")).containsExactly("student-1"));
    }

    private static List<String> students(ConfigurableApplicationContext replica, String classId) {
        return view(replica).studentsOf(classId).block();
    }

    private static RosterView view(ConfigurableApplicationContext replica) {
        return replica.getBean(RosterView.class);
    }

    @SuppressWarnings("unchecked")
    private static KafkaTemplate<String, byte[]> kafka(ConfigurableApplicationContext replica) {
        return replica.getBean(KafkaTemplate.class);
    }

    private static void send(long sequence, PublishedEvent event) {
        EventJson json = first.getBean(EventJson.class);
        json.entries(List.of(event), sequence, Instant.now(), Context.empty())
                .forEach(entry ->
                        kafka(first).send(json.record(entry.asDocument())).join());
    }

    private static ClassChangedV1 schoolClass(String id, List<String> students) {
        return new ClassChangedV1(
                id,
                "school-8",
                "七年级（1）班",
                7,
                Stage.JUNIOR,
                List.of("root", "xingyi", "school-8", id),
                students,
                List.of(),
                null,
                false);
    }

    private static PersonChangedV1 person(String id) {
        return new PersonChangedV1(
                id, List.of(Role.TEACHER), List.of("school-8"), List.of(), List.of(), List.of(), List.of(), false);
    }
}
