package io.airclass.roster.export;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
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
import io.airclass.roster.personal.FileKey;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.SealedFile;
import io.airclass.roster.personal.Sealing;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Asking for exports, and fetching them. */
@Service
class ExportService {
    private static final String ZIP = "application/zip";

    private final ExportRepository exports;
    private final OrgRepository orgs;
    private final FileStore files;
    private final Sealing sealing;
    private final Clock clock;

    ExportService(ExportRepository exports, OrgRepository orgs, FileStore files, Sealing sealing, Clock clock) {
        this.exports = exports;
        this.orgs = orgs;
        this.files = files;
        this.sealing = sealing;
        this.clock = clock;
    }

    /** A bundle that may be fetched now, in the clear. */
    record Fetched(StoredFile file, SealedFile content) {}

    /**
     * An organisation that the caller may not export is refused in one way, whether it is there or not.
     *
     * @param particulars to be told; none for an ordinary export
     * @param reason for telling them, which the audit keeps
     */
    Mono<Stored<ExportJob>> start(
            Caller caller, IdempotencyKey key, String orgId, Set<Particular> particulars, String reason) {
        return orgs.within(orgId)
                .filter(within -> ExportRules.mayExport(caller, within))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("export-forbidden")))
                .filter(within -> particulars.isEmpty() || ExportRules.mayDisclose(caller, within))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("disclosure-forbidden")))
                .flatMap(within -> {
                    var at = clock.instant();
                    var scope = new Scope(
                            caller.personId(),
                            orgId,
                            within,
                            particulars.stream().sorted().toList());
                    var facts = particulars.isEmpty()
                            ? Map.of("export", key.id())
                            : Map.of("export", key.id(), "fields", fields(scope), "reason", reason);
                    return exports.create(
                            key.id(),
                            key.requestHash(),
                            new Waiting(scope, at, at),
                            Audit.ofOrg(caller, "export-asked", within, facts));
                });
    }

    private static String fields(Scope scope) {
        return scope.particulars().stream().map(Particular::field).collect(Collectors.joining(" "));
    }

    /** Whoever may export now, not who might when it was asked for. */
    Mono<Stored<ExportJob>> read(Caller caller, String id) {
        return exports.find(id)
                .filter(stored ->
                        ExportRules.mayExport(caller, stored.value().scope().within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** The bundle; that it was fetched is written down first. */
    Mono<Fetched> fetch(Caller caller, String id) {
        return read(caller, id).flatMap(stored -> switch (stored.value()) {
            case ExportJob.Done done ->
                ExportRules.mayFetch(caller, done.scope())
                        ? fetched(caller, stored).thenReturn(opened(id, done))
                        : Refused.mono(Rejection.forbidden("disclosure-forbidden"));
            case ExportJob.Expired _ -> Refused.mono(Rejection.gone("export-expired"));
            default -> Refused.mono(Rejection.conflict("export-not-done"));
        });
    }

    private Fetched opened(String id, ExportJob.Done done) {
        var key = FileKey.opened(sealing, done.fileKey(), RosterReadService.keyContext(id));
        return new Fetched(
                new StoredFile(done.fileId(), done.fileBytes(), done.fileSha256(), ZIP),
                new SealedFile(files, done.fileId(), done.fileBytes(), key));
    }

    private Mono<Stored<ExportJob>> fetched(Caller caller, Stored<ExportJob> job) {
        Scope scope = job.value().scope();
        var facts = scope.particulars().isEmpty()
                ? Map.of("export", job.id())
                : Map.of("export", job.id(), "fields", fields(scope));
        var event = Audit.ofOrg(caller, "export-fetched", scope.within(), facts);
        return exports.save(job, job.value(), List.of(event))
                .onErrorResume(VersionMoved.class, _ -> exports.find(job.id())
                        .filter(now -> now.value() instanceof ExportJob.Done)
                        .switchIfEmpty(Refused.mono(Rejection.gone("export-expired")))
                        .flatMap(now -> exports.save(now, now.value(), List.of(event))));
    }
}
