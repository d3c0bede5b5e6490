package io.airclass.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A process known for sure: ids are used again, so the time of its start belongs to it. */
record ProcessId(long pid, Instant started) {

    /** The system computes the start from its clock, which may be set while the process runs. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process, if it still runs. */
    Optional<ProcessHandle> find() {
        return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(process -> process.info()
                .startInstant()
                .map(start -> Duration.between(start, started).abs().compareTo(CLOCK_TOLERANCE) <= 0)
                .orElse(false));
    }
}
