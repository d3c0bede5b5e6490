package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.roster.intake.ImportJob.Done;
import io.airclass.roster.intake.ImportJob.Failed;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.intake.ImportJob.Refused;
import io.airclass.roster.intake.ImportJob.Running;
import io.airclass.roster.intake.ImportJob.Unfinished;
import io.airclass.roster.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Who may import, and how an import goes from state to state. */
final class ImportRules {
    static final long ATTEMPTS_MAX = 10;

    private ImportRules() {}

    /** A bundle can touch every organisation, so only the platform's administrator may send one. */
    static boolean mayImport(Caller caller) {
        return caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT));
    }

    /** Somebody takes the job on; after too many attempts it is given up. */
    static ImportJob claim(Unfinished job, Instant at, Duration lease) {
        long attempt = job instanceof Running running ? running.attempt() + 1 : 1;
        if (attempt > ATTEMPTS_MAX) {
            Counts counts = job instanceof Running running ? running.counts() : Counts.NONE;
            return new Failed(job.askedBy(), job.askedAt(), at, counts);
        }
        return new Running(
                job.askedBy(),
                job.askedAt(),
                job.fileId(),
                job.fileBytes(),
                at.plus(lease),
                attempt,
                Phase.CHECKING,
                Counts.NONE);
    }

    static Running goOn(Running job, Phase phase, Counts more, Instant at, Duration lease) {
        return new Running(
                job.askedBy(),
                job.askedAt(),
                job.fileId(),
                job.fileBytes(),
                at.plus(lease),
                job.attempt(),
                phase,
                job.counts().plus(more));
    }

    static Done done(Running job, Report report, Instant at) {
        return new Done(job.askedBy(), job.askedAt(), at, job.counts(), report);
    }

    static Refused refused(Running job, Report report, Instant at) {
        return new Refused(job.askedBy(), job.askedAt(), at, report);
    }
}
