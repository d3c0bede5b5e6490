package io.airclass.launcher;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A process that takes a service's place: {@code StandIn PORT BEHAVIOUR}; answers /ready there. */
final class StandIn {

    private StandIn() {}

    /** What a stand-in does. */
    enum Behaviour {
        WELL,
        ENDS_AT_ONCE,
        FINDS_THE_DISK_FULL,
        NEVER_READY,
        DEAF_TO_SIGTERM
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Behaviour behaviour = Behaviour.valueOf(args[1]);
        switch (behaviour) {
            case ENDS_AT_ONCE -> {
                System.err.println("Caused by: 配置错误: no such exam");
                System.exit(3);
            }
            case FINDS_THE_DISK_FULL -> {
                System.err.println("java.io.IOException: No space left on device");
                System.exit(1);
            }
            case DEAF_TO_SIGTERM -> Runtime.getRuntime().addShutdownHook(new Thread(StandIn::waitForever));
            case WELL, NEVER_READY -> {}
        }
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", Integer.parseInt(args[0])), 0);
        server.createContext("/ready", exchange -> {
            exchange.sendResponseHeaders(behaviour == Behaviour.NEVER_READY ? 503 : 200, -1);
            exchange.close();
        });
        server.start();
        System.out.println("listening");
    }

    private static void waitForever() {
        try {
            new CountDownLatch(1).await(Duration.ofHours(1).toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
