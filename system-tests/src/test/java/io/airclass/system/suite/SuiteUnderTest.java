package io.airclass.system.suite;

import io.airclass.launcher.RunningSuite;
import io.airclass.launcher.Suite;
import io.airclass.launcher.Workspace;
import io.airclass.launcher.demo.DemoRegion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** The suite as {@code up} starts it, once for all tests of this module, on ports of its own and with the demo region in it. */
final class SuiteUnderTest {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    private static final int OFFSET_MAX = 20_000;

    private final Workspace workspace = new Workspace(HOME, Path.of("target", "suite"));
    private final int offset = freeOffset();
    private volatile RunningSuite running;

    private SuiteUnderTest() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        start(true);
        DemoRegion.load(gateway(), adminPassword(), System.out::println);
    }

    /** Started at the first use; a start that failed is not tried again, every further use fails at once. */
    private static final class Holder {
        private static final SuiteUnderTest SHARED = new SuiteUnderTest();
    }

    /** The running suite. */
    static SuiteUnderTest shared() {
        return Holder.SHARED;
    }

    URI gateway() {
        return running.gateway();
    }

    URI management(Suite.Service service) {
        return URI.create("http://localhost:" + (service.managementPort() + offset));
    }

    String bootstrapServers() {
        return "localhost:" + (Suite.BROKER_PORT + offset);
    }

    String adminPassword() {
        return running.adminPassword();
    }

    /** Starts a second replica beside a service; gives its address. */
    URI replicate(Suite.Service service) {
        return running.replicate(service.module());
    }

    void stopReplica(Suite.Service service) {
        running.stop(replica(service));
    }

    void killReplica(Suite.Service service) {
        running.kill(replica(service));
    }

    ProcessHandle process(Suite.Service service) {
        return handle(service.module());
    }

    ProcessHandle replicaProcess(Suite.Service service) {
        return handle(replica(service));
    }

    private static String replica(Suite.Service service) {
        return service.module() + "-2";
    }

    private ProcessHandle handle(String name) {
        return ProcessHandle.of(running.pid(name)).orElseThrow();
    }

    /** Kills a service as {@code kill -9} does. */
    void kill(Suite.Service service) {
        running.kill(service.module());
    }

    /** Starts a service again; returns when it is ready. */
    void restart(Suite.Service service) {
        running.restart(service.module());
    }

    void stopBroker() {
        running.stop("broker");
    }

    void restartBroker() {
        running.restart("broker");
    }

    void killDatabase() {
        running.kill("database");
    }

    void restartDatabase() {
        running.restart("database");
    }

    /** Leaves the broker's connections open and answers nothing, as a stuck machine would. */
    void pauseBroker() {
        signal("-STOP", running.pid("broker"));
    }

    void resumeBroker() {
        signal("-CONT", running.pid("broker"));
    }

    List<ProcessHandle> processes() {
        return running.processes().stream().map(this::handle).toList();
    }

    void stop() {
        if (running != null) {
            running.close();
        }
    }

    void start() {
        start(false);
    }

    private void start(boolean fresh) {
        long start = System.nanoTime();
        running = RunningSuite.start(
                workspace,
                new RunningSuite.Options(offset, fresh),
                Map.of(Suite.BOOTSTRAP_PASSWORD, "Airclass-test-1"),
                System.out::println);
        System.out.printf("suite ready after %.1f s%n", (System.nanoTime() - start) / 1e9);
    }

    private static void signal(String signal, long pid) {
        try {
            int exit = new ProcessBuilder("kill", signal, String.valueOf(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill " + signal + " " + pid + " ended with " + exit);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A random offset at which every port of the suite is free, so that suites run beside each other. */
    static int freeOffset() {
        return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(100, OFFSET_MAX))
                .limit(100)
                .filter(offset -> Suite.ports().keySet().stream().allMatch(port -> isFree(port + offset)))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports"));
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
