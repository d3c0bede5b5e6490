package io.airclass.gateway.edge;

import io.airclass.gateway.GatewaySettings;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.reactive.CorsWebFilter;
import org.springframework.web.cors.reactive.UrlBasedCorsConfigurationSource;

/** The parts of the edge that are the libraries' own. */
@Configuration(proxyBeanMethods = false)
class EdgeFiltersConfiguration {

    @Bean
    HttpHeadersFilter answersHygiene() {
        return new HeaderHygiene.OfAnswers();
    }

    /** A caller that stops in the middle of a body does not keep its connection. */
    @Bean
    NettyServerCustomizer bodyPause(GatewaySettings settings) {
        return server -> server.readTimeout(settings.gateway().bodyPause());
    }

    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 20)
    @Conditional(OriginsNamed.class)
    CorsWebFilter cors(GatewaySettings settings) {
        var cors = new CorsConfiguration();
        cors.setAllowedOrigins(settings.gateway().corsOrigins());
        cors.setAllowedMethods(List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"));
        cors.setAllowedHeaders(List.of(
                "Authorization",
                "Accept-Language",
                "Content-Type",
                "Idempotency-Key",
                "If-Match",
                "If-None-Match",
                "Last-Event-ID",
                "Range",
                "Tus-Resumable",
                "Upload-Checksum",
                "Upload-Length",
                "Upload-Metadata",
                "Upload-Offset",
                "X-HTTP-Method-Override",
                "X-Request-Id",
                "traceparent"));
        cors.setExposedHeaders(List.of(
                "Content-Disposition",
                "Content-Range",
                "ETag",
                "Location",
                "Retry-After",
                "Tus-Checksum-Algorithm",
                "Tus-Extension",
                "Tus-Max-Size",
                "Tus-Resumable",
                "Tus-Version",
                "Upload-Expires",
                "Upload-Length",
                "Upload-Offset",
                "X-Request-Id"));
        cors.setMaxAge(Duration.ofHours(1));
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/**", cors);
        return new CorsWebFilter(source);
    }

    /** Deployments always name the setting; an empty one asks for no filter, which would refuse every page. */
    static final class OriginsNamed implements Condition {
        @Override
        public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
            return StringUtils.hasText(context.getEnvironment().getProperty("airclass.gateway.cors-origins"));
        }
    }
}
