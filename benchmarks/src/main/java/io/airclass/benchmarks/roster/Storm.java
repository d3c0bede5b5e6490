package io.airclass.benchmarks.roster;

import io.airclass.benchmarks.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** So many people who each sign in, and again when that is answered; who is told when to come again does so then. */
final class Storm implements AutoCloseable {
    private final List<Sample> samples = Collections.synchronizedList(new ArrayList<>());
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final CountDownLatch ended;
    private final long start = System.nanoTime();
    private volatile boolean over;

    private record Sample(int status, String retryAfter, double millis) {}

    /** @param perSecond answers with a token, of one second */
    record Result(long signedIn, double perSecond, List<Double> millis, List<Double> refusedMillis, Set<String> told) {
        double quantileMillis(double share) {
            return quantile(millis, share);
        }

        double refusedQuantileMillis(double share) {
            return quantile(refusedMillis, share);
        }

        private static double quantile(List<Double> sorted, double share) {
            return sorted.isEmpty()
                    ? 0
                    : sorted.get((int) Math.min(sorted.size() - 1, Math.round(share * sorted.size())));
        }
    }

    /** @param usernames of those who sign in, each its own thread and connection */
    Storm(int port, List<String> usernames, String password) {
        ended = new CountDownLatch(usernames.size());
        for (var username : usernames) {
            Thread.ofVirtual().start(() -> {
                try (var connection = new Connection(port)) {
                    signIn(connection, request(username, password));
                } catch (IOException | InterruptedException | RuntimeException e) {
                    failure.compareAndSet(null, e);
                } finally {
                    ended.countDown();
                }
            });
        }
    }

    static byte[] request(String username, String password) {
        var body = "{\"grantType\":\"password\",\"username\":\"" + username + "\",\"password\":\"" + password + "\"}";
        return ("POST /api/auth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void signIn(Connection connection, byte[] request) throws IOException, InterruptedException {
        while (!over) {
            long sent = System.nanoTime();
            var answer = connection.ask(request);
            samples.add(new Sample(answer.status(), answer.retryAfter(), (System.nanoTime() - sent) / 1e6));
            if (answer.status() == 503 || answer.status() == 429) {
                Thread.sleep(Duration.ofSeconds(Long.parseLong(answer.retryAfter())));
            } else if (answer.status() != 200) {
                throw new IOException(answer.status() + " " + answer.body());
            }
        }
    }

    /** What happened until now; the storm goes on. */
    Result soFar() {
        if (failure.get() != null) {
            throw new IllegalStateException("The storm broke off", failure.get());
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        var all = List.copyOf(samples);
        var told = all.stream()
                .filter(sample -> sample.status() != 200)
                .map(sample -> sample.status() + ", Retry-After: " + sample.retryAfter())
                .collect(Collectors.toCollection(TreeSet::new));
        var good = millis(all, true);
        return new Result(good.size(), good.size() / seconds, good, millis(all, false), told);
    }

    private static List<Double> millis(List<Sample> all, boolean signedIn) {
        return all.stream()
                .filter(sample -> (sample.status() == 200) == signedIn)
                .map(Sample::millis)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        over = true;
        try {
            ended.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
