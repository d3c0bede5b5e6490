package io.airclass.roster.oneroster;

/** A standard column of a file; one that only 1.1 knows stands at its place there. */
record Column(String name, FieldType type, boolean required, boolean only11) {
    static Column must(String name, FieldType type) {
        return new Column(name, type, true, false);
    }

    static Column may(String name, FieldType type) {
        return new Column(name, type, false, false);
    }

    static Column text(String name) {
        return may(name, FieldType.TEXT);
    }

    Column in11() {
        return new Column(name, type, required, true);
    }
}
