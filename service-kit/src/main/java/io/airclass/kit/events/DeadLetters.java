package io.airclass.kit.events;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** How many records this process gave up on: as a metric, and in its health until it restarts. */
public final class DeadLetters implements HealthIndicator {
    /** Works, but somebody must look. */
    public static final Status ATTENTION = new Status("ATTENTION", "Records wait in a dead-letter topic");

    private final MeterRegistry meters;
    private final Map<String, AtomicLong> byTopic = new ConcurrentHashMap<>();
    private volatile Instant last;

    public DeadLetters(MeterRegistry meters) {
        this.meters = meters;
    }

    void add(ConsumerRecord<?, ?> record, Instant at) {
        byTopic.computeIfAbsent(record.topic(), _ -> new AtomicLong()).incrementAndGet();
        meters.counter("airclass.dead.letters", "topic", record.topic()).increment();
        last = at;
    }

    @Override
    public Health health() {
        return byTopic.isEmpty()
                ? Health.up().build()
                : Health.status(ATTENTION)
                        .withDetail("byTopic", byTopic)
                        .withDetail("last", last)
                        .build();
    }
}
