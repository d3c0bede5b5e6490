package io.airclass.gateway.route;

import static org.springframework.cloud.gateway.support.RouteMetadataUtils.CONNECT_TIMEOUT_ATTR;
import static org.springframework.cloud.gateway.support.RouteMetadataUtils.RESPONSE_TIMEOUT_ATTR;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_ROUTE_ATTR;

import io.airclass.gateway.GatewaySettings;
import io.airclass.kit.auth.DutyPaths;
import io.airclass.kit.auth.PublicPaths;
import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.server.ServerWebExchange;

/** Makes the table the gateway's routes. */
@Configuration(proxyBeanMethods = false)
public class RouteConfiguration {
    private static final String ENTRY = "entry";
    private static final Duration NEVER = Duration.ofMillis(-1);

    /** The entry of the table that a routed request belongs to. */
    public static RouteEntry entryOf(ServerWebExchange exchange) {
        Route route = exchange.getRequiredAttribute(GATEWAY_ROUTE_ATTR);
        return (RouteEntry) route.getMetadata().get(ENTRY);
    }

    @Bean
    PublicPaths publicPaths() {
        return new PublicPaths(RouteTable.PUBLIC);
    }

    @Bean
    DutyPaths dutyPaths() {
        return DutyPaths.standard();
    }

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, GatewaySettings settings) {
        var routes = builder.routes();
        for (var entry : RouteTable.ALL) {
            routes.route(entry.id(), route -> route.path(entry.patterns().toArray(String[]::new))
                    .metadata(ENTRY, entry)
                    .metadata(
                            CONNECT_TIMEOUT_ATTR,
                            Math.toIntExact(settings.gateway().connectTimeout().toMillis()))
                    .metadata(
                            RESPONSE_TIMEOUT_ATTR,
                            responseTimeout(entry, settings.gateway()).toMillis())
                    .uri(settings.uri(entry.upstream())));
        }
        return routes.build();
    }

    private static Duration responseTimeout(RouteEntry entry, GatewaySettings.Gateway settings) {
        return switch (entry.traffic()) {
            case ORDINARY -> settings.responseTimeout();
            case UPLOAD -> settings.uploadTimeout();
            case STREAM -> NEVER;
        };
    }

    /** A request is sent once: what a service did with one that it did not answer is not known here. */
    @Bean
    HttpClientCustomizer sentOnce() {
        return client -> client.disableRetry(true);
    }
}
