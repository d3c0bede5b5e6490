package io.airclass.benchmarks.frame;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
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
record Load(int port, int connections, IntFunction<String> request) {

    /** @param micros latency of each request, sorted */
    record Result(int requests, double seconds, long[] micros) {
        double perSecond() {
            return requests / seconds;
        }

        /** Latency in milliseconds that this share of the requests stayed under. */
        double quantileMillis(double share) {
            return micros[(int) Math.min(micros.length - 1, Math.round(share * micros.length))] / 1000.0;
        }
    }

    /** Sends so many requests; any answer but 200 ends the run. */
    Result run(int requests) throws InterruptedException {
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
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(30_000);
            var in = new BufferedInputStream(socket.getInputStream(), 8192);
            var out = socket.getOutputStream();
            for (int n = next.getAndIncrement();
                    n < micros.length && failure.get() == null;
                    n = next.getAndIncrement()) {
                var bytes = request.apply(n).getBytes(StandardCharsets.UTF_8);
                long sent = System.nanoTime();
                out.write(bytes);
                readAnswer(in);
                micros[n] = (System.nanoTime() - sent) / 1000;
            }
        }
    }

    private static void readAnswer(InputStream in) throws IOException {
        var status = line(in);
        int length = -1;
        boolean chunked = false;
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var lower = header.toLowerCase(java.util.Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(lower.substring(15).strip());
            } else if (lower.startsWith("transfer-encoding:") && lower.contains("chunked")) {
                chunked = true;
            }
        }
        byte[] body = chunked ? chunks(in) : in.readNBytes(Math.max(0, length));
        if (!status.startsWith("HTTP/1.1 200")) {
            throw new IOException(status + " " + new String(body, StandardCharsets.UTF_8));
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        byte[] last = {};
        for (int size = Integer.parseInt(line(in), 16); size > 0; size = Integer.parseInt(line(in), 16)) {
            last = in.readNBytes(size);
            line(in);
        }
        line(in);
        return last;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder(64);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("The connection was closed");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
