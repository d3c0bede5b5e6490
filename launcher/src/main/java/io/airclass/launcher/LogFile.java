package io.airclass.launcher;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What a process wrote to its output. */
final class LogFile {

    private static final int TAIL_BYTES_MAX = 16 * 1024;
    private static final int TAIL_LINES = 6;
    private static final int LINE_CHARS_MAX = 240;

    private LogFile() {}

    /** Begins a new log; the one before is kept beside it with the ending {@code .1}. */
    static void rotate(Path log) throws IOException {
        Files.createDirectories(log.getParent());
        if (Files.exists(log) && Files.size(log) > 0) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The last lines that say something, without the frames of stack traces; indented, ready to be shown. */
    static String tail(Path log) {
        List<String> lines = lastPart(log)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\tat ") && !line.startsWith("\t... "))
                .toList();
        StringBuilder tail = new StringBuilder();
        for (String line : lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size())) {
            tail.append("\n    | ")
                    .append(line.length() > LINE_CHARS_MAX ? line.substring(0, LINE_CHARS_MAX) + "…" : line);
        }
        return tail.toString();
    }

    /** A cause that is better said in plain words, or nothing. */
    static String plainCause(Path log) {
        String part = lastPart(log);
        if (part.contains("No space left on device")) {
            return " The disk is full.";
        }
        if (part.contains("java.lang.OutOfMemoryError")) {
            return " It ran out of memory.";
        }
        if (part.contains("Address already in use")) {
            return " A port it needs was taken in the meantime.";
        }
        return "";
    }

    private static String lastPart(Path log) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - TAIL_BYTES_MAX));
            byte[] bytes = new byte[(int) Math.min(length, TAIL_BYTES_MAX)];
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
