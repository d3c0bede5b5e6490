package io.airclass.schedule.phase;

import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of schools that come, move or close, and has their checklists follow. */
@Component
class PhaseListener {
    private final EventHandlers handlers;

    PhaseListener(EventJson json, PhaseService phases) {
        handlers =
                new EventHandlers(json).on(OrgChangedV1.class, (meta, event) -> phases.changed(event, meta.sequence()));
    }

    @KafkaListener(id = "phases", groupId = "${spring.kafka.consumer.group-id}-phases", topics = Topics.ROSTER_ORGS)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
