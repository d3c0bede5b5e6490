package io.airclass.schedule.upload;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.problem.Refused;
import io.airclass.schedule.retention.Kept;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Knows which contents were stored for a document that may never have named them, because the process ended in between: what is noted before the
 * content comes, and still is after the days that unused uploads are kept, is named or it is removed.
 */
@Service
public class LandingService implements Kept {
    private static final Logger log = LoggerFactory.getLogger(LandingService.class);

    private final LandingRepository landings;
    private final Map<String, BlobNamer> namers;
    private final FileStore store;
    private final Clock clock;

    LandingService(LandingRepository landings, List<BlobNamer> namers, FileStore store, Clock clock) {
        this.landings = landings;
        this.namers = namers.stream().collect(Collectors.toMap(BlobNamer::kind, Function.identity()));
        this.store = store;
        this.clock = clock;
    }

    /**
     * Stores contents and has a document name them. A command that comes to an end, refused or not, has named or removed what it stored.
     *
     * @param kind of the document, as its {@link BlobNamer} says
     * @param blobIds under which the command may store something
     */
    public <T> Mono<T> noted(String kind, String namedBy, List<String> blobIds, Mono<T> command) {
        return Flux.fromIterable(blobIds)
                .concatMap(id -> landings.note(
                        new Landing(id, kind, namedBy, clock.instant().truncatedTo(ChronoUnit.MILLIS))))
                .then(command)
                .flatMap(done -> forget(blobIds).thenReturn(done))
                .onErrorResume(Refused.class, refused -> forget(blobIds).then(Mono.error(refused)));
    }

    private Mono<Void> forget(List<String> blobIds) {
        return Flux.fromIterable(blobIds).concatMap(landings::forget).then();
    }

    @Override
    public String what() {
        return "landings";
    }

    @Override
    public Time time() {
        return Time.UPLOAD;
    }

    @Override
    public Mono<Long> end(Instant before, int max) {
        return landings.since(before, max)
                .concatMap(landing -> namers.get(landing.kind())
                        .names(landing.namedBy(), landing.id())
                        .flatMap(named -> named ? Mono.empty() : store.delete(landing.id()))
                        .then(Mono.defer(() -> landings.forget(landing.id())))
                        .thenReturn(1L)
                        .onErrorResume(thrown -> {
                            log.warn("The content {} is not removed", landing.id(), thrown);
                            return Mono.empty();
                        }))
                .count();
    }
}
