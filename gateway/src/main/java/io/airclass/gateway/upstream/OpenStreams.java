package io.airclass.gateway.upstream;

import io.airclass.gateway.route.RouteConfiguration;
import io.airclass.gateway.route.Traffic;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ends the open streams when the gateway stops, before the web server waits for requests in flight: a stream never ends by itself,
 * and its client reconnects with Last-Event-ID and misses nothing.
 */
final class OpenStreams implements GlobalFilter, Ordered, SmartLifecycle {
    private final Sinks.Empty<Void> closing = Sinks.empty();
    private volatile boolean running;

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return RouteConfiguration.entryOf(exchange).traffic() == Traffic.STREAM
                ? chain.filter(exchange.mutate()
                        .response(new Closing(exchange.getResponse()))
                        .build())
                : chain.filter(exchange);
    }

    @Override
    public int getOrder() {
        return NettyWriteResponseFilter.WRITE_RESPONSE_FILTER_ORDER - 1;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        closing.tryEmitEmpty();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Stops first. */
    @Override
    public int getPhase() {
        return SmartLifecycle.DEFAULT_PHASE;
    }

    private final class Closing extends ServerHttpResponseDecorator {
        Closing(ServerHttpResponse response) {
            super(response);
        }

        @Override
        public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
            return super.writeAndFlushWith(Flux.from(body).takeUntilOther(closing.asMono()));
        }
    }
}
