package io.airclass.gateway;

import io.airclass.gateway.route.Upstream;
import io.airclass.testkit.TestTokens;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;

/**
 * The gateway as it runs, with little services behind it. One at a time in a JVM: closing one stops the event loops of all, which
 * are Netty's and shared.
 */
final class Gateway implements AutoCloseable {
    final Map<Upstream, LittleService> services = new EnumMap<>(Upstream.class);
    private final ConfigurableApplicationContext context;

    Gateway(String... settings) {
        var all = new HashMap<String, Object>();
        for (var upstream : Upstream.values()) {
            var service = new LittleService(upstream.id());
            services.put(upstream, service);
            all.put("airclass." + upstream.id() + ".uri", service.uri().toString());
        }
        all.put("airclass.issuer.uri", TestTokens.issuer());
        all.put("airclass.http.port", "0");
        all.put("airclass.management.port", "0");
        for (var setting : settings) {
            int at = setting.indexOf('=');
            all.put(setting.substring(0, at), setting.substring(at + 1));
        }
        context = new SpringApplicationBuilder(GatewayApplication.class)
                .run(all.entrySet().stream()
                        .map(each -> "--" + each.getKey() + "=" + each.getValue())
                        .toArray(String[]::new));
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    LittleService service(Upstream upstream) {
        return services.get(upstream);
    }

    int port() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    int managementPort() {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.management.port"));
    }

    URI uri() {
        return URI.create("http://localhost:" + port());
    }

    /** A client without a token. */
    WebTestClient anonymous() {
        return WebTestClient.bindToServer()
                .baseUrl(uri().toString())
                .responseTimeout(Duration.ofSeconds(20))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(1 << 20))
                .build();
    }

    /** A client with the token of 张伟. */
    WebTestClient signedIn() {
        return as("zhang-wei");
    }

    WebTestClient as(String personId) {
        var token = TestTokens.token(personId, "TEACHER@school-1");
        return anonymous()
                .mutate()
                .defaultHeaders(headers -> headers.setBearerAuth(token))
                .build();
    }

    @Override
    public void close() {
        context.close();
        services.values().forEach(LittleService::close);
    }
}
