package io.airclass.testkit.notes;

import io.airclass.contracts.Topics;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.kit.events.EventHandlers;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.events.EventMeta;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Hears of notes, and fails when a note asks for it. */
@Component
class NoteListener {
    final List<EventMeta> deliveries = new CopyOnWriteArrayList<>();
    final Map<String, AssignmentOpenedV1> byEventId = new ConcurrentHashMap<>();
    private final EventHandlers handlers;

    NoteListener(EventJson json) {
        handlers = new EventHandlers(json).on(AssignmentOpenedV1.class, this::opened);
    }

    @KafkaListener(topics = Topics.HOMEWORK)
    void on(ConsumerRecord<String, byte[]> record) {
        handlers.handle(record);
    }

    private Mono<Void> opened(EventMeta meta, AssignmentOpenedV1 event) {
        return Mono.fromRunnable(() -> {
            deliveries.add(meta);
            if (event.title().startsWith("fail")) {
                throw new IllegalStateException("asked to fail");
            }
            byEventId.put(meta.id(), event);
        });
    }

    long heard(String noteId, String text) {
        return byEventId.values().stream()
                .filter(event ->
                        event.assignmentId().equals(noteId) && event.title().equals(text))
                .count();
    }
}
