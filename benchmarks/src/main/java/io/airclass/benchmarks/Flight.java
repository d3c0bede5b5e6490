package io.airclass.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/** A flight recording of another JVM, with samples of CPU time, for as long as it is open; {@code jfr view cpu-time-hot-methods} reads it. */
public record Flight(Process process, Path file) implements AutoCloseable {
    private static final String NAME = "benchmark";

    public static Flight of(Process process, Path file) throws IOException, InterruptedException {
        Jcmd.run(process, "JFR.start", "name=" + NAME, "settings=profile", "jdk.CPUTimeSample#enabled=true");
        return new Flight(process, file.toAbsolutePath());
    }

    @Override
    public void close() throws IOException {
        try {
            Jcmd.run(process, "JFR.stop", "name=" + NAME, "filename=" + file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
