package io.airclass.roster.oneroster;

import java.util.List;
import java.util.Map;

/** A row whose fields have the right form; a column that the file does not have reads as empty. */
public final class Row {
    private final long line;
    private final List<String> fields;
    private final Map<String, Integer> places;

    Row(long line, List<String> fields, Map<String, Integer> places) {
        this.line = line;
        this.fields = fields;
        this.places = places;
    }

    /** The line in the file where the row begins. */
    public long line() {
        return line;
    }

    public String id() {
        return text("sourcedId");
    }

    public String text(String column) {
        Integer place = places.get(column);
        return place == null ? "" : fields.get(place).strip();
    }

    public List<String> list(String column) {
        return FieldType.split(text(column));
    }

    public boolean isTrue(String column) {
        return text(column).equals("true");
    }

    /** A column of ours, {@code metadata.airclass.<name>}. */
    public String airclass(String name) {
        return text("metadata.airclass." + name);
    }
}
