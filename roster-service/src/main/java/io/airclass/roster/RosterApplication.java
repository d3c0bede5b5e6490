package io.airclass.roster;

import io.airclass.kit.KitConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The roster: organisations, people, classes, accounts, tokens and the import of all of them. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(KitConfiguration.class)
public class RosterApplication {
    public static void main(String[] args) {
        SpringApplication.run(RosterApplication.class, args);
    }
}
