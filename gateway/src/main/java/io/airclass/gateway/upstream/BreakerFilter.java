package io.airclass.gateway.upstream;

import io.airclass.gateway.GatewaySettings;
import io.airclass.gateway.edge.BodyLimitFilter;
import io.airclass.gateway.route.RouteConfiguration;
import io.airclass.gateway.route.Traffic;
import io.airclass.gateway.route.Upstream;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Wraps the call up to the head of the answer: a failure of the service becomes one refusal, and the breaker of the service counts
 * it. A plain operator instead of Spring Cloud's breaker filter: that one adds a bulkhead of 25 calls and a one-second limiter
 * that nobody asked for.
 */
final class BreakerFilter implements GlobalFilter, Ordered {
    private static final Logger log = LoggerFactory.getLogger(BreakerFilter.class);

    private final Map<Upstream, CircuitBreaker> breakers;
    private final Duration retryAfter;

    BreakerFilter(Map<Upstream, CircuitBreaker> breakers, GatewaySettings settings) {
        this.breakers = new EnumMap<>(breakers);
        this.retryAfter = settings.gateway().breaker().openFor();
        this.breakers.values().forEach(breaker -> breaker.getEventPublisher()
                .onStateTransition(event -> log.warn(
                        "Service {} is {}",
                        event.getCircuitBreakerName(),
                        event.getStateTransition().getToState())));
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var entry = RouteConfiguration.entryOf(exchange);
        var call = chain.filter(exchange)
                .onErrorMap(thrown -> isDown(thrown, exchange) ? new UpstreamDown(thrown) : thrown);
        var guarded = entry.traffic() == Traffic.ORDINARY
                ? call.transformDeferred(CircuitBreakerOperator.of(breakers.get(entry.upstream())))
                : call;
        return guarded.onErrorMap(
                thrown -> thrown instanceof UpstreamDown || thrown instanceof CallNotPermittedException,
                thrown -> refused(entry.upstream(), thrown));
    }

    /** No connection is the service's failure; anything later only when the caller had sent all of its request. */
    private static boolean isDown(Throwable thrown, ServerWebExchange exchange) {
        return switch (thrown) {
            case ConnectException _, UnknownHostException _ -> true;
            case TimeoutException _ -> true; // of the pool: no connection became free
            case IOException _ -> BodyLimitFilter.bodyIsComplete(exchange);
            case ResponseStatusException status ->
                status.getStatusCode() == HttpStatus.GATEWAY_TIMEOUT && BodyLimitFilter.bodyIsComplete(exchange);
            default -> false;
        };
    }

    private Refused refused(Upstream upstream, Throwable thrown) {
        log.debug("{} does not answer: {}", upstream, thrown.getMessage());
        return new Refused(
                Rejection.unavailable("service-unavailable", retryAfter).with("service", upstream.id()));
    }

    /** The last before the request leaves. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 1;
    }
}
