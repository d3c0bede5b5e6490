package io.airclass.benchmarks.frame;

import io.airclass.kit.KitConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The smallest service on the kit: one collection, one read, one conditional write with its event. */
@SpringBootApplication
@Import(KitConfiguration.class)
public class FrameService {
    public static void main(String[] arguments) {
        SpringApplication.run(FrameService.class, arguments);
    }
}
