package io.airclass.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Ends processes: first by asking (SIGTERM), then, when the time they were given is over, by force. */
final class Stopping {

    private Stopping() {}

    /** Asks all at once, then waits for each; those that run no longer, or whose id belongs to another process by now, are left alone. */
    static void stop(List<State.Entry> entries, Consumer<String> progress) {
        long start = System.nanoTime();
        entries.forEach(entry -> entry.id().find().ifPresent(ProcessHandle::destroy));
        for (State.Entry entry : entries) {
            entry.id().find().ifPresent(process -> {
                Duration left = entry.stopMax().minusNanos(System.nanoTime() - start);
                if (!endsWithin(process, left)) {
                    progress.accept("  %-22s did not stop within %d s and is killed; its log: %s"
                            .formatted(entry.name(), entry.stopMax().toSeconds(), entry.log()));
                    process.destroyForcibly();
                    endsWithin(process, Duration.ofSeconds(5));
                }
            });
        }
    }

    /** Stops a whole suite of which only the state file is known: broker and database after all others. */
    static void stopInOrder(List<State.Entry> entries, Consumer<String> progress) {
        Map<Boolean, List<State.Entry>> byServer =
                entries.stream().collect(Collectors.partitioningBy(State.Entry::server));
        stop(byServer.get(false), progress);
        stop(byServer.get(true), progress);
    }

    static boolean endsWithin(ProcessHandle process, Duration wait) {
        try {
            process.onExit().get(Math.max(1, wait.toMillis()), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return !process.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return !process.isAlive();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
