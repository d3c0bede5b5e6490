package io.airclass.homework;

import io.airclass.testkit.Infrastructure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.springframework.core.env.Environment;

/** One more replica of the service, as a process of its own with little memory, over the database of the test. */
final class ReplicaProcess implements AutoCloseable {
    private static final List<String> SHARED = List.of(
            "airclass.mongodb.uri",
            "airclass.kafka.bootstrap-servers",
            "airclass.issuer.uri",
            "airclass.files.uri",
            "spring.kafka.consumer.group-id");

    /** Two cores, shared by all that builds at the same time. */
    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private final Process process;
    private final int port;

    private ReplicaProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ReplicaProcess start(Environment environment, String... more) throws IOException {
        int port = freePort();
        int managementPort = freePort();
        var command = new ArrayList<String>();
        command.add(ProcessHandle.current().info().command().orElseThrow());
        command.addAll(List.of(more));
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-Dreactor.netty.ioWorkerCount=2",
                "-cp",
                System.getProperty("java.class.path"),
                HomeworkApplication.class.getName(),
                "--airclass.http.port=" + port,
                "--airclass.management.port=" + managementPort));
        SHARED.forEach(name -> command.add("--" + name + "=" + environment.getRequiredProperty(name)));
        Path log = Infrastructure.temporaryDirectory("homework-replica").resolve("log");
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        var replica = new ReplicaProcess(process, port);
        var ready = URI.create("http://localhost:" + managementPort + "/actuator/health/readiness");
        try (var http = HttpClient.newHttpClient()) {
            Awaitility.await()
                    .atMost(READY_WITHIN)
                    .pollInterval(Duration.ofMillis(200))
                    .ignoreExceptions()
                    .until(() -> http.send(HttpRequest.newBuilder(ready).build(), BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        } catch (ConditionTimeoutException e) {
            replica.kill();
            throw new IllegalStateException("The replica is not ready; its log:\n" + Files.readString(log), e);
        }
        return replica;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String address() {
        return "http://localhost:" + port;
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
