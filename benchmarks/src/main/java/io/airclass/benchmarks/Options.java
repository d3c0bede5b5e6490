package io.airclass.benchmarks;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What stands on the command line, as {@code --name value} pairs. */
public record Options(Map<String, String> given) {

    /** A name without a value is left aside. */
    public static Options of(String[] arguments) {
        var given = new LinkedHashMap<String, String>();
        for (int i = 0; i + 1 < arguments.length; i += 2) {
            given.put(arguments[i], arguments[i + 1]);
        }
        return new Options(given);
    }

    public String text(String name, String otherwise) {
        return given.getOrDefault(name, otherwise);
    }

    public int number(String name, int otherwise) {
        return given.containsKey(name) ? Integer.parseInt(given.get(name)) : otherwise;
    }

    /** Null where it is not given. */
    public Path path(String name) {
        return given.containsKey(name) ? Path.of(given.get(name)) : null;
    }
}
