package io.airclass.mongo;

import com.mongodb.client.MongoClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** {@link EmbeddedMongoMain} as a process of its own, so that it can be killed. */
final class ServerProcess implements AutoCloseable {

    private static final String READY = "Database is ready at ";
    private static final int EXIT_SECONDS_MAX = 30;

    private final Process process;
    private final Path errors;
    private final String uri;

    private ServerProcess(Process process, Path errors, String uri) {
        this.process = process;
        this.errors = errors;
        this.uri = uri;
    }

    static ServerProcess start(Path data) throws IOException {
        return ready(launch(List.of(), data), data);
    }

    /** Its files cannot grow beyond so many kilobytes, as on a full disk. */
    static ServerProcess startWithFilesOfAtMost(int kilobytes, Path data) throws IOException {
        var inBlocks = "ulimit -f " + 2 * kilobytes + "; exec \"$0\" \"$@\"";
        return ready(launch(List.of("sh", "-c", inBlocks), data), data);
    }

    /** Of a process that must refuse to start: what it says. */
    record Refusal(int status, String errors) {}

    static Refusal refusal(Path data) throws IOException, InterruptedException {
        var process = launch(List.of(), data);
        boolean started = process.inputReader().lines().anyMatch(line -> line.startsWith(READY));
        if (started || !process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("It started all the same");
        }
        return new Refusal(process.exitValue(), Files.readString(errorsOf(data)).strip());
    }

    private static Process launch(List<String> shell, Path data) throws IOException {
        var command = new ArrayList<>(shell);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                serverClassPath(),
                EmbeddedMongoMain.class.getName(),
                "--port",
                "0",
                "--data",
                data.toString()));
        return new ProcessBuilder(command)
                .redirectError(errorsOf(data).toFile())
                .start();
    }

    /** Absolute, as the shell may change nothing about it. */
    private static String serverClassPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(":"))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(":"));
    }

    private static Path errorsOf(Path data) {
        return data.resolveSibling(data.getFileName() + "-errors.log");
    }

    private static ServerProcess ready(Process process, Path data) throws IOException {
        BufferedReader output = process.inputReader();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                Thread.ofVirtual().start(() -> drain(output));
                return new ServerProcess(process, errorsOf(data), line.substring(READY.length()));
            }
        }
        throw new IOException("The database ended with "
                + process.onExit().join().exitValue() + ": " + Files.readString(errorsOf(data)));
    }

    private static void drain(BufferedReader output) {
        try (output) {
            output.lines().forEach(line -> {});
        } catch (IOException | UncheckedIOException killed) {
            // the pipe goes with the process
        }
    }

    MongoClient connect() {
        return Server.connect(uri + "/?serverSelectionTimeoutMS=2000&socketTimeoutMS=20000");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill} does; returns when it has ended. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
            kill();
            throw new IllegalStateException("The database did not stop");
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
