package io.airclass.schedule.filing;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.Incoming;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.schedule.filing.FilingContent.Pdf;
import io.airclass.schedule.filing.FilingRules.Content;
import io.airclass.schedule.upload.LandingService;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Files plans (方案) as PDF. Whether one is stamped (盖章) is for the receiver to see: what a file says of itself proves no seal. */
@Service
class PlanService {
    /** The name must not make a PDF of what is none. */
    private static final String NO_HINT = "";

    private final FilingService service;
    private final FilingRepository filings;
    private final FileStore store;
    private final LandingService landings;
    private final ZoneId zone;
    private final long bytesMax;

    PlanService(
            FilingService service,
            FilingRepository filings,
            FileStore store,
            LandingService landings,
            AirclassSettings settings) {
        this.service = service;
        this.filings = filings;
        this.store = store;
        this.landings = landings;
        this.zone = settings.timeZone();
        this.bytesMax = settings.files().fileBytesMax();
    }

    long bytesMax() {
        return bytesMax;
    }

    FileStore content() {
        return store;
    }

    /** Files a plan; the same file again changes nothing. The content goes to a place of its own, which is given back where nothing names it. */
    Mono<Stored<Filing>> file(Caller caller, String id, String rawName, Flux<DataBuffer> body, Instant at) {
        return service.toFile(caller, id, FilingKind.PLAN)
                .onErrorResume(
                        Refused.class, refused -> Incoming.swallowed(body).then(Mono.error(refused)))
                .flatMap(_ -> {
                    var name = Incoming.name(rawName);
                    var blobId = Ids.next();
                    return landings.noted(
                            FilingRepository.COLLECTION,
                            id,
                            List.of(blobId),
                            store.put(blobId, body, NO_HINT, bytesMax)
                                    .flatMap(stored -> keep(caller, id, name, stored, at)
                                            .onErrorResume(Refused.class, refused -> store.delete(stored.id())
                                                    .then(Mono.error(refused)))));
                });
    }

    private Mono<Stored<Filing>> keep(Caller caller, String id, String name, StoredFile stored, Instant at) {
        if (!stored.type().equals(Pdf.TYPE)) {
            return Refused.mono(Rejection.unsupportedType("filing-plan-not-pdf").with("fileType", stored.type()));
        }
        var pdf = new Pdf(name, stored.bytes(), stored.sha256(), stored.id());
        return FilingService.attempts(
                () -> filings.find(id).flatMap(current -> {
                    int number = current.value().versions().size() + 1;
                    // beside the hash, whose file it is: of two uploads of the same file one is kept, and its version
                    // names it
                    var contentId = FilingService.contentId(current, stored.sha256())
                            + FilingRepository.BEFORE_BLOB
                            + stored.id();
                    var receipt = FilingRules.receiptNumber(
                            SchoolDay.schoolYearOf(LocalDate.ofInstant(at, zone)), id, number);
                    return service.keep(
                                    current,
                                    Optional.empty(),
                                    pdf,
                                    new Content(contentId, stored.sha256(), 1, 0, receipt),
                                    caller.personId(),
                                    at)
                            .flatMap(kept -> kept.version() == current.version()
                                    ? store.delete(stored.id()).thenReturn(kept)
                                    : Mono.just(kept));
                }),
                1);
    }
}
