package io.airclass.schedule.catalogue;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what the catalogue itself told, and has the shelf counted. */
@Component
class CatalogueListener {
    private final EventHandlers handlers;

    CatalogueListener(EventJson json, ShelfService shelves) {
        handlers = new EventHandlers(json)
                .on(
                        ResourcePublishedV1.class,
                        (_, e) -> shelves.recount(
                                e.orgId(), new Facets(e.stage(), e.subject(), e.type(), e.edition(), e.unit())))
                .on(
                        ResourceWithdrawnV1.class,
                        (_, e) -> shelves.recount(
                                e.orgId(), new Facets(e.stage(), e.subject(), e.type(), e.edition(), e.unit())));
    }

    @KafkaListener(id = "catalogue", groupId = "${spring.kafka.consumer.group-id}-catalogue", topics = Topics.SCHEDULE)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
