package io.airclass.notification.stream;

import io.airclass.contracts.Topics;
import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hears of every message that was put into an inbox, by whichever replica; from now on, and in a group of this process. */
@Component
class LiveListener implements ConsumerSeekAware {
    private final EventHandlers handlers;
    private final LiveService live;

    LiveListener(EventJson json, LiveService live) {
        this.live = live;
        handlers = new EventHandlers(json)
                .on(MessageDeliveredV1.class, (_, event) -> Mono.fromRunnable(() -> live.hear(event)));
    }

    @KafkaListener(
            id = "notification-live",
            groupId = "${spring.kafka.consumer.group-id}-live-${random.uuid}",
            topics = Topics.NOTIFICATION_LIVE,
            properties = "auto.offset.reset=latest")
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }

    /** Comes with the offsets from which this process reads: what is told later than this, it hears. */
    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assignments, ConsumerSeekCallback callback) {
        if (!assignments.isEmpty()) {
            live.nowHearing();
        }
    }
}
