package io.airclass.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log that a JVM writes with {@code -Xlog:gc}: a line for each collection, as {@code 120M->30M(494M)}. */
public final class GcLog {
    private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(");

    private static final Pattern PAUSE = Pattern.compile("([0-9.]+)ms$");

    private GcLog() {}

    /** How long collections have taken so far, in which nothing else ran. */
    public static Duration paused(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            double millis = lines.map(PAUSE::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(pause -> Double.parseDouble(pause.group(1)))
                    .sum();
            return Duration.ofNanos(Math.round(millis * 1e6));
        }
    }

    /** The most that was left after a collection. */
    public static long liveMegabytesMost(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(collection -> Long.parseLong(collection.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
