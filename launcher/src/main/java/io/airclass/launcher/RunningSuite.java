package io.airclass.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A suite that this process has started; closing it stops every process of it. */
public final class RunningSuite implements AutoCloseable {

    /** Less free space than this, and a broker and a database would stop soon. */
    static final long FREE_BYTES_MIN = 500L * 1024 * 1024;

    /** From a service's ports to those of its second replica. */
    private static final int REPLICA_PORT_SHIFT = 20;

    private final Workspace workspace;
    private final SuitePlan plan;
    private final WorkspaceLock lock;
    private final Supervisor supervisor;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private boolean closed;

    private RunningSuite(Workspace workspace, SuitePlan plan, WorkspaceLock lock, Supervisor supervisor) {
        this.workspace = workspace;
        this.plan = plan;
        this.lock = lock;
        this.supervisor = supervisor;
    }

    /**
     * How to start.
     *
     * @param portOffset added to every port
     * @param fresh whether to forget all data first
     */
    public record Options(int portOffset, boolean fresh) {}

    /**
     * Starts broker, database and services from the built jars and returns when all are ready; on a failure nothing is left running.
     *
     * @param environment settings, usually {@code System.getenv()}
     * @throws UserProblem if something stands in the way
     */
    public static RunningSuite start(
            Workspace workspace, Options options, Map<String, String> environment, Consumer<String> progress) {
        RunningSuite suite = prepare(workspace, options, environment, progress);
        suite.startAll();
        return suite;
    }

    /** All that comes before the first process. */
    static RunningSuite prepare(
            Workspace workspace, Options options, Map<String, String> environment, Consumer<String> progress) {
        WorkspaceLock lock = WorkspaceLock.acquire(workspace);
        try {
            refuseLeftovers(workspace);
            requireSpace(workspace, FREE_BYTES_MIN);
            if (options.fresh()) {
                workspace.forgetData();
            }
            return prepare(workspace, lock, SuitePlan.of(workspace, options.portOffset(), environment), progress);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    static RunningSuite prepare(Workspace workspace, WorkspaceLock lock, SuitePlan plan, Consumer<String> progress) {
        plan.external().forEach(ServerAddresses::requireAnswer);
        Ports.requireFree(plan.ports());
        return new RunningSuite(workspace, plan, lock, new Supervisor(workspace, plan.portOffset(), progress));
    }

    /** Starting a JVM is work for one core and a half: more at a time only makes each of them slower. */
    void startAll() {
        int parallel = Math.max(2, Runtime.getRuntime().availableProcessors());
        try {
            supervisor.startAll(plan.servers(), parallel);
            supervisor.startAll(plan.services(), parallel);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Where clients talk to the suite. */
    public URI gateway() {
        return plan.gateway();
    }

    /** The password of the account {@value Suite#BOOTSTRAP_ACCOUNT}. */
    public String adminPassword() {
        return plan.adminPassword();
    }

    /** Names for {@link #stop}, {@link #kill} and {@link #restart}: {@code broker}, {@code database} and the services' modules. */
    public List<String> processes() {
        return plan.ports().values().stream().distinct().toList();
    }

    /** The process id of a part. */
    public long pid(String process) {
        return supervisor.pid(process);
    }

    /** Asks a part to stop and returns when it has. */
    public void stop(String process) {
        supervisor.stop(process, false);
    }

    /** Kills a part, as {@code kill -9} does, and returns when it is gone. */
    public void kill(String process) {
        supervisor.stop(process, true);
    }

    /** Starts a part again that was stopped or killed, and returns when it is ready. */
    public void restart(String process) {
        supervisor.restart(process);
    }

    /**
     * Starts a second replica of a service beside the first and returns when it is ready; its name is the first's with {@code -2}.
     *
     * @return where it answers
     */
    public URI replicate(String service) {
        ProcessSpec first = plan.services().stream()
                .filter(spec -> spec.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No service " + service));
        ProcessSpec second = first.replica(2, REPLICA_PORT_SHIFT);
        Ports.requireFree(second.ports().stream().collect(Collectors.toMap(Function.identity(), _ -> second.name())));
        supervisor.start(second);
        return URI.create(second.address());
    }

    /** Waits until somebody closes this suite. */
    void awaitClose() throws InterruptedException {
        stopped.await();
    }

    /** Leaves the processes running for {@code down} to stop. */
    synchronized void leave() {
        supervisor.writeState(true);
        closed = true;
        lock.close();
    }

    /** Stops the services, then broker and database; a second call waits for the first. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        supervisor.stopAll();
        State.remove(workspace);
        lock.close();
        stopped.countDown();
    }

    static void refuseLeftovers(Workspace workspace) {
        State.read(workspace).ifPresent(state -> {
            List<State.Entry> alive = state.alive();
            if (!alive.isEmpty()) {
                String what = String.join(
                        ", ",
                        alive.stream()
                                .map(entry -> entry.name() + " (" + entry.id().pid() + ")")
                                .toList());
                throw new UserProblem(
                        state.detached()
                                ? "Airclass already runs in " + workspace.root()
                                        + ": see ./airclass status, stop it with ./airclass down."
                                : "Of a suite in " + workspace.root() + " whose launcher was killed these still run: "
                                        + what + ". Stop them with ./airclass down.");
            }
        });
    }

    static void requireSpace(Workspace workspace, long bytesMin) {
        try {
            Files.createDirectories(workspace.root());
            long free = Files.getFileStore(workspace.root()).getUsableSpace();
            if (free < bytesMin) {
                throw new UserProblem(
                        "The disk of %s has only %d MB left; Airclass needs %d MB to start. Logs are in %s."
                                .formatted(workspace.root(), free >> 20, bytesMin >> 20, workspace.logs()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use " + workspace.root(), e);
        }
    }
}
