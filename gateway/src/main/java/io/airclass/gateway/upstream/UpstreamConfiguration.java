package io.airclass.gateway.upstream;

import io.airclass.gateway.GatewaySettings;
import io.airclass.gateway.route.Upstream;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A breaker for each service. */
@Configuration(proxyBeanMethods = false)
class UpstreamConfiguration {

    @Bean
    BreakerFilter breakerFilter(GatewaySettings settings, MeterRegistry meters) {
        var breaker = settings.gateway().breaker();
        var registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(breaker.callsCounted())
                .minimumNumberOfCalls(breaker.callsMin())
                .failureRateThreshold(50)
                .waitDurationInOpenState(breaker.openFor())
                .permittedNumberOfCallsInHalfOpenState(breaker.trialCalls())
                .recordException(thrown -> thrown instanceof UpstreamDown)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        var breakers = new EnumMap<Upstream, CircuitBreaker>(Upstream.class);
        for (var upstream : Upstream.values()) {
            breakers.put(upstream, registry.circuitBreaker(upstream.id()));
        }
        return new BreakerFilter(breakers, settings);
    }

    @Bean
    OpenStreams openStreams() {
        return new OpenStreams();
    }
}
