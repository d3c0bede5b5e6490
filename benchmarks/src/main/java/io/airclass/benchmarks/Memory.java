package io.airclass.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM holds.
 *
 * @param heapMegabytes used after a full collection
 * @param residentMegabytes of the whole process; 0 where the system has no {@code /proc}
 */
public record Memory(long heapMegabytes, long residentMegabytes) {
    /** A line for each part of the heap of the serial collector. */
    private static final Pattern USED = Pattern.compile("(?m)^ *(?:DefNew|Tenured) .*used (\\d+)K");

    public static Memory of(Process process) throws IOException, InterruptedException {
        Jcmd.run(process, "GC.run");
        long kilobytes = Jcmd.run(process, "GC.heap_info")
                .lines()
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        return new Memory(kilobytes >> 10, status(process, "VmRSS:") >> 10);
    }

    /** Megabytes of the whole process at its largest so far; 0 where the system has no {@code /proc}. */
    public static long residentMost(Process process) throws IOException {
        return status(process, "VmHWM:") >> 10;
    }

    /** Kilobytes. */
    private static long status(Process process, String name) throws IOException {
        var status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
