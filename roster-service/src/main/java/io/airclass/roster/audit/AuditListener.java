package io.airclass.roster.audit;

import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Keeps what was done; the service's own events, so that the entry is in the write that it tells of. */
@Component
class AuditListener {
    private final EventHandlers handlers;

    AuditListener(EventJson json, AuditRepository entries) {
        handlers = new EventHandlers(json)
                .on(AuditRecordedV1.class, (meta, event) -> entries.keep(meta.id(), AuditEntry.of(meta.time(), event)));
    }

    @KafkaListener(id = "audit", groupId = "${spring.kafka.consumer.group-id}-audit", topics = Topics.ROSTER_AUDIT)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
