package io.airclass.roster.oneroster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The records of one CSV file, read one by one within the limits; what is not CSV is told. */
final class CsvLines implements Closeable {
    /** Takes a record; {@code badQuoteAt} is the field with a quote that is not escaped, or -1. */
    interface Taker {
        void take(long line, List<String> fields, int badQuoteAt);
    }

    private final String fileName;
    private final BundleLimits limits;
    private final Findings findings;
    private final BadQuotes quotes = new BadQuotes();
    private final CsvReader<CsvRecord> csv;
    private final Iterator<CsvRecord> records;
    private long line;
    private int rows;

    CsvLines(String fileName, Reader text, BundleLimits limits, Findings findings) {
        this.fileName = fileName;
        this.limits = limits;
        this.findings = findings;
        var handler = CsvRecordHandler.of(builder -> builder.maxFields(limits.columnsMax())
                .maxFieldSize(limits.fieldCharsMax())
                .maxRecordSize(limits.rowCharsMax())
                .fieldModifier(quotes));
        csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(Math.max(limits.rowCharsMax(), 16 * 1024))
                .build(handler, text);
        records = csv.iterator();
    }

    /** Hands the next record on; false at the end, or where nothing more can be read. */
    boolean readOne(Taker taker) throws IOException {
        try {
            if (!records.hasNext()) {
                return false;
            }
            CsvRecord row = records.next();
            line = row.getStartingLineNumber();
            if (rows++ > limits.rowsMax()) {
                tell("rows-too-many", line, limits.rowsMax());
                return false;
            }
            taker.take(line, row.getFields(), quotes.placeIn(line));
            return true;
        } catch (CsvParseException _) {
            tell("csv-broken", line + 1, limits.fieldCharsMax());
            return false;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void tell(String code, long atLine, int limit) {
        findings.bundle(fileName, atLine, "", code, Map.of("limit", String.valueOf(limit)));
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }

    /** FastCSV takes a quote within an unquoted field as it is; RFC 4180 does not. */
    private static final class BadQuotes implements FieldModifier {
        private long line = -1;
        private int place;

        @Override
        public String modify(long startingLine, int fieldIndex, boolean quoted, String field) {
            if (!quoted && field.indexOf('"') >= 0) {
                line = startingLine;
                place = fieldIndex;
            }
            return field;
        }

        int placeIn(long startingLine) {
            return line == startingLine ? place : -1;
        }
    }
}
