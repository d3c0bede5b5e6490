package io.airclass.rosterview;

import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears the roster; the replicas of a service share the work, each service has its own group. */
class RosterListener {
    private final EventHandlers handlers;

    RosterListener(EventJson json, RosterView view) {
        handlers = new EventHandlers(json)
                .on(OrgChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(ClassChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(PersonChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(TermChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(ConnectivityChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(CalendarChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(RegimeChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()))
                .on(LocalRuleChangedV1.class, (meta, event) -> view.apply(event, meta.sequence()));
    }

    @KafkaListener(
            id = "roster-view",
            groupId = "${spring.kafka.consumer.group-id}-roster-view",
            topics = {
                Topics.ROSTER_ORGS,
                Topics.ROSTER_CLASSES,
                Topics.ROSTER_PEOPLE,
                Topics.ROSTER_TERMS,
                Topics.ROSTER_CALENDARS,
                Topics.ROSTER_CONNECTIVITY,
                Topics.ROSTER_REGIMES,
                Topics.ROSTER_RULES
            })
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
