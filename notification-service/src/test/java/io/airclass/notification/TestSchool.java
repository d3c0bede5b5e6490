package io.airclass.notification;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.kit.events.EventJson;
import io.airclass.rosterview.RosterView;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.springframework.context.ApplicationContext;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.util.context.Context;

/** A school that the roster has told of, and facts that other services send about it. */
public final class TestSchool {
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private final RosterView roster;
    private final EventJson json;
    private final KafkaTemplate<String, byte[]> kafka;

    @SuppressWarnings("unchecked")
    public TestSchool(ApplicationContext service) {
        roster = service.getBean(RosterView.class);
        json = service.getBean(EventJson.class);
        kafka = service.getBean(KafkaTemplate.class);
        List.of(
                        new OrgChangedV1(
                                "root",
                                OrgType.PREFECTURE,
                                null,
                                null,
                                "522300",
                                "黔西南州",
                                List.of(),
                                List.of("root"),
                                false),
                        new OrgChangedV1(
                                "xingyi",
                                OrgType.COUNTY,
                                "root",
                                null,
                                "522301",
                                "兴义市",
                                List.of(),
                                List.of("root", "xingyi"),
                                false))
                .forEach(org -> roster.apply(org, 1).block());
    }

    public void schoolClass(String classId, List<String> students, String... teachers) {
        ClassChangedV1 changed = new ClassChangedV1(
                classId,
                "school-8",
                "九年级（3）班",
                9,
                Stage.JUNIOR,
                List.of("root", "xingyi", "school-8", classId),
                students,
                List.of(teachers).stream()
                        .map(teacher -> new ClassTeacher(teacher, "数学"))
                        .toList(),
                null,
                false);
        roster.apply(changed, SEQUENCE.incrementAndGet()).block();
    }

    public void student(String personId, String... guardians) {
        PersonChangedV1 changed = new PersonChangedV1(
                personId,
                List.of(Role.STUDENT),
                List.of("school-8"),
                List.of(),
                List.of(guardians),
                List.of(),
                List.of(),
                false);
        roster.apply(changed, SEQUENCE.incrementAndGet()).block();
    }

    /** The record of a fact, with an event id of its own; it may be sent more than once. */
    public ProducerRecord<String, byte[]> record(PublishedEvent fact) {
        return json.record(json.entries(List.of(fact), 1, Instant.now(), Context.empty())
                .getFirst()
                .asDocument());
    }

    public static String eventId(ProducerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), java.nio.charset.StandardCharsets.UTF_8);
    }

    public void send(ProducerRecord<String, byte[]> record) {
        kafka.send(record).join();
    }

    public void send(PublishedEvent fact) {
        send(record(fact));
    }
}
