package io.airclass.testkit;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;

/** For what becomes true after a while: asks again until it is, at most half a minute. */
public final class Eventually {
    private static final Duration AT_MOST = Duration.ofSeconds(30);
    private static final Duration BETWEEN = Duration.ofMillis(50);

    private Eventually() {}

    /** Runs the assertions until they hold. */
    public static void eventually(ThrowingRunnable assertions) {
        Awaitility.await().atMost(AT_MOST).pollInterval(BETWEEN).untilAsserted(assertions);
    }
}
