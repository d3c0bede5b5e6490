package io.airclass.kafka;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;

/** The broker in a JVM of its own, as the launcher runs it. */
final class BrokerProcess {

    private BrokerProcess() {}

    static Process start(Path data) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedKafkaMain.class.getName(),
                        "--port",
                        "0",
                        "--data",
                        data.toString())
                .redirectError(data.resolveSibling("broker-errors.log").toFile())
                .start();
    }

    /** Reads on until the process says it is ready, and leaves a thread behind that keeps its output from filling up. */
    static String awaitReady(Process process) throws IOException {
        BufferedReader output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith("Broker is ready at ")) {
                Thread.ofVirtual().start(() -> output.lines().forEach(ignored -> {}));
                return line.substring("Broker is ready at ".length());
            }
        }
        throw new IOException("The broker ended with " + process.onExit().join().exitValue());
    }
}
