package io.airclass.notification;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.notification.inbox.MessageTexts;
import io.airclass.notification.stream.LiveChannel;
import io.airclass.notification.stream.StreamSettings;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bson.BsonArray;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaTemplate;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The texts, and the way to the other replicas. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StreamSettings.class)
class NotificationConfiguration {

    @Bean
    MessageTexts messageTexts(AirclassSettings settings) {
        return new MessageTexts(settings.timeZone());
    }

    /**
     * Straight to Kafka, without an outbox: the record of the fact is not acknowledged before this is done, so a crash in
     * between sends again. On a thread of its own, because asking for a partition may wait.
     */
    @Bean
    LiveChannel liveChannel(KafkaTemplate<String, byte[]> kafka, EventJson json, Clock clock, Scheduler blocking) {
        return delivered -> Mono.deferContextual(context -> {
            List<PublishedEvent> events = List.copyOf(delivered);
            BsonArray entries = json.entries(events, 1, clock.instant(), context);
            return Mono.fromCallable(() -> entries.stream()
                            .map(entry -> kafka.send(json.record(entry.asDocument())))
                            .toArray(CompletableFuture<?>[]::new))
                    .subscribeOn(blocking)
                    .flatMap(sent -> Mono.fromFuture(CompletableFuture.allOf(sent)));
        });
    }
}
