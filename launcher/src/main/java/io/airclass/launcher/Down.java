package io.airclass.launcher;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Stops the suite of a workspace, whoever started it: a launcher in another terminal, a detached one, or one that was killed. */
final class Down {

    /** A launcher that is told to stop needs as long as its slowest service and then its slowest server. */
    private static final Duration LAUNCHER_STOP_MAX = Duration.ofSeconds(60);

    private Down() {}

    static void run(Workspace workspace, Consumer<String> progress) {
        Optional<State> read = State.read(workspace);
        if (read.isEmpty()) {
            progress.accept("Nothing runs in " + workspace.root() + ".");
            return;
        }
        State state = read.get();
        if (state.launcherRuns()) {
            state.launcher().find().ifPresent(launcher -> {
                progress.accept("Telling the launcher (process " + launcher.pid() + ") to stop …");
                launcher.destroy();
                Stopping.endsWithin(launcher, LAUNCHER_STOP_MAX);
            });
        }
        List<State.Entry> left = State.read(workspace).map(State::alive).orElse(List.of());
        Stopping.stopInOrder(left, progress);
        State.remove(workspace);
        progress.accept("Stopped.");
    }
}
