package io.airclass.benchmarks.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The log that a JVM writes with {@code -Xlog:gc}: a line for each collection, as {@code 120M->30M(494M)}. */
final class GcLog {
    private static final Pattern COLLECTION = Pattern.compile("\\d+M->(\\d+)M\\(");

    private GcLog() {}

    static long liveMegabytesMost(Path log) throws IOException {
        try (var lines = Files.lines(log)) {
            return lines.map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .mapToLong(collection -> Long.parseLong(collection.group(1)))
                    .max()
                    .orElse(0);
        }
    }
}
