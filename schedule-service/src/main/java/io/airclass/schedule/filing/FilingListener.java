package io.airclass.schedule.filing;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingTakenBackV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what this service itself told, and has it followed up the chain. */
@Component
class FilingListener {
    private final EventHandlers handlers;

    FilingListener(EventJson json, FollowService follow) {
        handlers = new EventHandlers(json)
                .on(TimetablePublishedV1.class, (_, e) -> follow.timetable(e.within(), e.effectiveFrom(), e.lastDay()))
                .on(FilingMadeV1.class, (_, e) -> follow.filing(e.filingId()))
                .on(FilingAcknowledgedV1.class, (_, e) -> follow.filing(e.filingId()))
                .on(FilingTakenBackV1.class, (_, e) -> follow.filing(e.filingId()));
    }

    @KafkaListener(id = "filings", groupId = "${spring.kafka.consumer.group-id}-filings", topics = Topics.SCHEDULE)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
