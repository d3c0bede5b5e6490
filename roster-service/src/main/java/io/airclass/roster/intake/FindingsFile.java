package io.airclass.roster.intake;

import io.airclass.roster.oneroster.Finding;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.json.JsonMapper;

/** The findings of one import in a file of this machine, one in each line; so many, the rest is left to be counted. Not for several threads. */
final class FindingsFile implements Closeable {
    /** A line is shorter: names and values in a finding are cut. */
    static final int LINE_BYTES_MAX = 8 * 1024;

    private final Path path;
    private final BufferedWriter lines;
    private final long rowsMax;
    private long rows;

    FindingsFile(long rowsMax) throws IOException {
        this.rowsMax = rowsMax;
        path = Files.createTempFile("airclass-findings", ".jsonl");
        lines = Files.newBufferedWriter(path);
    }

    void add(Finding finding) {
        if (rows < rowsMax) {
            try {
                lines.write(JsonMapper.shared().writeValueAsString(finding));
                lines.write('\n');
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            rows++;
        }
    }

    /** The file with all that was added so far. */
    Path flushed() throws IOException {
        lines.flush();
        return path;
    }

    long bytes() throws IOException {
        return Files.size(path);
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        lines.close();
        Files.deleteIfExists(path);
    }

    static Finding parse(String line) {
        return JsonMapper.shared().readValue(line, Finding.class);
    }
}
