package io.airclass.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a module's tests may do against a {@link DatabaseRule}: lines {@code rule | statement | reason} in the file
 * {@code database-exceptions.txt} of its test resources; {@code #} begins a remark.
 */
final class DatabaseExceptions {
    static final String FILE = "database-exceptions.txt";

    private record Excused(String rule, String statement) {}

    private final List<Excused> named;
    private final Set<Excused> used = ConcurrentHashMap.newKeySet();

    DatabaseExceptions(String lines) {
        named = lines.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(DatabaseExceptions::parse)
                .toList();
    }

    /** Those of the module under test; none where it has no such file. */
    static DatabaseExceptions ofModule() {
        try (var file = DatabaseExceptions.class.getResourceAsStream("/" + FILE)) {
            return new DatabaseExceptions(file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Excused parse(String line) {
        var parts = line.split("\\s+\\|\\s+", 3);
        if (parts.length < 3 || parts[2].isBlank()) {
            throw new IllegalArgumentException(FILE + " wants \"rule | statement | reason\", not \"" + line + "\"");
        }
        return new Excused(parts[0], parts[1]);
    }

    boolean excuse(BrokenRule broken) {
        var wanted = new Excused(broken.rule().slug(), broken.statement());
        if (!named.contains(wanted)) {
            return false;
        }
        used.add(wanted);
        return true;
    }

    /** Those that excused nothing. */
    Set<String> unused() {
        var unused = new TreeSet<String>();
        named.stream()
                .filter(each -> !used.contains(each))
                .forEach(each -> unused.add(each.rule() + " | " + each.statement()));
        return unused;
    }
}
