package io.airclass.roster.oneroster;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Looks at the form of each field of a file's rows, by the file's columns; says nothing of what the rows mean together. */
final class RowForms implements CsvLines.Taker {
    /** What stands there is never repeated. */
    private static final Set<String> SECRET = Set.of("password", "identifier", "sms", "phone");

    private final BundleFile file;
    private final List<Column> columns;
    private final boolean version11;
    private final boolean delta;
    private final Findings findings;
    private final Consumer<Row> taker;
    private boolean headerSeen;
    private int headerSize;
    private List<String> headerNames = List.of();
    private Map<String, Integer> places = Map.of();
    private boolean rowGood;

    RowForms(BundleFile file, Manifest manifest, Findings findings, Consumer<Row> taker) {
        this.file = file;
        this.version11 = manifest.isVersion11();
        this.delta = manifest.isDelta(file);
        this.columns = file.columns(version11);
        this.findings = findings;
        this.taker = taker;
    }

    @Override
    public void take(long line, List<String> fields, int badQuoteAt) {
        if (!headerSeen) {
            headerSeen = true;
            headerSize = fields.size();
            headerNames = fields;
            places = Header.places(file, columns, line, fields, findings);
            return;
        }
        rowGood = true;
        if (badQuoteAt >= 0) {
            fault(line, columnAt(badQuoteAt), "quote-unescaped", Map.of());
        }
        if (fields.size() != headerSize) {
            fault(line, "", "fields-miscounted", Map.of("expected", "" + headerSize, "actual", "" + fields.size()));
        } else if (!places.isEmpty()) {
            checkFields(line, fields);
        }
        if (rowGood && !places.isEmpty()) {
            taker.accept(new Row(line, fields, places));
        }
    }

    /** Nothing where there is no column's name: the first row may be somebody's. */
    private String columnAt(int index) {
        return index < headerSize && Header.isName(columns, headerNames.get(index)) ? headerNames.get(index) : "";
    }

    /** To be called after the last record: a file without a header has no rows either. */
    void end() {
        if (!headerSeen) {
            findings.bundle(file.entryName(), 1, "", "header-absent", Map.of());
        }
    }

    private void checkFields(long line, List<String> fields) {
        var row = new Row(line, fields, places);
        for (Column column : columns) {
            String text = row.text(column.name());
            if (text.isEmpty()) {
                if (column.required()) {
                    fault(line, column.name(), "field-missing", Map.of());
                }
            } else if (!column.type().fits(text)) {
                fault(line, column.name(), column.type().code(), Map.of("value", shown(column, text)));
            } else if (column.type() == FieldType.YEAR && FieldType.isYears(text)) {
                findings.note(file.entryName(), line, column.name(), "year-as-span", Map.of("value", text));
            }
        }
        checkLifecycle(row, "status");
        checkLifecycle(row, "dateLastModified");
    }

    private void checkLifecycle(Row row, String column) {
        boolean empty = row.text(column).isEmpty();
        if (delta && empty) {
            fault(row.line(), column, "lifecycle-missing", Map.of());
        } else if (!delta && !empty && !version11) {
            fault(row.line(), column, "lifecycle-in-bulk", Map.of());
        }
    }

    private static String shown(Column column, String text) {
        return SECRET.contains(column.name()) ? "" : text;
    }

    private void fault(long line, String column, String code, Map<String, String> facts) {
        rowGood = false;
        findings.row(file, line, column, code, facts);
    }
}
