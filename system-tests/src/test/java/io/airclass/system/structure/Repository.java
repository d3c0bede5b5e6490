package io.airclass.system.structure;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** The checkout that is being built. */
final class Repository {
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    static Path classes(String module) {
        return ROOT.resolve(module).resolve("target/classes");
    }

    /** The libraries packed into an executable jar, by file name. */
    static List<String> librariesOf(String module) throws IOException {
        var jar = ROOT.resolve(module).resolve("target/" + module + "-0.1.0-SNAPSHOT.jar");
        try (var file = new JarFile(jar.toFile())) {
            return file.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("BOOT-INF/lib/") && name.endsWith(".jar"))
                    .map(name -> name.substring("BOOT-INF/lib/".length()))
                    .toList();
        }
    }
}
