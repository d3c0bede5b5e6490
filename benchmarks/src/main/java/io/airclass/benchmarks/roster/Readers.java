package io.airclass.benchmarks.roster;

import io.airclass.benchmarks.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;

/**
 * Reads at a steady rate over a few connections, whatever the server does.
 *
 * @param request the whole text of the n-th
 */
record Readers(int port, int connections, int perSecond, IntFunction<String> request) {

    /** @param micros of each read from when it was due, not from when it could be sent; sorted */
    record Result(long[] micros) {
        double quantileMillis(double share) {
            return micros[(int) Math.min(micros.length - 1, Math.round(share * micros.length))] / 1000.0;
        }
    }

    /** Any answer but 200 ends the run. */
    Result run(int requests) throws InterruptedException {
        var micros = new long[requests];
        var failure = new AtomicReference<Exception>();
        var done = new CountDownLatch(connections);
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            int mine = i;
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    readOver(mine, start, micros, failure);
                } catch (IOException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        if (failure.get() != null) {
            throw new IllegalStateException("The readers broke off", failure.get());
        }
        Arrays.sort(micros);
        return new Result(micros);
    }

    private void readOver(int first, long start, long[] micros, AtomicReference<Exception> failure) throws IOException {
        try (var connection = new Connection(port)) {
            for (int n = first; n < micros.length && failure.get() == null; n += connections) {
                long due = start + n * 1_000_000_000L / perSecond;
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                }
                connection.demand(request.apply(n).getBytes(StandardCharsets.UTF_8));
                micros[n] = (System.nanoTime() - due) / 1000;
            }
        }
    }
}
