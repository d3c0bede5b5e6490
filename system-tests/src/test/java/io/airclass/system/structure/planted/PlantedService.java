package io.airclass.system.structure.planted;

import com.mongodb.ReadPreference;
import io.airclass.launcher.region.Region;
import io.airclass.launcher.region.RegionGenerator;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.mapstruct.planted.PlantedMapper;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Breaks every habit of a Service class: it is there to be found. */
final class PlantedService {
    @Autowired
    private String injected;

    Region ofAnotherModule(PlantedMapper mapper) {
        return RegionGenerator.generate(mapper.hashCode());
    }

    HttpStatus status() {
        return HttpStatus.OK;
    }

    ReadPreference preference() {
        return ReadPreference.primary();
    }

    ProducerRecord<String, String> message() {
        return new ProducerRecord<>("topic", injected);
    }

    String waits() {
        return Mono.just("赵").block();
    }

    void forgets() {
        Mono.just("钱").subscribe();
    }
}
