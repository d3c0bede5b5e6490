package io.airclass.testkit;

import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Gives every application that a test starts in its own JVM a {@link DatabaseGuard}; named in {@code spring.factories}. */
final class DatabaseGuardInitializer implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        if (DatabaseGuardExtension.isActive()) {
            var environment = context.getEnvironment();
            var guard = DatabaseGuard.watch(() -> environment.getRequiredProperty("airclass.mongodb.uri"));
            context.getBeanFactory().registerSingleton("databaseGuard", guard);
        }
    }
}
