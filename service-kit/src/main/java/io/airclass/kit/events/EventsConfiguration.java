package io.airclass.kit.events;

import io.airclass.contracts.EventCatalog;
import io.airclass.contracts.Topics;
import io.airclass.kit.settings.AirclassSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.URI;
import java.time.Clock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DeadLetterPublishingRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;
import tools.jackson.databind.json.JsonMapper;

/** Kafka as the suite uses it; connection and client settings are in airclass-kit.yml. */
@Configuration(proxyBeanMethods = false)
public class EventsConfiguration {
    /** A record is tried so often before it goes to the dead-letter topic. */
    public static final int ATTEMPTS_MAX = 3;

    private static final Logger log = LoggerFactory.getLogger(EventsConfiguration.class);

    @Bean
    EventJson eventJson(JsonMapper json, @Value("${spring.application.name}") String service) {
        return new EventJson(EventCatalog.standard(), json, URI.create("/airclass/" + service));
    }

    @Bean
    TopicMaker topicMaker(KafkaAdmin admin, AirclassSettings settings) {
        admin.setAutoCreate(false);
        return new TopicMaker(admin, settings.kafka());
    }

    @Bean
    DeadLetters deadLetters(MeterRegistry meters) {
        return new DeadLetters(meters);
    }

    @Bean
    CommonErrorHandler listenerErrors(KafkaTemplate<String, byte[]> kafka, DeadLetters deadLetters, Clock clock) {
        var publish = new DeadLetterPublishingRecoverer(
                kafka, (record, _) -> new TopicPartition(Topics.deadLettersOf(record.topic()), 0));
        var backOff = new ExponentialBackOff(200, 3);
        backOff.setMaxAttempts(ATTEMPTS_MAX - 1);
        var handler = new DefaultErrorHandler(
                (record, thrown) -> {
                    publish.accept(record, thrown);
                    deadLetters.add(record, clock.instant());
                    log.error("Dead letter {}: {}", place(record), root(thrown).toString());
                },
                backOff);
        handler.addNotRetryableExceptions(PoisonRecord.class);
        return handler;
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return EventJson.place(record);
    }

    private static Throwable root(Throwable thrown) {
        return thrown.getCause() == null ? thrown : root(thrown.getCause());
    }

    /** Listeners wait for their handlers, so they run on virtual threads. */
    @Bean
    ContainerCustomizer<String, byte[], ConcurrentMessageListenerContainer<String, byte[]>>
            listenersOnVirtualThreads() {
        return container -> {
            var executor = new SimpleAsyncTaskExecutor(container.getBeanName() + "-");
            executor.setVirtualThreads(true);
            container.getContainerProperties().setListenerTaskExecutor(executor);
        };
    }
}
