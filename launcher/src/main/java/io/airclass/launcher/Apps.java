package io.airclass.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Unpacks the built jars into the workspace, once per build: unpacked they start in three quarters of the CPU time, and a build beside a running suite
 * does not pull the classes away from under it.
 */
final class Apps {

    private static final int UNPACK_SECONDS_MAX = 120;

    private final Workspace workspace;

    Apps(Workspace workspace) {
        this.workspace = workspace;
    }

    /** The unpacked jar of a service, ready to be run by {@code java -jar}. */
    Path service(Suite.Service service) {
        Path built = workspace.home().resolve(service.jar());
        requireBuilt(built);
        Path app = workspace.apps().resolve(service.module());
        renew(app, stamp(List.of(built)), draft -> unpack(built, draft));
        return app.resolve(built.getFileName());
    }

    /** The jar of the broker and the database, with the libraries it names beside it. */
    Path servers() {
        Path built = workspace.home().resolve("launcher/target/launcher-" + Suite.VERSION + ".jar");
        requireBuilt(built);
        try (Stream<Path> listed = Files.list(built.resolveSibling("lib"))) {
            List<Path> libraries = listed.sorted().toList();
            Path app = workspace.apps().resolve("servers");
            renew(app, stamp(Stream.concat(Stream.of(built), libraries.stream()).toList()), draft -> {
                Files.copy(built, draft.resolve(built.getFileName()));
                Files.createDirectory(draft.resolve("lib"));
                for (Path library : libraries) {
                    Files.copy(library, draft.resolve("lib").resolve(library.getFileName()));
                }
            });
            return app.resolve(built.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Filling {
        void into(Path draft) throws IOException;
    }

    private static void requireBuilt(Path jar) {
        if (!Files.exists(jar)) {
            throw new UserProblem(jar + " has not been built: run ./airclass up, or mvn package.");
        }
    }

    /** Fills a draft beside the directory and puts it in its place, so that a cut-off copy is never taken for a whole one. */
    private static void renew(Path app, String stamp, Filling filling) {
        Path stampFile = app.resolve(".built-from");
        try {
            if (Files.exists(stampFile) && Files.readString(stampFile).equals(stamp)) {
                return;
            }
            Path draft = app.resolveSibling(app.getFileName() + ".new");
            Workspace.deleteTree(draft);
            Files.createDirectories(draft);
            filling.into(draft);
            Files.writeString(draft.resolve(stampFile.getFileName()), stamp);
            Workspace.deleteTree(app);
            Files.move(draft, app, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UserProblem("Cannot unpack into " + app + ": " + e.getMessage(), e);
        }
    }

    private static String stamp(List<Path> jars) {
        StringBuilder stamp = new StringBuilder();
        for (Path jar : jars) {
            try {
                stamp.append(
                        "%s %d %s%n".formatted(jar.getFileName(), Files.size(jar), Files.getLastModifiedTime(jar)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return stamp.toString();
    }

    private void unpack(Path jar, Path draft) throws IOException {
        Path log = workspace.log("unpack");
        Files.createDirectories(log.getParent());
        Process process = new ProcessBuilder(
                        java(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Djarmode=tools",
                        "-jar",
                        jar.toString(),
                        "extract",
                        "--destination",
                        draft.toString(),
                        "--force")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!process.waitFor(UNPACK_SECONDS_MAX, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(jar + " cannot be unpacked." + LogFile.plainCause(log) + " The log: " + log
                        + LogFile.tail(log));
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** The launcher's own JVM runs everything. */
    static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
