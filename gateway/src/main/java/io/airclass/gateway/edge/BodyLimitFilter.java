package io.airclass.gateway.edge;

import io.airclass.gateway.GatewaySettings;
import io.airclass.gateway.route.RouteConfiguration;
import io.airclass.gateway.route.Traffic;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.Ordered;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** No body larger than its route takes, whether it says its length or comes in chunks; nothing is held to count it. */
@Component
public final class BodyLimitFilter implements GlobalFilter, Ordered {
    private static final String BODY = BodyLimitFilter.class.getName();

    private final GatewaySettings.Gateway settings;

    BodyLimitFilter(GatewaySettings settings) {
        this.settings = settings.gateway();
    }

    /** Whether all that the caller wanted to send was read; until then a failure may be the caller's. */
    public static boolean bodyIsComplete(ServerWebExchange exchange) {
        return !(exchange.getAttribute(BODY) instanceof CountedBody body) || body.complete;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        var request = exchange.getRequest();
        long length = request.getHeaders().getContentLength();
        if (length == 0 || (length < 0 && request.getHeaders().getFirst("Transfer-Encoding") == null)) {
            return chain.filter(exchange);
        }
        long max = RouteConfiguration.entryOf(exchange).traffic() == Traffic.UPLOAD
                ? settings.uploadBytesMax()
                : settings.jsonBytesMax();
        if (length > max) {
            return Refused.mono(tooLarge(max));
        }
        var counted = new CountedBody(request, max);
        exchange.getAttributes().put(BODY, counted);
        return chain.filter(exchange.mutate().request(counted).build());
    }

    private static Rejection tooLarge(long max) {
        return Rejection.tooLarge("body-too-large").with("bytesMax", max);
    }

    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE + 100;
    }

    private static final class CountedBody extends ServerHttpRequestDecorator {
        private final long bytesMax;
        private long bytes;
        private volatile boolean complete;

        CountedBody(ServerHttpRequest request, long bytesMax) {
            super(request);
            this.bytesMax = bytesMax;
        }

        @Override
        public Flux<DataBuffer> getBody() {
            return super.getBody()
                    .<DataBuffer>handle((buffer, sink) -> {
                        bytes += buffer.readableByteCount();
                        if (bytes > bytesMax) {
                            DataBufferUtils.release(buffer);
                            sink.error(new Refused(tooLarge(bytesMax)));
                        } else {
                            sink.next(buffer);
                        }
                    })
                    .doOnComplete(() -> complete = true);
        }
    }
}
