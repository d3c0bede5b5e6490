package io.airclass.homework;

import io.airclass.kit.KitConfiguration;
import io.airclass.rosterview.RosterViewConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Homework: assignments, what students hand in, and what teachers say about it. */
@EnableScheduling
@SpringBootApplication(proxyBeanMethods = false)
@Import({KitConfiguration.class, RosterViewConfiguration.class})
public class HomeworkApplication {

    public static void main(String[] args) {
        SpringApplication.run(HomeworkApplication.class, args);
    }
}
