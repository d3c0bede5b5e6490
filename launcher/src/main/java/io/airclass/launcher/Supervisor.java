package io.airclass.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** Starts processes, waits until they are ready, tells of deaths and stops what it started; the state file follows each step. */
final class Supervisor {

    private static final Duration POLL_WAIT = Duration.ofMillis(100);
    private static final Duration REMIND_WAIT = Duration.ofSeconds(30);

    /** Keeps Ctrl-C and a closing terminal from the child: they mean the launcher, which then stops its children in order. A JVM leaves an ignored signal ignored. */
    private static final List<String> SHIELD = List.of("/bin/sh", "-c", "trap '' INT HUP; exec \"$@\"", "sh");

    private final Workspace workspace;
    private final int portOffset;
    private final Consumer<String> progress;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private boolean stopping;

    Supervisor(Workspace workspace, int portOffset, Consumer<String> progress) {
        this.workspace = workspace;
        this.portOffset = portOffset;
        this.progress = progress;
    }

    /** A started process, what it is, and whether its end is wanted. */
    private static final class Child {
        private final ProcessSpec spec;
        private final Process process;
        private final ProcessId id;
        private final long startedNanos = System.nanoTime();
        private volatile boolean ready;
        private volatile boolean endWanted;

        Child(ProcessSpec spec, Process process) {
            this.spec = spec;
            this.process = process;
            this.id = ProcessId.of(process.toHandle());
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - startedNanos);
        }
    }

    /** Starts all, at most {@code parallel} at a time, and returns when all are ready; the first that fails ends it with a {@link UserProblem}. */
    void startAll(Collection<ProcessSpec> specs, int parallel) {
        try (ExecutorService starters = Executors.newFixedThreadPool(parallel)) {
            CompletionService<Void> started = new ExecutorCompletionService<>(starters);
            specs.forEach(spec -> started.submit(() -> start(spec), null));
            try {
                for (int i = 0; i < specs.size(); i++) {
                    started.take().get();
                }
            } catch (ExecutionException e) {
                starters.shutdownNow();
                switch (e.getCause()) {
                    case RuntimeException cause -> throw cause;
                    case Throwable cause -> throw new IllegalStateException(cause);
                }
            } catch (InterruptedException e) {
                starters.shutdownNow();
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while starting", e);
            }
        }
    }

    /** Starts one process and returns when it is ready. */
    void start(ProcessSpec spec) {
        Child child = launch(spec);
        progress.accept("  %-22s starting (process %d)".formatted(spec.name(), child.id.pid()));
        awaitReady(child);
        progress.accept("  %-22s ready after %4.1f s   %s"
                .formatted(spec.name(), child.age().toMillis() / 1000.0, spec.address()));
    }

    private synchronized Child launch(ProcessSpec spec) {
        if (stopping) {
            throw new UserProblem("Stopped while starting.");
        }
        try {
            LogFile.rotate(spec.log());
            Files.createDirectories(spec.directory());
            List<String> command = new ArrayList<>(SHIELD);
            command.addAll(spec.command());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(spec.directory().toFile())
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectErrorStream(true)
                    .redirectOutput(spec.log().toFile());
            builder.environment().remove(Suite.BOOTSTRAP_PASSWORD);
            builder.environment().remove(Suite.PERSONAL_KEYS);
            builder.environment().remove(Suite.LIVE_SERVERS);
            builder.environment().putAll(spec.environment());
            Child child = new Child(spec, builder.start());
            children.put(spec.name(), child);
            writeState(false);
            child.process.onExit().thenAccept(ended -> tellOfDeath(child));
            return child;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + spec.name() + ": " + e.getMessage(), e);
        }
    }

    private void awaitReady(Child child) {
        ProcessSpec spec = child.spec;
        Duration remindAt = REMIND_WAIT;
        try {
            while (!Readiness.answers(spec.probe())) {
                if (child.age().compareTo(remindAt) > 0) {
                    progress.accept("  %-22s still not ready after %d s; its log: %s"
                            .formatted(spec.name(), remindAt.toSeconds(), spec.log()));
                    remindAt = remindAt.plus(REMIND_WAIT);
                }
                if (child.process.waitFor(POLL_WAIT)) {
                    throw new UserProblem(
                            child.endWanted
                                    ? "Stopped while starting."
                                    : notStarted(
                                            child,
                                            "it ended with exit code " + child.process.exitValue() + " after "
                                                    + child.age().toSeconds() + " s"));
                }
                if (child.age().compareTo(spec.readyMax()) > 0) {
                    throw new UserProblem(notStarted(
                            child, "it is not ready after " + spec.readyMax().toSeconds() + " s"));
                }
            }
            child.ready = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting " + spec.name(), e);
        }
    }

    private static String notStarted(Child child, String how) {
        return "%s did not start: %s.%s Its log: %s%s"
                .formatted(
                        child.spec.name(),
                        how,
                        LogFile.plainCause(child.spec.log()),
                        child.spec.log(),
                        LogFile.tail(child.spec.log()));
    }

    private void tellOfDeath(Child child) {
        if (child.ready && !child.endWanted) {
            progress.accept("%s (process %d) has died with exit code %d after %d s.%s The rest goes on. Its log: %s%s"
                    .formatted(
                            child.spec.name(),
                            child.id.pid(),
                            child.process.exitValue(),
                            child.age().toSeconds(),
                            LogFile.plainCause(child.spec.log()),
                            child.spec.log(),
                            LogFile.tail(child.spec.log())));
        }
    }

    /** Stops one process, by SIGTERM or at once, and returns when it is gone. */
    void stop(String name, boolean atOnce) {
        Child child = find(name);
        child.endWanted = true;
        if (atOnce) {
            child.process.destroyForcibly();
        }
        Stopping.stop(List.of(entry(child)), progress);
    }

    /** Starts a process again that has ended, and returns when it is ready. */
    void restart(String name) {
        Child child = find(name);
        if (child.process.isAlive()) {
            throw new IllegalStateException(name + " still runs");
        }
        start(child.spec);
    }

    long pid(String name) {
        return find(name).id.pid();
    }

    /** Stops all, those that others need last; after it nothing starts any more. */
    void stopAll() {
        List<State.Entry> entries;
        synchronized (this) {
            stopping = true;
            children.values().forEach(child -> child.endWanted = true);
            entries = children.values().stream().map(Supervisor::entry).toList();
        }
        Stopping.stopInOrder(entries, progress);
    }

    /** Writes what runs, for the next command. */
    synchronized void writeState(boolean detached) {
        new State(
                        ProcessId.of(ProcessHandle.current()),
                        detached,
                        portOffset,
                        children.values().stream().map(Supervisor::entry).toList())
                .write(workspace);
    }

    private synchronized Child find(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("No process " + name + " among " + children.keySet());
        }
        return child;
    }

    private static State.Entry entry(Child child) {
        ProcessSpec spec = child.spec;
        return new State.Entry(
                spec.name(), spec.server(), child.id, spec.address(), spec.probe(), spec.log(), spec.stopMax());
    }
}
