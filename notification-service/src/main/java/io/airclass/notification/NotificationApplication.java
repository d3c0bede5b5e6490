package io.airclass.notification;

import io.airclass.kit.KitConfiguration;
import io.airclass.rosterview.RosterViewConfiguration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Import;

/** The notification service. */
@SpringBootApplication
@Import({KitConfiguration.class, RosterViewConfiguration.class})
public class NotificationApplication {
    public static void main(String[] args) {
        SpringApplication.run(NotificationApplication.class, args);
    }
}
