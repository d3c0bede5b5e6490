package io.airclass.kit.outbox;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/** Says that events wait for long; commands go on all the same. */
public final class OutboxHealth implements HealthIndicator {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Status WAITING = new Status("WAITING", "Events wait for the broker");

    private final OutboxRelay relay;

    public OutboxHealth(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public Health health() {
        var oldest = relay.oldestWaiting();
        return (oldest.compareTo(LONG) > 0 ? Health.status(WAITING) : Health.up())
                .withDetail("oldestWaitingSeconds", oldest.toSeconds())
                .build();
    }
}
