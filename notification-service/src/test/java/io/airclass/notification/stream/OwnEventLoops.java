package io.airclass.notification.stream;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.ReactorResourceFactory;

/** Replicas in one JVM share event loops unless told otherwise, and the first that stops would stop them for all. */
@TestConfiguration(proxyBeanMethods = false)
class OwnEventLoops {
    @Bean
    ReactorResourceFactory reactorResources() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }
}
