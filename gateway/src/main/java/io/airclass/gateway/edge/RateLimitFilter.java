package io.airclass.gateway.edge;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.airclass.gateway.GatewaySettings;
import io.airclass.kit.problem.ProblemHandler;
import io.airclass.kit.problem.Rejection;
import io.github.bucket4j.Bucket;
import java.security.Principal;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Nobody calls so often that others wait: a bucket for each signed-in person, a larger one for each address without a token. Each
 * replica counts for itself, so the suite takes at most (replicas × rate). Forgotten callers begin with a full bucket, which
 * is why the memory is bounded by number and not by age alone.
 */
@Component
@Order(0)
final class RateLimitFilter implements WebFilter {
    private final ProblemHandler problems;
    private final LoadingCache<String, Bucket> persons;
    private final LoadingCache<String, Bucket> addresses;
    private final CallerAddress callers;

    RateLimitFilter(ProblemHandler problems, GatewaySettings settings, CallerAddress callers) {
        var gateway = settings.gateway();
        this.problems = problems;
        this.persons = buckets(gateway.person().burst(), gateway.person().perSecond(), gateway.callersMax());
        this.addresses = buckets(gateway.addressBurst(), gateway.addressPerSecond(), gateway.callersMax());
        this.callers = callers;
    }

    private static LoadingCache<String, Bucket> buckets(int burst, int perSecond, int callersMax) {
        var full = Duration.ofSeconds(burst / perSecond + 1L);
        return Caffeine.newBuilder()
                .maximumSize(callersMax)
                .expireAfterAccess(full)
                .build(_ -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(burst).refillGreedy(perSecond, Duration.ofSeconds(1)))
                        .build());
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return exchange.getPrincipal()
                .filter(principal -> !(principal instanceof AnonymousAuthenticationToken))
                .map(Principal::getName)
                .map(persons::get)
                .switchIfEmpty(Mono.fromSupplier(() -> addresses.get(callers.address(exchange))))
                .flatMap(bucket -> {
                    var probe = bucket.tryConsumeAndReturnRemaining(1);
                    return probe.isConsumed()
                            ? chain.filter(exchange)
                            : problems.write(
                                    exchange,
                                    Rejection.tooMany(
                                            "too-many-requests", secondsUntil(probe.getNanosToWaitForRefill())));
                });
    }

    private static Duration secondsUntil(long nanos) {
        return Duration.ofSeconds(Duration.ofNanos(nanos).plusMillis(999).toSeconds());
    }
}
