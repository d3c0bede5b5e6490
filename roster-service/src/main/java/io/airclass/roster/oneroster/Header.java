package io.airclass.roster.oneroster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Holds a file's header against the columns of the format: in their order, ours and others' after them as {@code metadata.*}. */
final class Header {
    private static final String EXTENSION = "metadata.";
    private static final Pattern LONG_NUMBER = Pattern.compile("\\p{Nd}{4}[\\p{Nd}\\s-]*[Xx]?");

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
                fault(line, name, "header-doubled");
            } else if (place < 0 && name.startsWith(EXTENSION) && name.length() > EXTENSION.length()) {
                extensions = true;
            } else if (place < 0) {
                fault(line, name, "header-unknown");
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

    /** Where a file has no header, the first row stands in its place: of long numbers in it nothing is repeated. */
    private void fault(long line, String name, String code) {
        usable = false;
        String shown = LONG_NUMBER.matcher(name).replaceAll("…");
        findings.bundle(file.entryName(), line, shown, code, Map.of("column", shown));
    }
}
