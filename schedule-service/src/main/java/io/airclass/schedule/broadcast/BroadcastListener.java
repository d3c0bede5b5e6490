package io.airclass.schedule.broadcast;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what was published, and has those told whom it concerns. */
@Component
class BroadcastListener {
    private final EventHandlers handlers;

    BroadcastListener(EventJson json, AnnouncementService announcements) {
        handlers = new EventHandlers(json).on(TimetablePublishedV1.class, (_, e) -> announcements.published(e));
    }

    @KafkaListener(
            id = "broadcasts",
            groupId = "${spring.kafka.consumer.group-id}-broadcasts",
            topics = Topics.SCHEDULE)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
