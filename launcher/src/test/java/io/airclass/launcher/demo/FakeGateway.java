package io.airclass.launcher.demo;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/** Answers each path with a fixed status and body, and remembers what was asked. */
final class FakeGateway implements AutoCloseable {
    private final HttpServer server;
    private final List<String> asked = new ArrayList<>();

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    FakeGateway answers(String path, int status, String contentType, String... bodies) {
        var left = new ArrayList<>(List.of(bodies));
        server.createContext(path, exchange -> {
            synchronized (asked) {
                asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            }
            exchange.getRequestBody().readAllBytes();
            var body = (left.size() > 1 ? left.removeFirst() : left.getFirst()).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", contentType);
            exchange.getResponseHeaders().add("Location", "/api/imports/7");
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        return this;
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    List<String> asked() {
        synchronized (asked) {
            return List.copyOf(asked);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
