package io.airclass.roster.intake;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.roster.intake.ImportJob.Done;
import io.airclass.roster.intake.ImportJob.Ended;
import io.airclass.roster.intake.ImportJob.Failed;
import io.airclass.roster.intake.ImportJob.Over;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.intake.ImportJob.Refused;
import io.airclass.roster.intake.ImportJob.Running;
import io.airclass.roster.intake.ImportJob.Unfinished;
import io.airclass.roster.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may import, and how an import goes from state to state. */
final class ImportRules {
    static final long ATTEMPTS_MAX = 10;
    private static final Set<Role> IMPORTING = EnumSet.of(Role.ORG_ADMINISTRATOR, Role.PLATFORM_ADMINISTRATOR);

    private ImportRules() {}

    /** An administrator imports what lies below their organisation; a platform administrator at the root everything. */
    static boolean mayImport(Caller caller, List<String> within) {
        return caller.has(Role.ORG_ADMINISTRATOR, within) || isPlatform(caller);
    }

    static boolean mayImportSomewhere(Caller caller) {
        return isPlatform(caller) || caller.hasSomewhere(Role.ORG_ADMINISTRATOR);
    }

    static boolean isPlatform(Caller caller) {
        return caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT));
    }

    /** Where the caller imports who does not say it; empty where it must be said. */
    static Optional<String> ownOrg(Caller caller) {
        if (isPlatform(caller)) {
            return Optional.of(Org.ROOT);
        }
        var orgs = caller.orgsAs(EnumSet.of(Role.ORG_ADMINISTRATOR));
        return orgs.size() == 1 ? Optional.of(orgs.getFirst()) : Optional.empty();
    }

    /** Who asked for it, and who may import at the organisation for which it was asked. */
    static boolean maySee(Caller caller, Asked asked) {
        return caller.is(asked.by()) && caller.orgsAs(IMPORTING).size() > 0 || mayImport(caller, asked.within());
    }

    /**
     * Whether an import may give the role at an organisation with these ancestors: administrators come from the level above (区域管理账号逐级下发),
     * and those of the platform from the platform.
     */
    static boolean mayGive(Asked asked, Role role, List<String> within) {
        if (asked.platform()) {
            return asked.reaches(within);
        }
        boolean ofAdministrator =
                role == Role.ORG_ADMINISTRATOR && within.getLast().equals(asked.orgId());
        return role != Role.PLATFORM_ADMINISTRATOR && asked.reaches(within) && !ofAdministrator;
    }

    /** Somebody takes the job on; after too many attempts it is given up. */
    static ImportJob claim(Unfinished job, Instant at, Duration lease) {
        long attempt = job instanceof Running running ? running.attempt() + 1 : 1;
        if (attempt > ATTEMPTS_MAX) {
            Counts counts = job instanceof Running running ? running.counts() : Counts.NONE;
            return new Failed(job.asked(), job.askedAt(), at, counts, job.fileId(), at);
        }
        return new Running(
                job.asked(),
                job.askedAt(),
                job.fileId(),
                job.fileBytes(),
                at.plus(lease),
                attempt,
                Phase.CHECKING,
                Counts.NONE,
                0,
                0);
    }

    /** The rows are checked, and so many stand. */
    static Running checked(Running job, long rowsTotal, Instant at, Duration lease) {
        return next(job, Phase.CHECKING, job.counts(), at.plus(lease), 0, rowsTotal);
    }

    static Running goOn(Running job, Phase phase, Counts more, long rows, Instant at, Duration lease) {
        return next(job, phase, job.counts().plus(more), at.plus(lease), job.rowsDone() + rows, job.rowsTotal());
    }

    private static Running next(Running job, Phase phase, Counts counts, Instant dueAt, long rowsDone, long rowsTotal) {
        return new Running(
                job.asked(),
                job.askedAt(),
                job.fileId(),
                job.fileBytes(),
                dueAt,
                job.attempt(),
                phase,
                counts,
                rowsDone,
                rowsTotal);
    }

    static Done done(Running job, Report report, Instant at) {
        return new Done(job.asked(), job.askedAt(), at, job.counts(), report, job.fileId(), at);
    }

    static Refused refused(Running job, Report report, Instant at) {
        return new Refused(job.asked(), job.askedAt(), at, report, job.fileId(), at);
    }

    /** The upload is deleted; what is due next is that the file of findings goes. */
    static ImportJob withoutUpload(Over job, Duration reportAge) {
        Instant dueAt = job.doneAt().plus(reportAge);
        return switch (job) {
            case Done done ->
                new Done(done.asked(), done.askedAt(), done.doneAt(), done.counts(), done.report(), null, dueAt);
            case Refused refused ->
                new Refused(refused.asked(), refused.askedAt(), refused.doneAt(), refused.report(), null, dueAt);
            case Failed failed ->
                new Failed(failed.asked(), failed.askedAt(), failed.doneAt(), failed.counts(), null, null);
        };
    }

    /** The file of findings has had its time. */
    static ImportJob expired(Ended job) {
        return switch (job) {
            case Done done ->
                new Done(
                        done.asked(),
                        done.askedAt(),
                        done.doneAt(),
                        done.counts(),
                        done.report().withoutFile(),
                        null,
                        null);
            case Refused refused ->
                new Refused(
                        refused.asked(),
                        refused.askedAt(),
                        refused.doneAt(),
                        refused.report().withoutFile(),
                        null,
                        null);
        };
    }
}
