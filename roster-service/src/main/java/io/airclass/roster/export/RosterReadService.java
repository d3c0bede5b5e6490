package io.airclass.roster.export;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.export.ExportJob.Done;
import io.airclass.roster.export.ExportJob.Running;
import io.airclass.roster.export.ExportJob.Scope;
import io.airclass.roster.export.ExportJob.Waiting;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.roster.personal.Sealing;
import io.airclass.roster.term.TermRepository;
import io.airclass.roster.work.WorkDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Carries exports out: organisations, terms, classes with enrolments, people with roles, each read once. A job belongs to whoever moved its
 * lease last. Whose place is the root is of the platform and not of the roster, and stays out.
 */
@Service
class RosterReadService {
    private static final Logger log = LoggerFactory.getLogger(RosterReadService.class);
    private static final int CHUNK_BYTES = 32 * 1024;

    private final ExportRepository exports;
    private final OrgRepository orgs;
    private final TermRepository terms;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final AccountService accounts;
    private final PersonalService personal;
    private final Sealing sealing;
    private final FileStore files;
    private final WorkDirectory work;
    private final ExportSettings settings;
    private final Scheduler blocking;
    private final Clock clock;
    private final MeterRegistry meters;

    RosterReadService(
            ExportRepository exports,
            OrgRepository orgs,
            TermRepository terms,
            ClassRepository classes,
            PersonRepository people,
            AccountService accounts,
            PersonalService personal,
            Sealing sealing,
            FileStore files,
            WorkDirectory work,
            ExportSettings settings,
            Scheduler blocking,
            Clock clock,
            MeterRegistry meters) {
        this.exports = exports;
        this.orgs = orgs;
        this.terms = terms;
        this.classes = classes;
        this.people = people;
        this.accounts = accounts;
        this.personal = personal;
        this.sealing = sealing;
        this.files = files;
        this.work = work;
        this.settings = settings;
        this.blocking = blocking;
        this.clock = clock;
        this.meters = meters;
    }

    /**
     * Whose particulars are told, and which.
     *
     * @param orgIds the organisation of the export and all that answer to it
     */
    private record Told(Set<String> orgIds, List<Particular> fields) {}

    /** Takes on what has been due for longest, if there is anything; nothing that goes wrong ends the looking. */
    @Scheduled(fixedDelayString = "${airclass.export.sweep-wait:500ms}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    Mono<Void> sweepAt(Instant at) {
        return exports.nextDue(at)
                .flatMap(job -> switch (job.value()) {
                    case Waiting waiting -> claimed(job, ExportRules.claim(waiting, clock.instant(), settings.lease()));
                    case Running running -> claimed(job, ExportRules.claim(running, clock.instant(), settings.lease()));
                    case Done done ->
                        Flux.range(1, (int) ExportRules.ATTEMPTS_MAX)
                                .concatMap(attempt -> files.delete(fileId(job.id(), attempt)))
                                .then(exports.save(job, ExportRules.expired(done), List.of()))
                                .then();
                    default -> Mono.<Void>empty();
                })
                .onErrorResume(VersionMoved.class, moved -> {
                    log.info("Another replica has taken an export on: {}", moved.getMessage());
                    return Mono.empty();
                })
                .onErrorResume(thrown -> {
                    log.warn("An export stopped and will be taken on again after its lease", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Void> claimed(Stored<ExportJob> job, ExportJob next) {
        return exports.save(job, next, List.of())
                .filter(now -> now.value() instanceof Running)
                .flatMap(now -> Mono.usingWhen(
                        onBlocking(() -> new BundleWriter(work)),
                        writer -> carryOut(now, writer),
                        writer -> onBlocking(() -> {
                            writer.close();
                            return true;
                        })))
                .then();
    }

    private Mono<Stored<ExportJob>> carryOut(Stored<ExportJob> job, BundleWriter writer) {
        Scope scope = job.value().scope();
        var now = new AtomicReference<>(job);
        return scopeOrgs(scope)
                .flatMap(own -> write(own, scope, writer, alive(now, writer)))
                .thenMany(Flux.range(0, BundleWriter.packs()).concatMap(index -> onBlocking(() -> {
                            writer.pack(index);
                            return true;
                        })
                        .then(alive(now, writer))))
                .then(onBlocking(writer::zip))
                .flatMap(zip -> stored(job, zip).flatMap(file -> done(now.get(), writer, zip, file)));
    }

    /** Keeps the lease, tells the progress, and fails where the lease was lost. */
    private Mono<Void> alive(AtomicReference<Stored<ExportJob>> now, BundleWriter writer) {
        return Mono.defer(() -> exports.save(
                        now.get(),
                        ExportRules.goOn((Running) now.get().value(), writer.rows(), clock.instant(), settings.lease()),
                        List.of())
                .doOnNext(now::set)
                .then());
    }

    /** The organisation and all that answer to it, from above to below. */
    private Mono<Set<String>> scopeOrgs(Scope scope) {
        return Flux.just(scope.orgId())
                .expand(id -> orgs.directlyBelow(id)
                        .filter(org -> id.equals(org.value().answersTo()))
                        .map(Stored::id))
                .collect(LinkedHashSet::new, Set::add);
    }

    private Mono<Void> write(Set<String> own, Scope scope, BundleWriter writer, Mono<Void> alive) {
        boolean all = scope.orgId().equals(Org.ROOT);
        var seen = new HashSet<String>();
        return writeOrgs(own, new HashSet<>(), writer)
                .then(terms.all()
                        .filter(term -> writer.has(term.value().orgId())
                                || term.value().orgId().equals(Org.ROOT))
                        .filter(term -> !term.value().isDeleted())
                        .buffer(settings.batchMax())
                        .concatMap(some -> onBlocking(() -> {
                            for (var term : some) {
                                writer.term(term.id(), term.value());
                            }
                            return true;
                        }))
                        .then())
                .then(Flux.fromIterable(own)
                        .concatMap(classes::ofSchool)
                        .buffer(settings.batchMax())
                        .concatMap(some -> onBlocking(() -> {
                                    for (var each : some) {
                                        writer.schoolClass(each.id(), each.value());
                                        if (!all) {
                                            seen.addAll(each.value().studentIds());
                                            each.value().teacherIds().forEach(seen::add);
                                        }
                                    }
                                    return true;
                                })
                                .then(alive))
                        .then())
                .then(Mono.defer(() -> {
                    var told = new Told(own, scope.particulars());
                    return all ? writePeople(people.all(), told, writer, alive) : people(told, seen, writer, alive);
                }));
    }

    /** With whatever each refers to, so that the bundle stands by itself. */
    private Mono<Void> writeOrgs(Set<String> ids, Set<String> written, BundleWriter writer) {
        var referred = new LinkedHashSet<String>();
        return Flux.fromIterable(ids)
                .filter(written::add)
                .buffer(settings.batchMax())
                .concatMap(some -> inOrder(some, orgs::findAll))
                .filter(org -> !org.value().isDeleted())
                .buffer(settings.batchMax())
                .concatMap(some -> onBlocking(() -> {
                    for (var org : some) {
                        writer.org(org.id(), org.value());
                        Stream.concat(
                                        Stream.of(
                                                        org.value().parentId(),
                                                        org.value().managingOrgId())
                                                .filter(id -> id != null && !id.equals(Org.ROOT)),
                                        org.value().within().stream())
                                .filter(id -> !written.contains(id))
                                .forEach(referred::add);
                    }
                    return true;
                }))
                .then(Mono.defer(() -> referred.isEmpty() ? Mono.empty() : writeOrgs(referred, written, writer)));
    }

    /** The members of the classes, whoever has a place, and the guardians of all of them. */
    private Mono<Void> people(Told told, Set<String> ids, BundleWriter writer, Mono<Void> alive) {
        return Flux.fromIterable(told.orgIds())
                .concatMap(people::at)
                .doOnNext(person -> ids.add(person.id()))
                .then(Mono.defer(() -> Flux.fromIterable(List.copyOf(ids))
                        .buffer(settings.batchMax())
                        .concatMap(some -> people.findAll(some)
                                .doOnNext(person -> ids.addAll(person.value().guardianIds()))
                                .then(alive))
                        .then()))
                .then(Mono.defer(() -> writePeople(
                        Flux.fromIterable(new TreeSet<>(ids))
                                .buffer(settings.batchMax())
                                .concatMap(some -> inOrder(some, people::findAll)),
                        told,
                        writer,
                        alive)));
    }

    /** In the order of the ids: one roster gives one bundle, byte for byte. */
    private static <T> Flux<Stored<T>> inOrder(List<String> ids, Function<List<String>, Flux<Stored<T>>> find) {
        return find.apply(ids)
                .collectMap(Stored::id)
                .flatMapIterable(found ->
                        ids.stream().map(found::get).filter(Objects::nonNull).toList());
    }

    private Mono<Void> writePeople(Flux<Stored<Person>> found, Told told, BundleWriter writer, Mono<Void> alive) {
        return found.filter(person -> !person.value().isDeleted())
                .filter(person -> person.value().grants().stream()
                        .noneMatch(grant -> grant.org().equals(Org.ROOT)))
                .buffer(settings.batchMax())
                .concatMap(some -> Mono.zip(
                                accounts.usernames(some.stream().map(Stored::id).toList()), particulars(some, told))
                        .flatMap(known -> onBlocking(() -> {
                            for (var person : some) {
                                writer.person(
                                        person.id(),
                                        person.value(),
                                        known.getT1().getOrDefault(person.id(), ""),
                                        known.getT2().getOrDefault(person.id(), Particulars.NONE));
                            }
                            return true;
                        }))
                        .then(alive))
                .then();
    }

    /** Of those who have a place at one of the organisations: the others have registrars of their own. */
    private Mono<Map<String, Particulars>> particulars(List<Stored<Person>> some, Told told) {
        var ids = some.stream()
                .filter(person -> person.value().schoolIds().stream().anyMatch(told.orgIds()::contains))
                .map(Stored::id)
                .collect(Collectors.toSet());
        return told.fields().isEmpty() || ids.isEmpty()
                ? Mono.just(Map.of())
                : personal.open(ids).map(opened -> {
                    opened.replaceAll((_, all) -> all.only(told.fields()));
                    return opened;
                });
    }

    /** Where the key of an export's file belongs. */
    static String keyContext(String exportId) {
        return "exports/" + exportId + "/fileKey";
    }

    /** Each attempt has a file of its own, as it has a key: one that was overtaken does not write over its successor's. */
    private static String fileId(String jobId, long attempt) {
        return Ids.from("export-file", jobId, String.valueOf(attempt));
    }

    private Mono<StoredFile> stored(Stored<ExportJob> job, BundleWriter.Zip zip) {
        return files.put(
                fileId(job.id(), ((Running) job.value()).attempt()),
                DataBufferUtils.read(zip.path(), DefaultDataBufferFactory.sharedInstance, CHUNK_BYTES),
                "roster.sealed",
                Long.MAX_VALUE);
    }

    private Mono<Stored<ExportJob>> done(
            Stored<ExportJob> job, BundleWriter writer, BundleWriter.Zip zip, StoredFile file) {
        Instant at = clock.instant();
        var done = new Done(
                job.value().scope(),
                job.value().askedAt(),
                at,
                writer.rows(),
                file.id(),
                zip.bytes(),
                zip.sha256(),
                writer.key().sealed(sealing, keyContext(job.id())),
                at.plus(settings.fileAge()));
        return exports.save(job, done, List.of())
                .doOnNext(_ -> meters.counter("airclass_export_finished_total").increment());
    }

    private <T> Mono<T> onBlocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }
}
