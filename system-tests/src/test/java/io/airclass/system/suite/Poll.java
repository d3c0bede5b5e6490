package io.airclass.system.suite;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what comes eventually. */
final class Poll {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);

    private Poll() {}

    static void until(String what, BooleanSupplier holds) {
        until(what, PATIENCE, holds);
    }

    static void until(String what, Duration patience, BooleanSupplier holds) {
        long start = System.nanoTime();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - start > patience.toNanos()) {
                throw new AssertionError("not within " + patience.toSeconds() + " s: " + what);
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
