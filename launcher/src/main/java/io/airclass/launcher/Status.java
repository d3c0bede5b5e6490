package io.airclass.launcher;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Tells what runs, whether it is ready, and what memory it takes. */
final class Status {

    /** Everything is ready. */
    static final int READY = 0;
    /** Something has died or is not ready. */
    static final int PARTLY = 1;
    /** Nothing runs. */
    static final int STOPPED = 3;

    private Status() {}

    static int run(Workspace workspace, Instant now, Consumer<String> out) {
        Optional<State> state = State.read(workspace);
        if (state.isEmpty() || state.get().alive().isEmpty()) {
            out.accept("Nothing runs in " + workspace.root() + ".");
            return STOPPED;
        }
        out.accept("%-22s %-12s %8s %8s %8s  %s".formatted("", "", "process", "minutes", "MB", "address"));
        long residentTotal = 0;
        boolean allReady = true;
        for (State.Entry entry : state.get().processes()) {
            boolean alive = entry.id().find().isPresent();
            boolean ready = alive && Readiness.answers(entry.probe());
            long resident = alive ? residentMegabytes(entry.id().pid()) : 0;
            residentTotal += resident;
            allReady &= ready;
            out.accept("%-22s %-12s %8d %8d %8d  %s"
                    .formatted(
                            entry.name(),
                            ready ? "ready" : alive ? "not ready" : "has died",
                            entry.id().pid(),
                            Duration.between(entry.id().started(), now).toMinutes(),
                            resident,
                            ready ? entry.address() : "log: " + entry.log()));
        }
        if (state.get().launcherRuns()) {
            long resident = residentMegabytes(state.get().launcher().pid());
            residentTotal += resident;
            out.accept("%-22s %-12s %8d %8s %8d"
                    .formatted("launcher", "", state.get().launcher().pid(), "", resident));
        }
        out.accept("%-22s %-12s %8s %8s %8d".formatted("together", "", "", "", residentTotal));
        return allReady ? READY : PARTLY;
    }

    /** What of a process is in memory now; 0 where the system does not tell. */
    static long residentMegabytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(pid), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElse(0)
                    / 1024;
        } catch (IOException e) {
            return 0;
        }
    }
}
