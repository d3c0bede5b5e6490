package io.airclass.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;

/**
 * Closed load over keep-alive connections, one thread each, plain sockets: it must cost less than what it measures.
 *
 * @param port on this machine
 * @param connections at once
 * @param request the whole text of the n-th request
 */
public record Load(int port, int connections, IntFunction<String> request) {

    /** @param micros latency of each request, sorted */
    public record Result(int requests, double seconds, long[] micros) {
        /** Both, one after the other. */
        public Result and(Result other) {
            var all = Arrays.copyOf(micros, micros.length + other.micros.length);
            System.arraycopy(other.micros, 0, all, micros.length, other.micros.length);
            Arrays.sort(all);
            return new Result(requests + other.requests, seconds + other.seconds, all);
        }

        public double perSecond() {
            return requests / seconds;
        }

        /** Latency in milliseconds that this share of the requests stayed under. */
        public double quantileMillis(double share) {
            return micros[(int) Math.min(micros.length - 1, Math.round(share * micros.length))] / 1000.0;
        }
    }

    /** Sends so many requests; any answer but a 2xx or 304 ends the run. */
    public Result run(int requests) throws InterruptedException {
        var next = new AtomicInteger();
        var micros = new long[requests];
        var failure = new AtomicReference<Exception>();
        var done = new CountDownLatch(connections);
        long start = System.nanoTime();
        for (int i = 0; i < connections; i++) {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    oneConnection(next, micros, failure);
                } catch (IOException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    done.countDown();
                }
            });
        }
        done.await();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (failure.get() != null) {
            throw new IllegalStateException("The load broke off", failure.get());
        }
        Arrays.sort(micros);
        return new Result(requests, seconds, micros);
    }

    private void oneConnection(AtomicInteger next, long[] micros, AtomicReference<Exception> failure)
            throws IOException {
        try (var connection = new Connection(port)) {
            for (int n = next.getAndIncrement();
                    n < micros.length && failure.get() == null;
                    n = next.getAndIncrement()) {
                var bytes = request.apply(n).getBytes(StandardCharsets.UTF_8);
                long sent = System.nanoTime();
                connection.demand(bytes);
                micros[n] = (System.nanoTime() - sent) / 1000;
            }
        }
    }
}
