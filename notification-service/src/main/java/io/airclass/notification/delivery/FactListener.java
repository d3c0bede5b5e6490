package io.airclass.notification.delivery;

import io.airclass.contracts.Topics;
import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Hears the facts of schedule, homework and exam. */
@Component
class FactListener {
    private final EventHandlers handlers;

    FactListener(EventJson json, DeliveryService delivery) {
        handlers = new EventHandlers(json)
                .on(TimetablePublishedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(AssignmentOpenedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(AssignmentChangedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(AssignmentWithdrawnV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(SubmissionMarkedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(HomeworkMissingV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(SubmissionReturnedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(ExamOpenedV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)))
                .on(ResultReadyV1.class, (meta, e) -> delivery.deliver(meta, NoticeRules.notice(e)));
    }

    @KafkaListener(
            id = "notification-facts",
            idIsGroup = false,
            topics = {Topics.SCHEDULE, Topics.HOMEWORK, Topics.EXAM})
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }
}
