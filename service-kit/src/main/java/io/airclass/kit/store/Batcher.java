package io.airclass.kit.store;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Writes many small things together. Whoever adds one hears of it when the write that has it is done, and not before; a write that fails
 * is told to all whose things were in it. The writes must be safe to repeat, for who hears of a failure does not know what was written.
 */
public final class Batcher<T> {

    /**
     * How much together, and how much at most.
     *
     * @param batchMax things in one write
     * @param fillingFor how long the first of a batch waits for others
     * @param waitingMax things that wait or are being written; one more is refused
     * @param atOnceMax writes under way; meanwhile the next batch grows
     */
    public record Limits(int batchMax, Duration fillingFor, int waitingMax, int atOnceMax) {}

    private static final class Batch<T> {
        final List<T> things = new ArrayList<>();
        final Sinks.Empty<Void> written = Sinks.empty();
    }

    private final Limits limits;
    private final Function<List<T>, Mono<Void>> write;
    private final Supplier<Rejection> whenFull;
    private final Scheduler timer;
    private final Object lock = new Object();
    private final Queue<Batch<T>> full = new ArrayDeque<>();
    private Batch<T> filling = new Batch<>();
    private boolean timed;
    private boolean due;
    private int waiting;
    private int atOnce;

    /**
     * @param write writes all of a batch, or fails
     * @param whenFull what somebody is refused with who comes when all is full
     * @param timer where waiting batches are looked after
     */
    public Batcher(Limits limits, Function<List<T>, Mono<Void>> write, Supplier<Rejection> whenFull, Scheduler timer) {
        this.limits = limits;
        this.write = write;
        this.whenFull = whenFull;
        this.timer = timer;
    }

    /** Completes when the thing is written. */
    public Mono<Void> add(T thing) {
        return Mono.defer(() -> {
            Mono<Void> written;
            boolean time = false;
            synchronized (lock) {
                if (waiting >= limits.waitingMax()) {
                    return Refused.mono(whenFull.get());
                }
                waiting++;
                filling.things.add(thing);
                written = filling.written.asMono();
                if (filling.things.size() == limits.batchMax()) {
                    full.add(filling);
                    filling = new Batch<>();
                    due = false;
                } else if (!timed && !due) {
                    timed = true;
                    time = true;
                }
            }
            if (time) {
                timer.schedule(this::timeIsUp, limits.fillingFor().toNanos(), TimeUnit.NANOSECONDS);
            }
            writeNext();
            return written;
        });
    }

    /** How many things wait or are being written. */
    public int waiting() {
        synchronized (lock) {
            return waiting;
        }
    }

    private void timeIsUp() {
        synchronized (lock) {
            timed = false;
            due = !filling.things.isEmpty();
        }
        writeNext();
    }

    private void writeNext() {
        for (var batch = next(); batch != null; batch = next()) {
            begin(batch);
        }
    }

    /** One that is full, or else the one whose time is up, when there is room for a write. */
    private Batch<T> next() {
        synchronized (lock) {
            if (atOnce >= limits.atOnceMax() || full.isEmpty() && !due) {
                return null;
            }
            atOnce++;
            if (!full.isEmpty()) {
                return full.remove();
            }
            due = false;
            var batch = filling;
            filling = new Batch<>();
            return batch;
        }
    }

    private void begin(Batch<T> batch) {
        Mono.defer(() -> write.apply(batch.things))
                .subscribe(_ -> {}, thrown -> end(batch, thrown), () -> end(batch, null));
    }

    private void end(Batch<T> batch, Throwable thrown) {
        synchronized (lock) {
            atOnce--;
            waiting -= batch.things.size();
        }
        if (thrown == null) {
            batch.written.tryEmitEmpty();
        } else {
            batch.written.tryEmitError(thrown);
        }
        writeNext();
    }
}
