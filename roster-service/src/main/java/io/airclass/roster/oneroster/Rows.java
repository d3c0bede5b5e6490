package io.airclass.roster.oneroster;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/** The rows of one file whose own fields are right, one by one. Not for several threads. */
public final class Rows implements Closeable {
    private final BundleFile file;
    private final CsvLines lines;
    private final RowForms forms;
    private final Findings findings;
    private final Deque<Row> next = new ArrayDeque<>();

    Rows(BundleFile file, CsvLines lines, Manifest manifest, Findings findings) {
        this.file = file;
        this.lines = lines;
        this.findings = findings;
        this.forms = new RowForms(file, manifest, findings, next::add);
    }

    /** The next row; empty at the end. */
    public Optional<Row> next() throws IOException {
        try {
            while (next.isEmpty()) {
                if (!lines.readOne(forms)) {
                    forms.end();
                    return Optional.empty();
                }
            }
        } catch (ZipException | EOFException _) {
            findings.bundle(file.entryName(), 0, "", "zip-unreadable", Map.of());
            return Optional.empty();
        }
        return Optional.of(next.remove());
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
