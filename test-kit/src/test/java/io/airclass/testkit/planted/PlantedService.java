package io.airclass.testkit.planted;

import com.mongodb.client.model.Filters;
import io.airclass.kit.store.Await;
import lombok.Planted;
import org.apache.kafka.common.TopicPartition;
import org.bson.conversions.Bson;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;

/** A service that does everything that a service must not. */
final class PlantedService {
    @Autowired
    Object injected;

    final Object lombok = Planted.class;

    String waits(Mono<String> mono) {
        return mono.block() + Await.of(mono);
    }

    void subscribes(Mono<String> mono) {
        mono.subscribe();
    }

    Bson asksTheDatabase() {
        return Filters.eq("_id", 1);
    }

    TopicPartition knowsKafka() {
        return new TopicPartition("t", 0);
    }
}
