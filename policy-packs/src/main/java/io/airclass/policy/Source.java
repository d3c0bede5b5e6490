package io.airclass.policy;

/** Where a rule is written: its pack, the file and the line in it. */
public record Source(String pack, String file, int line) {
    @Override
    public String toString() {
        return file + ":" + line;
    }
}
