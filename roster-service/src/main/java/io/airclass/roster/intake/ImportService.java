package io.airclass.roster.intake;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import java.time.Clock;
import java.util.function.BiFunction;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Taking uploads, and telling how their imports stand. */
@Service
class ImportService {
    private static final String ZIP = "application/zip";

    private final ImportRepository imports;
    private final FileStore files;
    private final IntakeSettings settings;
    private final Clock clock;

    ImportService(ImportRepository imports, FileStore files, IntakeSettings settings, Clock clock) {
        this.imports = imports;
        this.files = files;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Keeps the upload and asks for its import. Every request brings a file of its own; the one whose file the import holds keeps it, the
     * others' are removed.
     *
     * @param upload stores the content under the id that it is given, within so many bytes
     */
    Mono<Stored<ImportJob>> start(
            Caller caller, IdempotencyKey key, BiFunction<String, Long, Mono<StoredFile>> upload) {
        if (!ImportRules.mayImport(caller)) {
            return Refused.mono(Rejection.forbidden("import-forbidden"));
        }
        return upload.apply(Ids.next(), settings.zipBytesMax())
                .flatMap(file -> file.type().equals(ZIP)
                        ? create(caller, key, file)
                        : files.delete(file.id()).then(Refused.mono(Rejection.unsupportedType("import-not-a-zip"))));
    }

    private Mono<Stored<ImportJob>> create(Caller caller, IdempotencyKey key, StoredFile file) {
        var at = clock.instant();
        var job = new ImportJob.Waiting(caller.personId(), at, file.id(), file.bytes(), at);
        return imports.create(key.id(), file.sha256(), job)
                .flatMap(stored -> holds(stored.value(), file.id())
                        ? Mono.just(stored)
                        : files.delete(file.id()).thenReturn(stored))
                .onErrorResume(Refused.class, refused -> files.delete(file.id()).then(Mono.error(refused)));
    }

    private static boolean holds(ImportJob job, String fileId) {
        return job instanceof ImportJob.Unfinished unfinished
                && unfinished.fileId().equals(fileId);
    }

    Mono<Stored<ImportJob>> read(Caller caller, String id) {
        return ImportRules.mayImport(caller)
                ? imports.find(id).switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                : Refused.mono(Rejection.notFound("not-found"));
    }
}
