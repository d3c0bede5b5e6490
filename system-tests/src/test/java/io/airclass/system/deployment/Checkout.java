package io.airclass.system.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The files of the checkout that is being built, by their path from its root. */
final class Checkout {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Checkout() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All files below a directory, or the file itself; nothing where there is none. */
    static List<String> below(String relative, Predicate<Path> wanted) {
        if (!Files.exists(path(relative))) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(path(relative))) {
            return paths.filter(Files::isRegularFile)
                    .filter(wanted)
                    .map(path -> ROOT.relativize(path).toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
