package io.airclass.roster.intake;

import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.work.Closing;
import io.airclass.roster.work.WorkFile;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** The findings of one import in a sealed file, one in each line; so many, the rest is left to be counted. Not for several threads. */
final class FindingsFile implements Closeable {
    /** A line is shorter: names and values in a finding are cut. */
    static final int LINE_BYTES_MAX = 8 * 1024;

    private final WorkFile file;
    private final BufferedWriter lines;
    private final long rowsMax;
    private long rows;

    FindingsFile(WorkFile file, long rowsMax) throws IOException {
        this.file = file;
        this.rowsMax = rowsMax;
        lines = new BufferedWriter(new OutputStreamWriter(file.writing(), StandardCharsets.UTF_8));
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

    /** All that was added; nothing can be added any more. */
    InputStream content() throws IOException {
        lines.close();
        return file.reading();
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        Closing.all(Stream.of(lines, file));
    }

    static Finding parse(String line) {
        return JsonMapper.shared().readValue(line, Finding.class);
    }
}
