package io.airclass.roster.oneroster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Holds a file's header against the columns of the format: in their order, ours and others' after them as {@code metadata.*}. */
final class Header {
    private static final String EXTENSION = "metadata.";
    private static final int LETTERS = 26;

    private final BundleFile file;
    private final List<Column> columns;
    private final Findings findings;
    private final Map<String, Integer> places = new HashMap<>();
    private boolean usable = true;

    private Header(BundleFile file, List<Column> columns, Findings findings) {
        this.file = file;
        this.columns = columns;
        this.findings = findings;
    }

    /** The place of each column, or an empty map where the header cannot be used, which is then told. */
    static Map<String, Integer> places(
            BundleFile file, List<Column> columns, long line, List<String> names, Findings findings) {
        var header = new Header(file, columns, findings);
        header.read(line, names);
        return header.usable ? Map.copyOf(header.places) : Map.of();
    }

    private void read(long line, List<String> names) {
        List<String> known = columns.stream().map(Column::name).toList();
        int lastKnown = -1;
        boolean extensions = false;
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            int place = known.indexOf(name);
            if (places.putIfAbsent(name, i) != null) {
                fault(line, shown(name, i), "header-doubled");
            } else if (place < 0 && name.startsWith(EXTENSION) && name.length() > EXTENSION.length()) {
                extensions = true;
            } else if (place < 0) {
                fault(line, shown(name, i), "header-unknown");
            } else if (place < lastKnown) {
                fault(line, name, "header-out-of-order");
            } else {
                lastKnown = place;
                if (extensions) {
                    fault(line, name, "header-after-metadata");
                }
            }
        }
        columns.stream()
                .filter(column -> column.required() && !places.containsKey(column.name()))
                .forEach(column -> fault(line, column.name(), "header-missing"));
    }

    /** Where a file has no header, somebody's row stands in its place: of what is no column's name only the place is told, as 4 (D). */
    private String shown(String name, int index) {
        return isName(columns, name) ? name : index + 1 + " (" + letter(index) + ")";
    }

    /** Whether a cell is a column's name: of the format, or of somebody's own. */
    static boolean isName(List<Column> columns, String cell) {
        return cell.startsWith(EXTENSION)
                || columns.stream().anyMatch(column -> column.name().equals(cell));
    }

    private static String letter(int index) {
        String last = String.valueOf((char) ('A' + index % LETTERS));
        return index < LETTERS ? last : letter(index / LETTERS - 1) + last;
    }

    private void fault(long line, String name, String code) {
        usable = false;
        findings.bundle(file.entryName(), line, name, code, Map.of("column", name));
    }
}
