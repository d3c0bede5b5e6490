package io.airclass.roster.intake;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.intake.Asked.Format;
import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Taking uploads, and telling how their imports stand. */
@Service
class ImportService {
    private static final Map<String, Format> FORMATS =
            Map.of("application/zip", Format.ONEROSTER, Workbooks.MEDIA_TYPE, Format.WORKBOOK);

    private final ImportRepository imports;
    private final OrgRepository orgs;
    private final FileStore files;
    private final IntakeSettings settings;
    private final Scheduler blocking;
    private final Clock clock;

    ImportService(
            ImportRepository imports,
            OrgRepository orgs,
            FileStore files,
            IntakeSettings settings,
            Scheduler blocking,
            Clock clock) {
        this.imports = imports;
        this.orgs = orgs;
        this.files = files;
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
    }

    /**
     * Keeps the upload and asks for its import. Every request brings a file of its own; the one whose file the import holds keeps it, the
     * others' are removed. Whoever hangs up before the file is whole has asked for nothing; afterwards the import is stored all the same.
     *
     * @param org below which the import is to stay; null for the caller's own
     * @param upload stores the content under the id that it is given, within so many bytes
     */
    Mono<Stored<ImportJob>> start(
            Caller caller,
            IdempotencyKey key,
            String org,
            boolean dryRun,
            BiFunction<String, Long, Mono<StoredFile>> upload) {
        return within(caller, org)
                .flatMap(within -> Mono.usingWhen(
                        Mono.fromSupplier(Arriving::new),
                        arriving -> upload.apply(arriving.fileId, settings.zipBytesMax())
                                .filter(_ -> arriving.settled.compareAndSet(false, true))
                                .flatMap(file -> toTheEnd(taken(caller, key, within, dryRun, file))),
                        _ -> Mono.empty(),
                        (_, _) -> Mono.empty(),
                        arriving -> arriving.settled.compareAndSet(false, true)
                                ? files.delete(arriving.fileId)
                                : Mono.empty()));
    }

    /** One upload, of which either an import comes or nothing. */
    private static final class Arriving {
        private final String fileId = Ids.next();
        private final AtomicBoolean settled = new AtomicBoolean();
    }

    /** Whoever asked may hang up, and it is done. */
    private static <T> Mono<T> toTheEnd(Mono<T> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(work.contextWrite(context).toFuture(), true));
    }

    private Mono<Stored<ImportJob>> taken(
            Caller caller, IdempotencyKey key, List<String> within, boolean dryRun, StoredFile file) {
        return FORMATS.containsKey(file.type())
                ? create(caller, key, asked(caller, within, dryRun, file), file)
                : files.delete(file.id()).then(Refused.mono(Rejection.unsupportedType("import-not-a-zip")));
    }

    private static Asked asked(Caller caller, List<String> within, boolean dryRun, StoredFile file) {
        return new Asked(
                caller.personId(),
                within.getLast(),
                within,
                ImportRules.isPlatform(caller),
                dryRun,
                FORMATS.get(file.type()));
    }

    /** Of the organisation where the caller may import. */
    private Mono<List<String>> within(Caller caller, String org) {
        if (!ImportRules.mayImportSomewhere(caller)) {
            return Refused.mono(Rejection.forbidden("import-forbidden"));
        }
        if (org == null && ImportRules.ownOrg(caller).isEmpty()) {
            return Refused.mono(Rejection.invalid("import-org-missing"));
        }
        return within(org == null ? ImportRules.ownOrg(caller).orElseThrow() : org)
                .filter(within -> ImportRules.mayImport(caller, within))
                .switchIfEmpty(Refused.mono(Rejection.forbidden("import-forbidden")));
    }

    /** The template is for those who import. */
    Mono<byte[]> template(Caller caller) {
        return ImportRules.mayImportSomewhere(caller)
                ? Mono.fromCallable(Workbooks::template).subscribeOn(blocking)
                : Refused.mono(Rejection.forbidden("import-forbidden"));
    }

    private Mono<List<String>> within(String orgId) {
        return orgId.equals(Org.ROOT)
                ? Mono.just(List.of(Org.ROOT))
                : orgs.findAll(List.of(orgId)).next().map(org -> org.value().within());
    }

    private Mono<Stored<ImportJob>> create(Caller caller, IdempotencyKey key, Asked asked, StoredFile file) {
        var at = clock.instant();
        var job = new ImportJob.Waiting(asked, at, file.id(), file.bytes(), at);
        String request = file.sha256() + " " + asked.orgId() + " " + asked.dryRun();
        var facts = Map.of("import", key.id(), "dryRun", String.valueOf(asked.dryRun()));
        return imports.create(
                        key.id(), request, job, List.of(Audit.ofOrg(caller, "import-asked", asked.within(), facts)))
                .flatMap(stored -> holds(stored.value(), file.id())
                        ? Mono.just(stored)
                        : files.delete(file.id()).thenReturn(stored))
                .onErrorResume(thrown -> removeUnlessHeld(key, file).then(Mono.error(thrown)));
    }

    /** An import that was stored although its answer was lost keeps its file; where that cannot be learnt, the file goes. */
    private Mono<Void> removeUnlessHeld(IdempotencyKey key, StoredFile file) {
        return imports.find(key.id())
                .map(stored -> holds(stored.value(), file.id()))
                .onErrorReturn(false)
                .defaultIfEmpty(false)
                .flatMap(held -> held ? Mono.empty() : files.delete(file.id()));
    }

    private static boolean holds(ImportJob job, String fileId) {
        return job instanceof ImportJob.Unfinished unfinished
                && unfinished.fileId().equals(fileId);
    }

    Mono<Stored<ImportJob>> read(Caller caller, String id) {
        return imports.find(id)
                .filter(stored -> ImportRules.maySee(caller, stored.value().asked()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    /** The newest first: those that the caller asked for, or those of an organisation and what lies below it. */
    Mono<Page<Stored<ImportJob>>> list(Caller caller, String org, PageRequest page) {
        return org == null
                ? own(caller, page)
                : within(caller, org).flatMap(within -> imports.below(within.getLast(), page));
    }

    private Mono<Page<Stored<ImportJob>>> own(Caller caller, PageRequest page) {
        return ImportRules.mayImportSomewhere(caller)
                ? imports.askedBy(caller.personId(), page)
                : Refused.mono(Rejection.forbidden("import-forbidden"));
    }

    /** The file of findings; refused where the import has not ended, and when the file has had its time. */
    private Mono<Report.File> report(Caller caller, String id) {
        return read(caller, id).flatMap(stored -> switch (stored.value()) {
            case ImportJob.Ended ended ->
                ended.report().file() == null
                        ? Refused.mono(Rejection.gone("import-report-expired"))
                        : Mono.just(ended.report().file());
            default -> Refused.mono(Rejection.conflict("import-not-ended"));
        });
    }

    /** The bytes of all findings that were kept, a line each. */
    Mono<Flux<DataBuffer>> reportBytes(Caller caller, String id) {
        return report(caller, id).map(file -> files.get(file.id(), 0, file.bytes()));
    }

    /** Some of the findings, and where the next begin. */
    Mono<Page<Finding>> reportPage(Caller caller, String id, int limit, long from) {
        return report(caller, id).flatMap(file -> {
            if (from > file.bytes()) {
                return Refused.mono(Rejection.invalid("cursor-malformed"));
            }
            long length = Math.min(file.bytes() - from, (long) limit * FindingsFile.LINE_BYTES_MAX);
            return length == 0
                    ? Mono.just(new Page<Finding>(List.of(), null))
                    : DataBufferUtils.join(files.get(file.id(), from, length))
                            .map(buffer -> page(buffer, limit, from, file.bytes()));
        });
    }

    private static Page<Finding> page(DataBuffer buffer, int limit, long from, long bytes) {
        var content = new byte[buffer.readableByteCount()];
        buffer.read(content);
        DataBufferUtils.release(buffer);
        return Pages.of(new String(content, StandardCharsets.UTF_8), limit, from, bytes);
    }
}
