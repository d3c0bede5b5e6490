package io.airclass.roster.export;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.roster.export.ExportJob.Done;
import io.airclass.roster.export.ExportJob.Expired;
import io.airclass.roster.export.ExportJob.Failed;
import io.airclass.roster.export.ExportJob.Rows;
import io.airclass.roster.export.ExportJob.Running;
import io.airclass.roster.export.ExportJob.Scope;
import io.airclass.roster.export.ExportJob.Waiting;
import io.airclass.roster.org.Org;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Who may export, and how an export goes from state to state. */
final class ExportRules {
    static final long ATTEMPTS_MAX = 5;
    private static final Set<Role> EXPORTING = EnumSet.of(Role.SCHOOL_ADMINISTRATOR, Role.ORG_ADMINISTRATOR);

    private ExportRules() {}

    /** Those who answer for the data of an organisation: its administrators, and the platform's at the root. */
    static boolean mayExport(Caller caller, List<String> within) {
        return caller.reaches(EXPORTING, within) || caller.has(Role.PLATFORM_ADMINISTRATOR, List.of(Org.ROOT));
    }

    /** In the clear for those who may have a field disclosed of everybody at this school (学籍管理员). */
    static boolean mayDisclose(Caller caller, List<String> within) {
        return caller.has(Role.SCHOOL_ADMINISTRATOR, within);
    }

    /** A bundle with particulars is for whoever gave the reason, and for nobody else. */
    static boolean mayFetch(Caller caller, Scope scope) {
        return scope.particulars().isEmpty() || caller.is(scope.by()) && mayDisclose(caller, scope.within());
    }

    /** Somebody takes the job on; after too many attempts it is given up. */
    static ExportJob claim(Waiting job, Instant at, Duration lease) {
        return new Running(job.scope(), job.askedAt(), at.plus(lease), 1, Rows.NONE);
    }

    static ExportJob claim(Running job, Instant at, Duration lease) {
        return job.attempt() < ATTEMPTS_MAX
                ? new Running(job.scope(), job.askedAt(), at.plus(lease), job.attempt() + 1, Rows.NONE)
                : new Failed(job.scope(), job.askedAt(), at);
    }

    static Running goOn(Running job, Rows rows, Instant at, Duration lease) {
        return new Running(job.scope(), job.askedAt(), at.plus(lease), job.attempt(), rows);
    }

    static Expired expired(Done job) {
        return new Expired(job.scope(), job.askedAt(), job.doneAt(), job.rows());
    }
}
