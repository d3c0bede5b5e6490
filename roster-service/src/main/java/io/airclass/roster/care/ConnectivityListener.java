package io.airclass.roster.care;

import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears of classes whose students are others now; to hear it again counts once more, and tells nothing. */
@Component
class ConnectivityListener {
    private final EventHandlers handlers;

    ConnectivityListener(EventJson json, ConnectivityService connectivity) {
        handlers = new EventHandlers(json)
                .on(
                        ClassChangedV1.class,
                        (_, event) -> connectivity.membersChanged(event.classId(), event.studentIds()));
    }

    @KafkaListener(
            id = "connectivity",
            groupId = "${spring.kafka.consumer.group-id}-connectivity",
            topics = Topics.ROSTER_CLASSES)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
