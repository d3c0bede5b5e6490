package io.airclass.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What runs, as the state file keeps it for the next command.
 *
 * @param launcher the process that started the others
 * @param detached whether the launcher left them to run on
 */
record State(ProcessId launcher, boolean detached, int portOffset, List<Entry> processes) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** One started process; a server (broker, database) is stopped after those that use it. */
    record Entry(String name, boolean server, ProcessId id, String address, URI probe, Path log, Duration stopMax) {}

    /** The state file's content; nothing if there is none. */
    static Optional<State> read(Workspace workspace) {
        Path file = workspace.stateFile();
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(Files.readAllBytes(file), State.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new UserProblem(
                    "The state file " + file + " cannot be read (" + e.getMessage()
                            + "). Look with 'ps' what still runs, then remove the file.",
                    e);
        }
    }

    void write(Workspace workspace) {
        Path file = workspace.stateFile();
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file, e);
        }
    }

    static void remove(Workspace workspace) {
        try {
            Files.deleteIfExists(workspace.stateFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Entry> alive() {
        return processes.stream().filter(entry -> entry.id().find().isPresent()).toList();
    }

    boolean launcherRuns() {
        return launcher.find().isPresent();
    }
}
