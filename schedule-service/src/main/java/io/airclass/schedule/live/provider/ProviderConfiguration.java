package io.airclass.schedule.live.provider;

import io.airclass.kit.auth.PublicPaths;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.channel.ChannelOption;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.reactive.ReactorClientHttpConnector;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.netty.http.client.HttpClient;

/** Makes the providers of the settings, with a breaker for each server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ProviderSettings.class)
class ProviderConfiguration {
    private static final int CALLS_COUNTED = 10;
    private static final int CALLS_MIN = 4;
    private static final int TRIAL_CALLS = 2;

    @Bean
    Providers providers(ProviderSettings settings, MeterRegistry meters) {
        var registry = CircuitBreakerRegistry.of(CircuitBreakerConfig.custom()
                .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(CALLS_COUNTED)
                .minimumNumberOfCalls(CALLS_MIN)
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.breakerOpenFor())
                .permittedNumberOfCallsInHalfOpenState(TRIAL_CALLS)
                .recordException(thrown -> thrown instanceof ProviderDown)
                .build());
        TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(registry).bindTo(meters);
        var all = new ArrayList<LiveProvider>();
        var http = client(settings);
        settings.bbbServers()
                .forEach(server -> all.add(new BigBlueButton(
                        server,
                        http,
                        registry.circuitBreaker("live-" + server.name()),
                        settings.callTimeout(),
                        settings.callbackUri())));
        all.addAll(settings.linkOuts());
        return new Providers(settings.distinct(all), settings.placeTimeout());
    }

    /** Follows no redirection: a server of ours has no reason to send us elsewhere. */
    private static WebClient client(ProviderSettings settings) {
        var http = HttpClient.create().followRedirect(false).option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int)
                settings.callTimeout().toMillis());
        return WebClient.builder()
                .clientConnector(new ReactorClientHttpConnector(http))
                .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(settings.answerBytesMax()))
                .build();
    }

    /** A server shows its signature instead of a token. */
    @Bean
    PublicPaths liveCallbacks() {
        return new PublicPaths(List.of("/api/live/**"));
    }
}
