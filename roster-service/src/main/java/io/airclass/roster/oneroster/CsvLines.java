package io.airclass.roster.oneroster;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldModifier;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Reads the records of one CSV file within the limits, and tells what is not CSV. */
final class CsvLines {
    /** Takes a record; {@code badQuoteAt} is the field with a quote that is not escaped, or -1. */
    interface Taker {
        void take(long line, List<String> fields, int badQuoteAt);
    }

    private final String fileName;
    private final BundleLimits limits;

    CsvLines(String fileName, BundleLimits limits) {
        this.fileName = fileName;
        this.limits = limits;
    }

    void read(Reader text, Findings findings, Taker taker) throws IOException {
        var quotes = new BadQuotes();
        var handler = CsvRecordHandler.of(builder -> builder.maxFields(limits.columnsMax())
                .maxFieldSize(limits.fieldCharsMax())
                .maxRecordSize(limits.rowCharsMax())
                .fieldModifier(quotes));
        long line = 0;
        int rows = 0;
        try (var csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(Math.max(limits.rowCharsMax(), 16 * 1024))
                .build(handler, text)) {
            for (Iterator<CsvRecord> records = csv.iterator(); records.hasNext(); ) {
                CsvRecord row = records.next();
                line = row.getStartingLineNumber();
                if (rows++ > limits.rowsMax()) {
                    findings.bundle(
                            fileName, line, "", "rows-too-many", Map.of("limit", String.valueOf(limits.rowsMax())));
                    return;
                }
                taker.take(line, row.getFields(), quotes.placeIn(line));
            }
        } catch (CsvParseException _) {
            findings.bundle(
                    fileName, line + 1, "", "csv-broken", Map.of("limit", String.valueOf(limits.fieldCharsMax())));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
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
