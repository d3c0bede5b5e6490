package io.airclass.homework.group;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears which groups there are; the replicas of the service share the work. */
@Component
class GroupListener {
    private final EventHandlers handlers;

    GroupListener(EventJson json, GroupRepository groups) {
        handlers = new EventHandlers(json)
                .on(
                        StudyGroupChangedV1.class,
                        (meta, event) -> groups.put(event.groupId(), of(event, meta.sequence())));
    }

    private static Group of(StudyGroupChangedV1 event, long sequence) {
        return new Group(
                sequence,
                event.schoolId(),
                event.classIds(),
                event.studentIds(),
                event.guests(),
                event.teacherIds(),
                event.closed());
    }

    @KafkaListener(
            id = "homework-groups",
            groupId = "${spring.kafka.consumer.group-id}-groups",
            topics = Topics.SCHEDULE)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
