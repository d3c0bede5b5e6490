package io.airclass.kit.events;

import io.airclass.contracts.Topics;
import io.airclass.kit.settings.AirclassSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.KafkaAdmin;

/**
 * Makes the topics of the suite that the broker does not have yet, from the one list in the contracts, so that services
 * start in any order; it tries again until the broker answers.
 */
public final class TopicMaker implements SmartLifecycle {
    /** So many at once can be at work on one topic. */
    public static final int PARTITIONS = 6;

    private static final Logger log = LoggerFactory.getLogger(TopicMaker.class);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final KafkaAdmin kafka;
    private final AirclassSettings.Kafka settings;
    private volatile Thread thread;

    public TopicMaker(KafkaAdmin kafka, AirclassSettings.Kafka settings) {
        this.kafka = kafka;
        this.settings = settings;
    }

    @Override
    public void start() {
        var making = Thread.ofVirtual().name("topic-maker").unstarted(this::untilMade);
        thread = making; // before it begins, as it looks there whether it is to go on
        making.start();
    }

    private void untilMade() {
        while (thread != null && !make()) {
            try {
                Thread.sleep(RETRY);
            } catch (InterruptedException stopped) {
                return;
            }
        }
    }

    private boolean make() {
        try (var admin = Admin.create(kafka.getConfigurationProperties())) {
            Set<String> present = admin.listTopics().names().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
            var missing = all().filter(topic -> !present.contains(topic.name())).toList();
            for (var made : admin.createTopics(missing).values().entrySet()) {
                try {
                    made.getValue().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException e) {
                    if (!(e.getCause() instanceof TopicExistsException)) {
                        throw e;
                    }
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            log.warn("Topics cannot be made yet: {}", e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Stream<NewTopic> all() {
        Optional<Short> replicas =
                settings.topicReplicas() > 0 ? Optional.of(settings.topicReplicas()) : Optional.empty();
        return Topics.ALL.stream()
                .flatMap(topic -> Stream.of(
                        new NewTopic(topic.name(), Optional.of(PARTITIONS), replicas)
                                .configs(Stream.of(topic)
                                        .filter(Topics.Topic::compacted)
                                        .collect(Collectors.toMap(_ -> "cleanup.policy", _ -> "compact"))),
                        new NewTopic(Topics.deadLettersOf(topic.name()), Optional.of(1), replicas)));
    }

    @Override
    public void stop() {
        var running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return -500;
    }
}
