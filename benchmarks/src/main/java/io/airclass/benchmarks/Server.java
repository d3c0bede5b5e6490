package io.airclass.benchmarks;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One process under measurement, with the JVM flags that the launcher uses and those given, of which the last counts. */
public record Server(String name, Process process, int port) implements AutoCloseable {
    private static final Duration READY_MAX = Duration.ofSeconds(120);

    /** A line of {@code /proc/…/stat} of a thread that compiles, with the ticks of user and system time. */
    private static final Pattern COMPILER = Pattern.compile("\\(C[12] Compiler.*\\) \\S(?: \\S+){10} (\\d+) (\\d+) ");

    /** Linux counts a hundred ticks a second. */
    private static final long MILLIS_OF_TICK = 10;

    /** A server of ours from this process's class path, on a free port, with its data in a folder of its name. */
    public static Server ofClassPath(
            String name, Class<?> main, Path directory, Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        int port = freePort();
        return start(
                name,
                port,
                directory,
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        "--port",
                        String.valueOf(port),
                        "--data",
                        directory.resolve(name).toString()),
                environment,
                flags);
    }

    public static Server start(
            String name, int port, Path log, List<String> program, Map<String, String> environment, String... flags)
            throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-Xmx160m",
                "-XX:+UseSerialGC",
                "-XX:+UseCompactObjectHeaders",
                "-Xss512k",
                "-Dreactor.netty.ioWorkerCount=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flags));
        command.addAll(program);
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.resolve(name + ".log").toFile());
        builder.environment().putAll(environment);
        var server = new Server(name, builder.start(), port);
        Runtime.getRuntime().addShutdownHook(new Thread(server.process()::destroy)); // however the measuring ends
        server.awaitPort(log);
        return server;
    }

    private void awaitPort(Path log) throws InterruptedException {
        long until = System.nanoTime() + READY_MAX.toNanos();
        while (System.nanoTime() < until && process.isAlive()) {
            try (var socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        throw new IllegalStateException(name + " did not start, see " + log.resolve(name + ".log"));
    }

    /** A port of this machine that nothing listens at. */
    public static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** CPU time that the process has used since its start. */
    public Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    /**
     * CPU time that the JVM's compilers have used so far, a part of {@link #cpu()} that ends when the program is warm; zero where the
     * system has no {@code /proc}.
     */
    public Duration compiling() throws IOException {
        var tasks = Path.of("/proc", String.valueOf(process.pid()), "task");
        if (!Files.isDirectory(tasks)) {
            return Duration.ZERO;
        }
        long ticks = 0;
        try (var threads = Files.newDirectoryStream(tasks)) {
            for (var thread : threads) {
                ticks += COMPILER.matcher(Files.readString(thread.resolve("stat")))
                        .results()
                        .mapToLong(stat -> Long.parseLong(stat.group(1)) + Long.parseLong(stat.group(2)))
                        .sum();
            }
        }
        return Duration.ofMillis(ticks * MILLIS_OF_TICK);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, java.util.concurrent.TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
