package io.airclass.schedule.catalogue;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.ProblemTexts;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.tables.TableLimits;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.Org;
import io.airclass.schedule.catalogue.ItemRules.Checked;
import io.airclass.schedule.catalogue.ResourceList.Row;
import io.airclass.schedule.catalogue.RowFault.Kind;
import jakarta.validation.Validator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Takes a list of resources. All rows are good or nothing is stored. A row is the resource that an earlier list made of the same thing, so
 * that a list that is sent again makes no second one; what it says anew has to be reviewed as any edit has.
 */
@Service
class ResourceImportService {
    /** Of one list. */
    static final TableLimits LIMITS = new TableLimits(1024 * 1024, 10, 1_001, 30, 30_000, 2_000);

    static final int ROWS_MAX = 500;
    private static final int FAULTS_MAX = 100;
    private static final int AT_ONCE = 4;

    private final ResourceRepository resources;
    private final ResourceImportRepository imports;
    private final ScopeService scope;
    private final CatalogueSettings settings;
    private final Validator validator;
    private final ProblemTexts texts;
    private final Scheduler blocking;
    private final Clock clock;
    private final ZoneId zone;

    ResourceImportService(
            ResourceRepository resources,
            ResourceImportRepository imports,
            ScopeService scope,
            CatalogueSettings settings,
            Validator validator,
            ProblemTexts texts,
            Scheduler blocking,
            AirclassSettings airclass,
            Clock clock) {
        this.resources = resources;
        this.imports = imports;
        this.scope = scope;
        this.settings = settings;
        this.validator = validator;
        this.texts = texts;
        this.blocking = blocking;
        this.clock = clock;
        this.zone = airclass.timeZone();
    }

    /** What became of a row. */
    enum Outcome {
        CREATED,
        CHANGED,
        UNCHANGED,
        /** It was withdrawn, and stays so. */
        WITHDRAWN
    }

    /** @param id of the resource that the row is */
    record Imported(int row, String id, Outcome outcome) {}

    private record Good(Row row, Item item) {}

    /** @param submit whether the drafts go to review at once */
    Mono<List<Imported>> take(
            Caller caller, String orgId, boolean submit, IdempotencyKey key, byte[] file, Locale locale) {
        return mayImport(caller, orgId).flatMap(org -> Mono.fromCallable(() -> good(file, locale))
                .subscribeOn(blocking)
                .flatMap(rows -> imports.begin(
                                key, new ResourceImport(org.id(), org.within(), caller.personId(), rows.size(), now()))
                        .thenMany(Flux.fromIterable(rows))
                        .flatMapSequential(row -> take(caller, org, submit, key, row), AT_ONCE)
                        .collectList()));
    }

    private Mono<Org> mayImport(Caller caller, String orgId) {
        return Mono.zip(scope.org(orgId), scope.reached(caller)).flatMap(found -> {
            var org = found.getT1();
            if (ResourceRules.mayImport(caller, org)) {
                return Mono.just(org);
            }
            return Refused.mono(
                    found.getT2().contains(org.id()) || ResourceRules.knows(caller, org.within())
                            ? Rejection.forbidden("forbidden")
                            : Rejection.notFound("org-not-found"));
        });
    }

    private List<Good> good(byte[] file, Locale locale) {
        var table = Tables.read(file, LIMITS).getFirst();
        var read = ResourceList.read(table, zone, locale);
        if (read.rows().size() > ROWS_MAX) {
            throw new Refused(
                    Rejection.tooLarge("table-too-large").with("what", "rows").with("max", ROWS_MAX));
        }
        var faults = new ArrayList<>(read.faults());
        var good = new ArrayList<Good>();
        for (var row : read.rows()) {
            var wrong = validator.validate(row.asked());
            wrong.forEach(violation -> faults.add(Kind.VALUE.at(
                    table.name(), row.cell(field(violation.getPropertyPath().toString())), "", locale)));
            if (wrong.isEmpty()) {
                switch (ItemRules.check(row.asked(), Optional.empty(), settings.hosts())) {
                    case Checked.Good(Item item) -> good.add(new Good(row, item));
                    case Checked.Bad(Rejection rejection) ->
                        faults.add(new RowFault(
                                table.name().isEmpty() ? null : table.name(),
                                row.cell(fieldOf(rejection)),
                                rejection.slug(),
                                texts.detail(rejection, locale)));
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new Refused(Rejection.invalid("resource-cells")
                    .with("count", faults.size())
                    .with("errors", faults.subList(0, Math.min(faults.size(), FAULTS_MAX))));
        }
        return good;
    }

    /** The field of the list for a property: {@code broadcast.channel} is the channel, {@code unit.grade} the unit's. */
    private static String field(String property) {
        return switch (property.replaceFirst("\\[.*", "")) {
            case "broadcast.channel" -> "channel";
            case "unit.name" -> "unit";
            case "unit.grade" -> "unitGrade";
            case String other -> other;
        };
    }

    private static String fieldOf(Rejection rejection) {
        return switch (rejection.slug()) {
            case "resource-source-not-one", "link-malformed", "link-host-not-allowed" -> "link";
            case "resource-broadcast-not-tv" -> "type";
            case "grade-not-of-stage" -> "grades";
            case String _ -> "";
        };
    }

    private Mono<Imported> take(Caller caller, Org org, boolean submit, IdempotencyKey key, Good good) {
        var id = Ids.from("resource-row", org.id(), good.row().key());
        var origin = new Origin(org.id(), org.within(), caller.personId(), now());
        Resource first = submit
                ? new Resource.Submitted(good.item(), origin, caller.personId(), now())
                : new Resource.Draft(good.item(), origin);
        return resources
                .find(id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(found -> found.isPresent()
                        ? again(caller, submit, good, found.get())
                        : resources
                                .create(id, key.id(), first)
                                .map(_ -> new Imported(good.row().number(), id, Outcome.CREATED))
                                .onErrorResume(
                                        Refused.class,
                                        // another list with the same thing was faster
                                        _ -> resources.find(id).flatMap(now -> again(caller, submit, good, now))));
    }

    private Mono<Imported> again(Caller caller, boolean submit, Good good, Stored<Resource> found) {
        int row = good.row().number();
        if (found.value() instanceof Resource.Withdrawn) {
            return Mono.just(new Imported(row, found.id(), Outcome.WITHDRAWN));
        }
        if (found.value().item().equals(good.item())) {
            return submit && found.value() instanceof Resource.Draft
                    ? submitted(caller, found.id()).thenReturn(new Imported(row, found.id(), Outcome.UNCHANGED))
                    : Mono.just(new Imported(row, found.id(), Outcome.UNCHANGED));
        }
        return resources
                .change(
                        found.id(),
                        Optional.empty(),
                        current -> ResourceRules.rewrite(current, good.item(), caller.personId()))
                .then(submit ? submitted(caller, found.id()) : Mono.empty())
                .thenReturn(new Imported(row, found.id(), Outcome.CHANGED));
    }

    private Mono<Void> submitted(Caller caller, String id) {
        return resources
                .change(id, Optional.empty(), current -> ResourceRules.submit(current, caller.personId(), now()))
                .then();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
