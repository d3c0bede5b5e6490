package io.airclass.gateway;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A real HTTP server in the place of a service: remembers what reached it and answers as a test wants. */
final class LittleService implements AutoCloseable {
    final String name;
    final List<Seen> seen = new CopyOnWriteArrayList<>();
    final AtomicLong bodyBytes = new AtomicLong();
    private final List<Channel> channels = new CopyOnWriteArrayList<>();
    private volatile BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer;
    private DisposableServer server;
    private int port;

    /** A request as it arrived. */
    record Seen(String method, String uri, HttpHeaders headers) {}

    LittleService(String name) {
        this.name = name;
        start();
        reset();
    }

    URI uri() {
        return URI.create("http://localhost:" + port);
    }

    void start() {
        server = HttpServer.create()
                .port(port)
                .doOnChannelInit((_, channel, _) -> channels.add(channel))
                .handle((request, response) -> {
                    seen.add(new Seen(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy()));
                    return answer.apply(request, response);
                })
                .bindNow();
        port = server.port();
    }

    /** As when its process is killed: nothing listens, and every connection is closed. */
    void stop() {
        server.disposeNow(Duration.ofSeconds(5));
        channels.forEach(channel -> channel.close().syncUninterruptibly());
        channels.clear();
    }

    void reset() {
        seen.clear();
        bodyBytes.set(0);
        answers((request, response) -> request.receive()
                .doOnNext(buffer -> bodyBytes.addAndGet(buffer.readableBytes()))
                .then(Mono.defer(() -> response.header("X-Service", name)
                        .header("Content-Type", "application/json")
                        .sendString(Mono.just("{\"service\":\"" + name + "\"}"))
                        .then())));
    }

    void answers(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> way) {
        answer = way;
    }

    @Override
    public void close() {
        server.disposeNow(Duration.ofSeconds(5));
    }
}
