package io.airclass.launcher.demo;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** {@code ./airclass demo}: walks the journey and prints each step with its request, answer and time. */
public final class Demo {
    private Demo() {}

    /**
     * Walks the journey through a running suite into which the demo region has been imported.
     *
     * @return 0 if every step went as it must, 1 otherwise
     */
    public static int run(URI gateway, PrintStream out) {
        out.println("A school day through " + gateway);
        try {
            var steps = new Journey(gateway, DemoRegion.current(), Clock.systemUTC(), step -> out.println(line(step)))
                    .walk();
            out.println(summary(steps));
            return 0;
        } catch (StepFailed e) {
            out.println("FAILED  " + e.getMessage());
            out.println("Look at " + e.lookAt() + ".");
        } catch (UncheckedIOException e) {
            out.println("FAILED  " + e.getMessage());
            out.println("Is the suite up? ./airclass status tells.");
        }
        return 1;
    }

    private static String line(Step step) {
        return "%3d  %-42s %5d ms  %s  %-4s %s  %s"
                .formatted(
                        step.number(),
                        step.title(),
                        step.took().toMillis(),
                        step.status(),
                        step.method(),
                        shortened(step.path()),
                        step.telling())
                .stripTrailing();
    }

    private static String shortened(String path) {
        return path.replaceAll("([0-9a-f]{8})-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "$1…");
    }

    private static String summary(List<Step> steps) {
        var total = steps.stream().map(Step::took).reduce(Duration.ZERO, Duration::plus);
        return "%d steps in %.1f s. Each notice reached the student and the guardian once, on the open stream and in the inbox."
                .formatted(steps.size(), total.toMillis() / 1000.0);
    }
}
