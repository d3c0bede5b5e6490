package io.airclass.schedule;

import io.airclass.kit.KitConfiguration;
import io.airclass.rosterview.RosterViewConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Timetables and the lessons that they make. */
@EnableScheduling
@ConfigurationPropertiesScan
@SpringBootApplication(proxyBeanMethods = false)
@Import({KitConfiguration.class, RosterViewConfiguration.class})
public class ScheduleApplication {

    public static void main(String[] args) {
        SpringApplication.run(ScheduleApplication.class, args);
    }
}
