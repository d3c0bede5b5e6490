package io.airclass.schedule.question;

import io.airclass.contracts.Topics;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.contracts.schedule.QuestionAskedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears what the question desk itself told, and has the school's day counted. */
@Component
class QuestionListener {
    private final EventHandlers handlers;

    QuestionListener(EventJson json, FigureService figures) {
        handlers = new EventHandlers(json)
                .on(QuestionAskedV1.class, (_, e) -> figures.recount(e.schoolId(), e.within(), e.askedOn()))
                .on(QuestionAnsweredV1.class, (_, e) -> figures.recount(e.schoolId(), e.within(), e.askedOn()));
    }

    @KafkaListener(id = "questions", groupId = "${spring.kafka.consumer.group-id}-questions", topics = Topics.SCHEDULE)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
