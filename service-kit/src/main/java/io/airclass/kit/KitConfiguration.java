package io.airclass.kit;

import io.airclass.kit.events.EventsConfiguration;
import io.airclass.kit.files.DirectoryFileStore;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Pictures;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.StoreConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** All of the kit: a service imports it, and {@code airclass-kit.yml} in its application.yml. */
@Configuration(proxyBeanMethods = false)
@Import({EdgeConfiguration.class, StoreConfiguration.class, EventsConfiguration.class})
public class KitConfiguration {
    private static final int BLOCKING_THREADS_MAX = 16;
    private static final int BLOCKING_WAITING_MAX = 10_000;

    @Bean(destroyMethod = "dispose")
    Scheduler blocking() {
        return Schedulers.newBoundedElastic(BLOCKING_THREADS_MAX, BLOCKING_WAITING_MAX, "blocking");
    }

    @Bean
    FileStore fileStore(AirclassSettings settings, Scheduler blocking) {
        return new DirectoryFileStore(settings.files().directory(), blocking);
    }

    @Bean
    Pictures pictures(FileStore fileStore, Scheduler blocking) {
        return new Pictures(fileStore, blocking);
    }
}
