package io.airclass.kit.store;

import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractReactiveHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import reactor.core.publisher.Mono;

/** Whether the database answers. Not part of readiness: without it a service answers 503 itself and recovers by itself. */
public final class DatabaseHealth extends AbstractReactiveHealthIndicator {
    private final Database database;

    public DatabaseHealth(Database database) {
        super("MongoDB does not answer");
        this.database = database;
    }

    @Override
    protected Mono<Health> doHealthCheck(Health.Builder builder) {
        return Mono.from(database.driver().runCommand(new Document("ping", 1)))
                .map(_ -> builder.up().build());
    }
}
