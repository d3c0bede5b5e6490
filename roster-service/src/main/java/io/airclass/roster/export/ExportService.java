package io.airclass.roster.export;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.export.ExportJob.Scope;
import io.airclass.roster.export.ExportJob.Waiting;
import io.airclass.roster.org.OrgRepository;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Asking for exports, and fetching them. */
@Service
class ExportService {
    private static final String ZIP = "application/zip";

    private final ExportRepository exports;
    private final OrgRepository orgs;
    private final Clock clock;

    ExportService(ExportRepository exports, OrgRepository orgs, Clock clock) {
        this.exports = exports;
        this.orgs = orgs;
        this.clock = clock;
    }

    /** An organisation that the caller may not export is refused in one way, whether it is there or not. */
    Mono<Stored<ExportJob>> start(Caller caller, IdempotencyKey key, String orgId) {
        return orgs.within(orgId)
                .filter(within -> ExportRules.mayExport(caller, within))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("export-forbidden")))
                .flatMap(within -> {
                    var at = clock.instant();
                    var scope = new Scope(caller.personId(), orgId, within);
                    return exports.create(
                            key.id(),
                            key.requestHash(),
                            new Waiting(scope, at, at),
                            Audit.ofOrg(caller, "export-asked", within, Map.of("export", key.id())));
                });
    }

    /** Whoever may export now, not who might when it was asked for. */
    Mono<Stored<ExportJob>> read(Caller caller, String id) {
        return exports.find(id)
                .filter(stored ->
                        ExportRules.mayExport(caller, stored.value().scope().within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** The bundle; that it was fetched is written down first. */
    Mono<StoredFile> fetch(Caller caller, String id) {
        return read(caller, id).flatMap(stored -> switch (stored.value()) {
            case ExportJob.Done done ->
                fetched(caller, stored)
                        .thenReturn(new StoredFile(done.fileId(), done.fileBytes(), done.fileSha256(), ZIP));
            case ExportJob.Expired _ -> Refused.mono(Rejection.gone("export-expired"));
            default -> Refused.mono(Rejection.conflict("export-not-done"));
        });
    }

    private Mono<Stored<ExportJob>> fetched(Caller caller, Stored<ExportJob> job) {
        var event = Audit.ofOrg(caller, "export-fetched", job.value().scope().within(), Map.of("export", job.id()));
        return exports.save(job, job.value(), List.of(event))
                .onErrorResume(VersionMoved.class, _ -> exports.find(job.id())
                        .filter(now -> now.value() instanceof ExportJob.Done)
                        .switchIfEmpty(Refused.mono(Rejection.gone("export-expired")))
                        .flatMap(now -> exports.save(now, now.value(), List.of(event))));
    }
}
