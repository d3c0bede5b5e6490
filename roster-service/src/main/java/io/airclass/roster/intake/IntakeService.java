package io.airclass.roster.intake;

import io.airclass.kit.files.FileStore;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.intake.ImportJob.Running;
import io.airclass.roster.intake.ImportJob.Unfinished;
import io.airclass.roster.intake.RosterPlan.PlannedPerson;
import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Carries imports out. A job belongs to whoever moved its lease last; each batch moves it on, so a replica that lost its lease stops at the
 * next one. Everything is compared before it is written, so that any part may be done again.
 */
@Service
class IntakeService {
    private static final Logger log = LoggerFactory.getLogger(IntakeService.class);

    private final ImportRepository imports;
    private final RosterWriteService roster;
    private final FileStore files;
    private final IntakeSettings settings;
    private final ZoneId timeZone;
    private final Scheduler blocking;
    private final Clock clock;
    private final MeterRegistry meters;
    private final BundleLimits limits = BundleLimits.standard();

    IntakeService(
            ImportRepository imports,
            RosterWriteService roster,
            FileStore files,
            IntakeSettings settings,
            AirclassSettings airclass,
            Scheduler blocking,
            Clock clock,
            MeterRegistry meters) {
        this.imports = imports;
        this.roster = roster;
        this.files = files;
        this.settings = settings;
        this.timeZone = airclass.timeZone();
        this.blocking = blocking;
        this.clock = clock;
        this.meters = meters;
    }

    /** A bundle that was not refused as a whole, and what of it goes in. */
    private record Checked(Bundle bundle, RosterPlan plan) {}

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
                .flatMap(this::claim)
                .flatMap(this::carryOut)
                .onErrorResume(VersionMoved.class, moved -> {
                    log.info("Another replica has taken an import on: {}", moved.getMessage());
                    return Mono.empty();
                })
                .onErrorResume(thrown -> {
                    log.warn("An import stopped and will be taken on again after its lease", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Stored<ImportJob>> claim(Stored<ImportJob> job) {
        return job.value() instanceof Unfinished unfinished
                ? imports.save(job, ImportRules.claim(unfinished, clock.instant(), settings.lease()))
                : Mono.empty();
    }

    private Mono<Void> carryOut(Stored<ImportJob> job) {
        if (!(job.value() instanceof Running running)) {
            count("failed");
            return Mono.empty();
        }
        return Mono.usingWhen(fetch(running), path -> carryOut(path, job), IntakeService.this::remove)
                .then(files.delete(running.fileId()));
    }

    /** A copy on this machine: a zip's directory stands at its end. */
    private Mono<Path> fetch(Running job) {
        return onBlocking(() -> Files.createTempFile("airclass-import", ".zip"))
                .flatMap(path -> DataBufferUtils.write(files.get(job.fileId(), 0, job.fileBytes()), path)
                        .then(Mono.just(path))
                        .onErrorResume(thrown -> remove(path).then(Mono.error(thrown))));
    }

    private Mono<Boolean> remove(Path path) {
        return onBlocking(() -> Files.deleteIfExists(path));
    }

    private Mono<Stored<ImportJob>> carryOut(Path path, Stored<ImportJob> job) {
        var findings = new Findings(settings.findingsMax());
        return Mono.usingWhen(
                onBlocking(() -> check(path, findings)),
                checked -> checked.isPresent()
                        ? writeAll(checked.get(), findings, job)
                        : finish(
                                job,
                                "refused",
                                running -> ImportRules.refused(running, Report.of(findings), clock.instant())),
                this::close);
    }

    private Optional<Checked> check(Path path, Findings findings) throws IOException {
        var opened = Bundle.open(path, limits, findings);
        if (opened.isEmpty()) {
            return Optional.empty();
        }
        Bundle bundle = opened.get();
        var plan = bundle.isDelta()
                ? refusedDelta(findings)
                : RosterCheck.check(bundle, limits, findings, LocalDate.ofInstant(clock.instant(), timeZone));
        if (plan.isEmpty()) {
            bundle.close();
        }
        return plan.map(whole -> new Checked(bundle, whole));
    }

    private static Optional<RosterPlan> refusedDelta(Findings findings) {
        findings.bundle("manifest.csv", 0, "value", "delta-not-taken", Map.of());
        return Optional.empty();
    }

    private Mono<Boolean> close(Optional<Checked> checked) {
        return onBlocking(() -> {
            if (checked.isPresent()) {
                checked.get().bundle().close();
            }
            return checked.isPresent();
        });
    }

    private Mono<Stored<ImportJob>> writeAll(Checked checked, Findings findings, Stored<ImportJob> job) {
        RosterPlan plan = checked.plan();
        return drain(entries(plan.orgs()), Phase.ORGS, job, batch -> roster.orgs(map(batch)))
                .flatMap(now -> drain(entries(plan.terms()), Phase.TERMS, now, batch -> roster.terms(map(batch))))
                .flatMap(now -> drainFile(() -> plan.classes(checked.bundle()), Phase.CLASSES, now, roster::classes))
                .flatMap(now -> drainFile(
                        () -> plan.people(checked.bundle()), Phase.PEOPLE, now, batch -> people(batch, findings)))
                .flatMap(now -> finish(
                        now, "done", running -> ImportRules.done(running, Report.of(findings), clock.instant())));
    }

    private Mono<Counts> people(List<PlannedPerson> batch, Findings findings) {
        return roster.people(batch).map(written -> {
            batch.stream()
                    .filter(person -> written.withoutUsername().contains(person.id()))
                    .forEach(person -> findings.row(
                            BundleFile.USERS,
                            person.line(),
                            "username",
                            "username-taken",
                            Map.of("value", person.username())));
            return written.counts();
        });
    }

    private <T> Mono<Stored<ImportJob>> drainFile(
            Callable<Batches<T>> batches, Phase phase, Stored<ImportJob> job, Function<List<T>, Mono<Counts>> write) {
        return Mono.usingWhen(
                onBlocking(batches),
                open -> drain(open::next, phase, job, write),
                open -> onBlocking(() -> {
                    open.close();
                    return true;
                }));
    }

    /** Batch by batch; the job is saved after each, which keeps the lease and fails where it was lost. */
    private <T> Mono<Stored<ImportJob>> drain(
            Source<T> source, Phase phase, Stored<ImportJob> job, Function<List<T>, Mono<Counts>> write) {
        return Mono.just(job)
                .expand(current -> onBlocking(() -> source.next(settings.batchMax()))
                        .filter(batch -> !batch.isEmpty())
                        .flatMap(write)
                        .flatMap(counts -> imports.save(
                                current,
                                ImportRules.goOn(
                                        (Running) current.value(), phase, counts, clock.instant(), settings.lease()))))
                .last();
    }

    private Mono<Stored<ImportJob>> finish(Stored<ImportJob> job, String outcome, Function<Running, ImportJob> end) {
        return imports.save(job, end.apply((Running) job.value())).doOnNext(_ -> count(outcome));
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
}
