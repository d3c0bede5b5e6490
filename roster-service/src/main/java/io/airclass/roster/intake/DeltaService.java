package io.airclass.roster.intake;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.intake.ImportJob.Phase;
import io.airclass.roster.launch.OpenedService;
import io.airclass.roster.oneroster.BundleFile;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Row;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.personal.PersonalService;
import io.airclass.roster.profile.ProfileService;
import io.airclass.roster.term.TermRepository;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Works bundles of changes in: reads what is stored of all that they are about, decides, and writes each document under the version that was
 * read. Where others were faster with one of them, all is read and decided anew, which finds what was written already.
 */
@Service
class DeltaService {
    private static final int ATTEMPTS_MAX = 8;

    private final RosterWriteService roster;
    private final ReachService reaches;
    private final OrgRepository orgs;
    private final TermRepository terms;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final SourceRowRepository sourceRows;
    private final RowIdRepository rowIds;
    private final PersonalService personal;
    private final ProfileService profiles;
    private final OpenedService opened;
    private final IntakeSettings settings;
    private final ZoneId timeZone;
    private final Clock clock;
    private final BundleLimits limits = BundleLimits.standard();

    DeltaService(
            RosterWriteService roster,
            ReachService reaches,
            OrgRepository orgs,
            TermRepository terms,
            ClassRepository classes,
            PersonRepository people,
            SourceRowRepository sourceRows,
            RowIdRepository rowIds,
            PersonalService personal,
            ProfileService profiles,
            OpenedService opened,
            IntakeSettings settings,
            AirclassSettings airclass,
            Clock clock) {
        this.roster = roster;
        this.reaches = reaches;
        this.orgs = orgs;
        this.terms = terms;
        this.classes = classes;
        this.people = people;
        this.sourceRows = sourceRows;
        this.rowIds = rowIds;
        this.personal = personal;
        this.profiles = profiles;
        this.opened = opened;
        this.settings = settings;
        this.timeZone = airclass.timeZone();
        this.clock = clock;
    }

    /**
     * @param findings makes a new one for each attempt
     * @param alive is called between the writes; where it fails nothing more is written
     */
    Mono<Counts> work(
            Map<BundleFile, List<DeltaRow>> rows,
            Asked asked,
            boolean version11,
            Supplier<Findings> findings,
            Function<Phase, Mono<Void>> alive) {
        return attempt(rows, asked, version11, findings, alive, 1);
    }

    private Mono<Counts> attempt(
            Map<BundleFile, List<DeltaRow>> rows,
            Asked asked,
            boolean version11,
            Supplier<Findings> findings,
            Function<Phase, Mono<Void>> alive,
            int attempt) {
        var found = findings.get();
        return stored(rows, asked)
                .flatMap(stored -> {
                    var at = clock.instant();
                    var outcome = DeltaRules.apply(
                            rows, stored, asked, version11, limits, found, LocalDate.ofInstant(at, timeZone), at);
                    return (asked.dryRun() ? Mono.just(true) : write(outcome, stored, asked, alive))
                            .filter(Boolean::booleanValue)
                            .delayUntil(_ -> asked.dryRun() ? Mono.empty() : personal(outcome, alive))
                            .flatMap(_ -> roster.accounts(outcome.accounts(), asked.dryRun()))
                            .flatMap(ensured -> {
                                ensured.withoutUsername()
                                        .forEach(id -> found.row(
                                                BundleFile.USERS,
                                                outcome.accountLines().get(id),
                                                "username",
                                                "username-taken",
                                                Map.of("value", id)));
                                var tally = new Tally(
                                        ensured.made(),
                                        ensured.changed(),
                                        outcome.accounts().size()
                                                - ensured.made()
                                                - ensured.changed()
                                                - ensured.withoutUsername().size());
                                return remember(outcome, stored, asked.dryRun())
                                        .filter(Boolean::booleanValue)
                                        .map(_ -> counts(rows, outcome, stored, tally));
                            });
                })
                .switchIfEmpty(Mono.defer(() -> attempt < ATTEMPTS_MAX
                        ? attempt(rows, asked, version11, findings, alive, attempt + 1)
                        : Refused.mono(Rejection.conflict("busy"))));
    }

    // Writing

    private Mono<Boolean> write(
            DeltaRules.Outcome outcome, DeltaStored stored, Asked asked, Function<Phase, Mono<Void>> alive) {
        return Flux.concat(
                        written(outcome.orgs(), Phase.ORGS, alive, some -> roster.orgs(some, stored.orgs())),
                        written(outcome.terms(), Phase.TERMS, alive, some -> roster.terms(some, stored.terms())),
                        written(
                                outcome.classes(),
                                Phase.CLASSES,
                                alive,
                                some -> roster.classes(some, stored.classes())),
                        written(
                                outcome.people(),
                                Phase.PEOPLE,
                                alive,
                                some -> roster.people(some, stored.people(), asked)))
                .all(Boolean::booleanValue);
    }

    private <T> Flux<Boolean> written(
            Map<String, T> next,
            Phase phase,
            Function<Phase, Mono<Void>> alive,
            Function<Map<String, T>, Mono<Boolean>> save) {
        return Flux.fromIterable(next.entrySet()).buffer(settings.batchMax()).concatMap(some -> {
            var batch = new LinkedHashMap<String, T>();
            some.forEach(each -> batch.put(each.getKey(), each.getValue()));
            return alive.apply(phase).then(save.apply(batch));
        });
    }

    /** Particulars follow the people they are of: also those of people who have left before, which a crash may have kept. */
    private Mono<Void> personal(DeltaRules.Outcome outcome, Function<Phase, Mono<Void>> alive) {
        var taken = Flux.fromIterable(outcome.particulars().entrySet())
                .buffer(settings.batchMax())
                .concatMap(some -> alive.apply(Phase.PEOPLE)
                        .then(personal.ensure(
                                some.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))));
        var gone = Flux.fromIterable(outcome.left()).buffer(settings.batchMax()).concatMap(some -> alive.apply(
                        Phase.PEOPLE)
                .then(personal.forget(some))
                .then(profiles.forget(some))
                .then(opened.forget(some)));
        return taken.thenMany(gone).then();
    }

    /** Last of all: until then the changes count as not seen, and are worked in again after a crash. */
    private Mono<Boolean> remember(DeltaRules.Outcome outcome, DeltaStored stored, boolean dryRun) {
        if (dryRun) {
            return Mono.just(true);
        }
        return Flux.concat(
                        saved(outcome.rowIds(), stored.rowIds(), rowIds::saveAll),
                        saved(outcome.rows(), stored.rows(), sourceRows::saveAll))
                .all(Boolean::booleanValue);
    }

    private <T> Flux<Boolean> saved(
            Map<String, T> next, Map<String, Stored<T>> known, Function<List<Change<T>>, Mono<Boolean>> save) {
        return Flux.fromIterable(next.entrySet())
                .map(each -> new Change<>(each.getKey(), version(known.get(each.getKey())), each.getValue(), List.of()))
                .buffer(settings.batchMax())
                .concatMap(save);
    }

    private static long version(Stored<?> known) {
        return known == null ? 0 : known.version();
    }

    private static Counts counts(
            Map<BundleFile, List<DeltaRow>> rows, DeltaRules.Outcome outcome, DeltaStored stored, Tally accounts) {
        return Counts.ofOrgs(tally(rows, BundleFile.ORGS, outcome.orgs(), stored.orgs()))
                .plus(Counts.ofTerms(tally(rows, BundleFile.ACADEMIC_SESSIONS, outcome.terms(), stored.terms())))
                .plus(Counts.ofClasses(tally(rows, BundleFile.CLASSES, outcome.classes(), stored.classes())))
                .plus(Counts.ofPeople(tally(rows, BundleFile.USERS, outcome.people(), stored.people()), accounts));
    }

    private static <T> Tally tally(
            Map<BundleFile, List<DeltaRow>> rows, BundleFile file, Map<String, T> next, Map<String, Stored<T>> known) {
        long made = next.keySet().stream().filter(id -> !known.containsKey(id)).count();
        long unchanged = rows.get(file).stream()
                .filter(row -> known.containsKey(row.row().id())
                        && !next.containsKey(row.row().id()))
                .count();
        return new Tally(made, next.size() - made, unchanged);
    }

    // Reading

    private Mono<DeltaStored> stored(Map<BundleFile, List<DeltaRow>> rows, Asked asked) {
        var sourceIds = rows.values().stream()
                .flatMap(List::stream)
                .map(DeltaRow::sourceId)
                .toList();
        return byId(sourceIds, sourceRows::findAll).flatMap(said -> {
            var classIds = new TreeSet<String>();
            var personIds = new TreeSet<String>();
            var orgIds = new TreeSet<>(asked.within());
            rows.forEach((file, all) -> all.forEach(row -> mentioned(file, row.row(), orgIds, classIds, personIds)));
            said.forEach((id, row) -> mentionedBefore(id, row.value().said(), orgIds, classIds, personIds));
            return around(rows, classIds, personIds).flatMap(found -> Mono.zip(
                            orgs(withGrants(orgIds, rows, said, found)),
                            byId(ids(rows, BundleFile.ACADEMIC_SESSIONS), terms::findAll),
                            uses(rows),
                            elsewhere(found.people(), asked),
                            byId(rowIds(rows, said, found), rowIds::findAll))
                    .map(rest -> new DeltaStored(
                            rest.getT1(),
                            rest.getT2(),
                            found.classes(),
                            found.people(),
                            said,
                            rest.getT5(),
                            rest.getT3(),
                            rest.getT4())));
        });
    }

    /** A role that changes may stand for a grant at another organisation. */
    private static Set<String> withGrants(
            Set<String> orgIds,
            Map<BundleFile, List<DeltaRow>> rows,
            Map<String, Stored<SourceRow>> said,
            Around found) {
        var all = new TreeSet<>(orgIds);
        rows.get(BundleFile.ROLES).stream()
                .flatMap(row -> WholeRows.holders(row, said(row, said)))
                .map(found.people()::get)
                .filter(Objects::nonNull)
                .forEach(person -> person.value().grants().forEach(grant -> all.add(grant.org())));
        return all;
    }

    /** Which rows the enrolments and roles stand for of those whose enrolments and roles change. */
    private static Set<String> rowIds(
            Map<BundleFile, List<DeltaRow>> rows, Map<String, Stored<SourceRow>> said, Around found) {
        return Stream.of(BundleFile.ENROLLMENTS, BundleFile.ROLES)
                .flatMap(file -> rows.get(file).stream())
                .flatMap(row -> Stream.concat(
                        WholeRows.named(row),
                        WholeRows.holders(row, said(row, said))
                                .filter(found.people()::containsKey)
                                .flatMap(id -> WholeRows.places(
                                        row.file(), id, found.people().get(id).value()))))
                .collect(Collectors.toSet());
    }

    private static List<String> said(DeltaRow row, Map<String, Stored<SourceRow>> said) {
        var before = said.get(row.sourceId());
        return before == null ? List.of() : before.value().said();
    }

    private Mono<Set<String>> elsewhere(Map<String, Stored<Person>> found, Asked asked) {
        return asked.reachesAll() && asked.platform()
                ? Mono.just(Set.of())
                : Flux.fromIterable(found.values())
                        .filter(person -> !person.value().isDeleted())
                        .buffer(settings.batchMax())
                        .concatMap(some -> reaches.elsewhere(some, asked))
                        .collect(HashSet::new, Set::addAll);
    }

    private static void mentioned(
            BundleFile file, Row row, Set<String> orgIds, Set<String> classIds, Set<String> personIds) {
        switch (file) {
            case ORGS -> orgIds.addAll(filled(row.id(), row.text("parentSourcedId"), row.airclass("managingOrg")));
            case ACADEMIC_SESSIONS -> orgIds.addAll(filled(row.airclass("org")));
            case CLASSES -> {
                classIds.add(row.id());
                orgIds.add(row.text("schoolSourcedId"));
            }
            case USERS -> {
                personIds.add(row.id());
                personIds.addAll(row.list("agentSourcedIds"));
                orgIds.addAll(row.list("orgSourcedIds"));
            }
            case ROLES -> {
                personIds.add(row.text("userSourcedId"));
                orgIds.add(row.text("orgSourcedId"));
            }
            case ENROLLMENTS -> {
                classIds.add(row.text("classSourcedId"));
                personIds.add(row.text("userSourcedId"));
                orgIds.add(row.text("schoolSourcedId"));
            }
            default -> {}
        }
    }

    private static void mentionedBefore(
            String id, List<String> said, Set<String> orgIds, Set<String> classIds, Set<String> personIds) {
        if (said.isEmpty()) {
            return;
        }
        if (id.startsWith(SourceRow.id(BundleFile.ENROLLMENTS, ""))) {
            classIds.add(said.getFirst());
            personIds.add(said.get(1));
        } else {
            personIds.add(said.getFirst());
            orgIds.add(said.get(1));
        }
    }

    private static List<String> filled(String... ids) {
        return Stream.of(ids).filter(id -> !id.isEmpty()).toList();
    }

    private static List<String> ids(Map<BundleFile, List<DeltaRow>> rows, BundleFile file) {
        return rows.get(file).stream().map(row -> row.row().id()).toList();
    }

    private record Around(Map<String, Stored<SchoolClass>> classes, Map<String, Stored<Person>> people) {}

    /** With those whom a change touches on the other side: members of classes that leave, relations of people, who else heads a class. */
    private Mono<Around> around(Map<BundleFile, List<DeltaRow>> rows, Set<String> classIds, Set<String> personIds) {
        return byId(personIds, people::findAll).flatMap(first -> {
            var moreClasses = new TreeSet<>(classIds);
            var morePeople = new TreeSet<>(personIds);
            first.values().forEach(person -> {
                moreClasses.addAll(person.value().classIds());
                moreClasses.addAll(person.value().taughtClassIds());
            });
            rows.get(BundleFile.USERS).stream()
                    .map(row -> first.get(row.row().id()))
                    .filter(Objects::nonNull)
                    .forEach(person -> {
                        morePeople.addAll(person.value().guardianIds());
                        morePeople.addAll(person.value().childIds());
                    });
            return byId(moreClasses, classes::findAll).flatMap(found -> {
                rows.get(BundleFile.CLASSES).stream()
                        .filter(DeltaRow::leaves)
                        .map(row -> found.get(row.row().id()))
                        .filter(Objects::nonNull)
                        .forEach(each -> {
                            morePeople.addAll(each.value().studentIds());
                            each.value().teacherIds().forEach(morePeople::add);
                        });
                found.values().stream()
                        .map(each -> each.value().headTeacherId())
                        .filter(Objects::nonNull)
                        .forEach(morePeople::add);
                return byId(morePeople, people::findAll).flatMap(all -> {
                    var heads = all.values().stream()
                            .flatMap(person -> person.value().taughtClassIds().stream())
                            .filter(id -> !found.containsKey(id))
                            .collect(Collectors.toSet());
                    return byId(heads, classes::findAll).map(others -> {
                        found.putAll(others);
                        return new Around(found, all);
                    });
                });
            });
        });
    }

    /** With all above them. */
    private Mono<Map<String, Stored<Org>>> orgs(Set<String> ids) {
        return byId(ids, orgs::findAll).flatMap(found -> {
            var above = found.values().stream()
                    .flatMap(org -> org.value().within().stream())
                    .filter(id -> !found.containsKey(id))
                    .collect(Collectors.toSet());
            return byId(above, orgs::findAll).map(more -> {
                found.putAll(more);
                return found;
            });
        });
    }

    /** What is stored below the organisations that the bundle names, or granted there; so much of it as may leave with this bundle, and one. */
    private Mono<Map<String, Set<String>>> uses(Map<BundleFile, List<DeltaRow>> rows) {
        return Flux.fromIterable(rows.get(BundleFile.ORGS))
                .concatMap(row -> {
                    String id = row.row().id();
                    var granted =
                            row.leaves() ? people.at(id).map(person -> "person:" + person.id()) : Flux.<String>empty();
                    return Flux.concat(
                                    orgs.directlyBelow(id).map(org -> "org:" + org.id()),
                                    classes.ofSchool(id).map(each -> "class:" + each.id()),
                                    granted)
                            .take(settings.deltaRowsMax() + 1L)
                            .collect(Collectors.toSet())
                            .map(uses -> Map.entry(id, uses));
                })
                .collect(HashMap::new, (map, each) -> map.put(each.getKey(), each.getValue()));
    }

    private <T> Mono<Map<String, Stored<T>>> byId(
            Collection<String> ids, Function<Collection<String>, Flux<Stored<T>>> find) {
        return Flux.fromIterable(ids)
                .buffer(settings.batchMax())
                .concatMap(find)
                .collect(HashMap::new, (map, each) -> map.put(each.id(), each));
    }
}
