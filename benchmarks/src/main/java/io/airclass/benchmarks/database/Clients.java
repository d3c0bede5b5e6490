package io.airclass.benchmarks.database;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** So many threads that each do the next operation when theirs is answered. */
record Clients(int threads) {

    /** The n-th of all; a thread may keep what only it changes by its own number. */
    interface Operation {
        void run(int n, int thread);
    }

    /** @param micros latency of each operation, sorted */
    record Result(double seconds, long[] micros) {
        double perSecond() {
            return micros.length / seconds;
        }

        double quantileMillis(double share) {
            return micros[(int) Math.min(micros.length - 1, Math.round(share * micros.length))] / 1000.0;
        }
    }

    /** Any failure ends the run. */
    Result run(int operations, Operation operation) throws InterruptedException {
        var next = new AtomicInteger();
        var micros = new long[operations];
        var failure = new AtomicReference<RuntimeException>();
        var done = new CountDownLatch(threads);
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            int thread = i;
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    for (int n = next.getAndIncrement();
                            n < operations && failure.get() == null;
                            n = next.getAndIncrement()) {
                        long sent = System.nanoTime();
                        operation.run(n, thread);
                        micros[n] = (System.nanoTime() - sent) / 1000;
                    }
                } catch (RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw failure.get();
        }
        Arrays.sort(micros);
        return new Result(seconds, micros);
    }
}
