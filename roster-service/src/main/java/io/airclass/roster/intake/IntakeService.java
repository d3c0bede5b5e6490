package io.airclass.roster.intake;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.intake.Asked.Format;
import io.airclass.roster.intake.ImportJob.Ended;
import io.airclass.roster.intake.ImportJob.Over;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.intake.ImportJob.Running;
import io.airclass.roster.intake.ImportJob.Unfinished;
import io.airclass.roster.intake.RosterPlan.PlannedClass;
import io.airclass.roster.intake.RosterPlan.PlannedPerson;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.roster.work.WorkDirectory;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * Carries imports out. A job belongs to whoever moved its lease last; each batch moves it on, so a replica that lost its lease stops at the
 * next one. Everything is compared before it is written, so that any part may be done again.
 */
@Service
class IntakeService {
    private static final Logger log = LoggerFactory.getLogger(IntakeService.class);
    private static final int CHUNK_BYTES = 32 * 1024;

    private final ImportRepository imports;
    private final RosterWriteService roster;
    private final ReachService reaches;
    private final DeltaService deltas;
    private final RowIdService rowIds;
    private final PersonalService personal;
    private final FileStore files;
    private final WorkDirectory work;
    private final IntakeSettings settings;
    private final ZoneId timeZone;
    private final Scheduler blocking;
    private final Clock clock;
    private final MeterRegistry meters;
    private final BundleLimits limits = BundleLimits.standard();

    IntakeService(
            ImportRepository imports,
            RosterWriteService roster,
            ReachService reaches,
            DeltaService deltas,
            RowIdService rowIds,
            PersonalService personal,
            FileStore files,
            WorkDirectory work,
            IntakeSettings settings,
            AirclassSettings airclass,
            Scheduler blocking,
            Clock clock,
            MeterRegistry meters) {
        this.imports = imports;
        this.roster = roster;
        this.reaches = reaches;
        this.deltas = deltas;
        this.rowIds = rowIds;
        this.personal = personal;
        this.files = files;
        this.work = work;
        this.settings = settings;
        this.timeZone = airclass.timeZone();
        this.blocking = blocking;
        this.clock = clock;
        this.meters = meters;
    }

    /** What is found, in memory and in a file. */
    private record Telling(Findings findings, FindingsFile file) {}

    /** Gives some at a time; none at the end. */
    private interface Source<T> {
        List<T> next(int max) throws IOException;
    }

    /**
     * Takes on the import that has been due for longest, if there is one; nothing that goes wrong ends the looking. Spring calls this once and
     * subscribes again and again: hence the defer.
     */
    @Scheduled(fixedDelayString = "${airclass.intake.sweep-wait:500ms}")
    Mono<Void> sweep() {
        return Mono.defer(() -> sweepAt(clock.instant()));
    }

    /** Takes on an import that is due at this instant. */
    Mono<Void> sweepAt(Instant at) {
        return imports.nextDue(at)
                .flatMap(job -> switch (job.value()) {
                    case Unfinished unfinished ->
                        imports.save(job, ImportRules.claim(unfinished, clock.instant(), settings.lease()))
                                .flatMap(this::carryOut);
                    case Over over when over.fileId() != null -> removeUpload(job);
                    case Ended ended ->
                        files.delete(ended.report().file().id())
                                .then(imports.save(job, ImportRules.expired(ended)))
                                .then();
                    case ImportJob.Failed _ -> Mono.<Void>empty();
                })
                .onErrorResume(VersionMoved.class, moved -> {
                    log.info("Another replica has taken an import on: {}", moved.getMessage());
                    return Mono.empty();
                })
                .onErrorResume(thrown -> {
                    log.warn("An import stopped and will be taken on again after its lease", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Void> carryOut(Stored<ImportJob> job) {
        if (!(job.value() instanceof Running running)) {
            count("failed");
            return removeUpload(job);
        }
        return Mono.usingWhen(fetch(running), path -> carryOut(path, job), IntakeService.this::remove)
                .flatMap(this::removeUpload);
    }

    /** Whoever dies before the import is saved without the upload's id leaves this to the next look. */
    private Mono<Void> removeUpload(Stored<ImportJob> job) {
        var over = (Over) job.value();
        return files.delete(over.fileId())
                .then(imports.save(job, ImportRules.withoutUpload(over, settings.reportAge())))
                .then();
    }

    /** A copy on this machine: a zip's directory stands at its end. */
    private Mono<Path> fetch(Running job) {
        return Mono.fromSupplier(() -> work.newPath("upload"))
                .flatMap(path -> DataBufferUtils.write(files.get(job.fileId(), 0, job.fileBytes()), path)
                        .then(Mono.just(path))
                        .onErrorResume(thrown -> remove(path).then(Mono.error(thrown))));
    }

    private Mono<Boolean> remove(Path path) {
        return onBlocking(() -> Files.deleteIfExists(path));
    }

    private Mono<Stored<ImportJob>> carryOut(Path path, Stored<ImportJob> job) {
        return Mono.usingWhen(
                onBlocking(() -> new FindingsFile(work.newFile("findings"), settings.reportRowsMax())),
                file -> carryOut(path, job, new Telling(new Findings(settings.findingsMax(), file::add), file)),
                file -> closed(file::close));
    }

    private Mono<Stored<ImportJob>> carryOut(Path path, Stored<ImportJob> job, Telling telling) {
        if (job.value().asked().format() == Format.ONEROSTER) {
            return carryOutBundle(path, job, telling);
        }
        return Mono.usingWhen(
                Mono.fromSupplier(() -> work.newPath("workbook")),
                zip -> onBlocking(() -> WorkbookBundle.write(
                                path,
                                zip,
                                work,
                                job.value().asked().orgId(),
                                settings.workbookRowsMax(),
                                telling.findings()))
                        .flatMap(whole -> whole ? carryOutBundle(zip, job, telling) : refuse(job, telling)),
                this::remove);
    }

    private Mono<Stored<ImportJob>> carryOutBundle(Path path, Stored<ImportJob> job, Telling telling) {
        return Mono.usingWhen(
                onBlocking(() -> Bundle.open(path, limits, telling.findings())),
                bundle -> bundle.isPresent() ? carryOut(bundle.get(), job, telling) : refuse(job, telling),
                bundle -> closed(() -> {
                    if (bundle.isPresent()) {
                        bundle.get().close();
                    }
                }));
    }

    private Mono<Stored<ImportJob>> carryOut(Bundle bundle, Stored<ImportJob> job, Telling telling) {
        if (bundle.isDelta()) {
            return carryOutDelta(bundle, job, telling);
        }
        return plan(bundle, (Running) job.value(), telling.findings())
                .flatMap(plan -> plan.isEmpty()
                        ? refuse(job, telling)
                        : checked(job, plan.get())
                                .flatMap(now -> writeAll(bundle, plan.get(), now, telling))
                                .flatMap(now -> done(now, telling)));
    }

    private Mono<Stored<ImportJob>> carryOutDelta(Bundle bundle, Stored<ImportJob> job, Telling telling) {
        if (bundle.isBulk()) {
            telling.findings().bundle("manifest.csv", 0, "value", "manifest-mixed", Map.of());
            return refuse(job, telling);
        }
        return onBlocking(() -> DeltaRow.readAll(bundle, telling.findings(), settings.deltaRowsMax()))
                .flatMap(rows -> telling.findings().refused()
                        ? refuse(job, telling)
                        : work(rows, bundle.isVersion11(), job, telling).flatMap(now -> done(now, telling)));
    }

    /** What an attempt that was overtaken has found is forgotten. */
    private Mono<Stored<ImportJob>> work(
            Map<BundleFile, List<DeltaRow>> rows, boolean version11, Stored<ImportJob> job, Telling telling) {
        var now = new AtomicReference<>(job);
        var found = new ArrayList<Finding>();
        Function<Phase, Mono<Void>> alive = phase ->
                goOn(now.get(), phase, Counts.NONE, 0).doOnNext(now::set).then();
        return deltas.work(
                        rows,
                        job.value().asked(),
                        version11,
                        () -> {
                            found.clear();
                            return new Findings(0, found::add);
                        },
                        alive)
                .flatMap(counts -> onBlocking(() -> {
                    found.forEach(telling.findings()::add);
                    return counts;
                }))
                .flatMap(counts -> goOn(now.get(), Phase.PEOPLE, counts, 0));
    }

    private Mono<Stored<ImportJob>> goOn(Stored<ImportJob> job, Phase phase, Counts counts, long rows) {
        return imports.save(
                job, ImportRules.goOn((Running) job.value(), phase, counts, rows, clock.instant(), settings.lease()));
    }

    /** Empty where the bundle is refused as a whole. */
    private Mono<Optional<RosterPlan>> plan(Bundle bundle, Running job, Findings findings) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), timeZone);
        return reaches.of(bundle, job.asked())
                .flatMap(reach -> reach.peopleElsewhere().isEmpty()
                        ? Mono.just(reach)
                        : onBlocking(() -> RosterCheck.check(bundle, limits, Findings.unheard(), today, reach))
                                .flatMap(trial -> trial.isEmpty()
                                        ? Mono.just(reach)
                                        : changedElsewhere(bundle, trial.get(), reach)))
                .flatMap(reach -> onBlocking(() -> RosterCheck.check(bundle, limits, findings, today, reach)));
    }

    /** Somebody from elsewhere may be named as they are, and is refused where anything of them would change. */
    private Mono<Reach> changedElsewhere(Bundle bundle, RosterPlan trial, Reach reach) {
        return Mono.usingWhen(
                onBlocking(() -> trial.people(bundle, reach.peopleElsewhere()::contains)),
                people -> Mono.just(new HashSet<>(reach.peopleElsewhere()))
                        .flatMap(refused -> onBlocking(() -> people.next(settings.batchMax()))
                                .repeat()
                                .takeWhile(batch -> !batch.isEmpty())
                                .concatMap(roster::unchanged)
                                .doOnNext(refused::removeAll)
                                .then(Mono.fromSupplier(() -> reach.refusing(refused)))),
                people -> closed(people::close));
    }

    private Mono<Stored<ImportJob>> checked(Stored<ImportJob> job, RosterPlan plan) {
        return imports.save(
                job, ImportRules.checked((Running) job.value(), plan.size(), clock.instant(), settings.lease()));
    }

    private Mono<Stored<ImportJob>> writeAll(Bundle bundle, RosterPlan plan, Stored<ImportJob> job, Telling telling) {
        boolean dryRun = job.value().asked().dryRun();
        return drain(entries(plan.orgs()), Phase.ORGS, job, batch -> roster.orgs(map(batch), dryRun))
                .flatMap(now ->
                        drain(entries(plan.terms()), Phase.TERMS, now, batch -> roster.terms(map(batch), dryRun)))
                .flatMap(now ->
                        drainFile(() -> plan.classes(bundle), Phase.CLASSES, now, batch -> roster.classes(batch, dryRun)
                                .delayUntil(_ -> dryRun ? Mono.empty() : rowIds.replace(rows(batch)))))
                .flatMap(now -> drainFile(
                        () -> plan.people(bundle),
                        Phase.PEOPLE,
                        now,
                        batch -> people(batch, dryRun, telling.findings())))
                .flatMap(now -> dryRun ? Mono.just(now) : rememberRoles(plan, now));
    }

    private static Map<String, RowIds> rows(List<PlannedClass> batch) {
        return batch.stream().collect(Collectors.toMap(each -> RowIds.ofClass(each.id()), PlannedClass::rows));
    }

    private Mono<Stored<ImportJob>> rememberRoles(RosterPlan plan, Stored<ImportJob> job) {
        var now = new AtomicReference<>(job);
        return onBlocking(plan::hashesOfPeople)
                .flatMapMany(people -> Flux.fromIterable(plan.orgsWithRoles())
                        .buffer(Math.max(1, settings.batchMax() / RowIds.PARTS))
                        .concatMap(some -> onBlocking(() -> plan.rowsOfOrgs(some))
                                .flatMap(rows -> rowIds.merge(rows, people))
                                .then(Mono.defer(() -> goOn(now.get(), Phase.PEOPLE, Counts.NONE, 0)))
                                .doOnNext(now::set)))
                .then(Mono.fromSupplier(now::get));
    }

    /** Particulars after the people they are of: who takes the import on after a crash between the two finds them lacking. */
    private Mono<Counts> people(List<PlannedPerson> batch, boolean dryRun, Findings findings) {
        return roster.people(batch, dryRun)
                .delayUntil(_ -> dryRun ? Mono.just(0) : personal.ensure(particulars(batch)))
                .flatMap(written -> onBlocking(() -> {
                    batch.stream()
                            .filter(person -> written.withoutUsername().contains(person.id()))
                            .forEach(person -> findings.row(
                                    BundleFile.USERS,
                                    person.line(),
                                    "username",
                                    "username-taken",
                                    Map.of("value", person.username())));
                    return written.counts();
                }));
    }

    private static Map<String, Particulars> particulars(List<PlannedPerson> batch) {
        return batch.stream()
                .filter(person -> !person.particulars().isEmpty())
                .collect(Collectors.toMap(PlannedPerson::id, PlannedPerson::particulars));
    }

    private <T> Mono<Stored<ImportJob>> drainFile(
            Callable<Batches<T>> batches, Phase phase, Stored<ImportJob> job, Function<List<T>, Mono<Counts>> write) {
        return Mono.usingWhen(
                onBlocking(batches), open -> drain(open::next, phase, job, write), open -> closed(open::close));
    }

    /** Batch by batch; the job is saved after each, which keeps the lease and fails where it was lost. */
    private <T> Mono<Stored<ImportJob>> drain(
            Source<T> source, Phase phase, Stored<ImportJob> job, Function<List<T>, Mono<Counts>> write) {
        return Mono.just(job)
                .expand(current -> onBlocking(() -> source.next(settings.batchMax()))
                        .filter(batch -> !batch.isEmpty())
                        .flatMap(batch ->
                                write.apply(batch).flatMap(counts -> goOn(current, phase, counts, batch.size()))))
                .last();
    }

    private Mono<Stored<ImportJob>> done(Stored<ImportJob> job, Telling telling) {
        return report(job, telling)
                .flatMap(report -> imports.save(job, ImportRules.done((Running) job.value(), report, clock.instant())))
                .doOnNext(_ -> count(job.value().asked().dryRun() ? "tried" : "done"));
    }

    private Mono<Stored<ImportJob>> refuse(Stored<ImportJob> job, Telling telling) {
        return report(job, telling)
                .flatMap(report ->
                        imports.save(job, ImportRules.refused((Running) job.value(), report, clock.instant())))
                .doOnNext(_ -> count("refused"));
    }

    /** The file's id depends on the import, so that one who takes the import on writes over it. */
    private Mono<Report> report(Stored<ImportJob> job, Telling telling) {
        Findings findings = telling.findings();
        return files.put(
                        Ids.from("import-report", job.id()),
                        DataBufferUtils.readInputStream(
                                        telling.file()::content, DefaultDataBufferFactory.sharedInstance, CHUNK_BYTES)
                                .subscribeOn(blocking),
                        "findings.jsonl",
                        Long.MAX_VALUE)
                .map(file -> new Report(
                        findings.errorCount(),
                        findings.errors(),
                        findings.noteCount(),
                        findings.notes(),
                        new Report.File(file.id(), file.bytes(), telling.file().rows())));
    }

    private void count(String outcome) {
        meters.counter("airclass_import_finished_total", "outcome", outcome).increment();
    }

    private static <T> Source<Map.Entry<String, T>> entries(Map<String, T> all) {
        Iterator<Map.Entry<String, T>> entries = all.entrySet().iterator();
        return max -> {
            var batch = new ArrayList<Map.Entry<String, T>>();
            while (batch.size() < max && entries.hasNext()) {
                batch.add(entries.next());
            }
            return batch;
        };
    }

    private static <T> Map<String, T> map(List<Map.Entry<String, T>> entries) {
        var map = new LinkedHashMap<String, T>();
        entries.forEach(entry -> map.put(entry.getKey(), entry.getValue()));
        return map;
    }

    private <T> Mono<T> onBlocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(blocking);
    }

    /** What a close may throw. */
    private interface Closing {
        void close() throws IOException;
    }

    private Mono<Boolean> closed(Closing closing) {
        return onBlocking(() -> {
            closing.close();
            return true;
        });
    }
}
