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
        jcmd(process, "GC.run");
        long kilobytes = jcmd(process, "GC.heap_info")
                .lines()
                .map(USED::matcher)
                .filter(Matcher::find)
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum();
        return new Memory(kilobytes >> 10, status(process, "VmRSS:") >> 10);
    }

    private static String jcmd(Process process, String command) throws IOException, InterruptedException {
        var tool = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        var run = new ProcessBuilder(tool, String.valueOf(process.pid()), command)
                .redirectErrorStream(true)
                .start();
        var said = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        run.waitFor();
        return said;
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
