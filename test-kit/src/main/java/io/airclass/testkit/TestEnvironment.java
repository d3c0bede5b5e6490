package io.airclass.testkit;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Points a service under test at the {@link Infrastructure}: a database and a consumer group of its own. */
public final class TestEnvironment implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings()));
    }

    /** The settings of one service instance with a database of its own. */
    public static Map<String, Object> settings() {
        return settings("test_" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** The settings of one more replica over the database of that name. */
    public static Map<String, Object> settings(String database) {
        var settings = new HashMap<String, Object>();
        settings.put("airclass.mongodb.uri", Infrastructure.mongodb() + "/" + database);
        settings.put("airclass.kafka.bootstrap-servers", Infrastructure.kafka());
        settings.put("airclass.issuer.uri", TestTokens.issuer());
        settings.put("airclass.files.uri", "file:" + Infrastructure.temporaryDirectory("airclass-files"));
        settings.put("airclass.http.port", "0");
        settings.put("airclass.management.port", "0");
        settings.put("spring.kafka.consumer.group-id", database);
        settings.put("airclass.outbox.claim-time", "1s");
        settings.put("airclass.outbox.sweep-wait", "200ms");
        return settings;
    }
}
