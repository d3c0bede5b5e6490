package io.airclass.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A table in a document that a command writes, between two comments.
 *
 * @param name what the comments call it
 * @param command what writes it
 */
public record MarkedTable(String name, String command) {

    /** Replaces what is between the comments; without them it fails, and the text stays as it is. */
    public void write(Path document, String table) throws IOException {
        var begin = "<!-- " + name + ": written by " + command + " -->\n";
        var text = Files.readString(document);
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end of " + name + " -->", Math.max(from, 0));
        if (from < 0 || to < 0) {
            throw new IOException(document + " has no place marked for the table of the " + name);
        }
        Files.writeString(document, text.substring(0, from + begin.length()) + table + text.substring(to));
    }
}
