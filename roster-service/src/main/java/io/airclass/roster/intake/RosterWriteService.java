package io.airclass.roster.intake;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Change;
import io.airclass.kit.store.Stored;
import io.airclass.roster.account.AccountService;
import io.airclass.roster.account.NewAccount;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.intake.RosterPlan.PlannedClass;
import io.airclass.roster.intake.RosterPlan.PlannedPerson;
import io.airclass.roster.org.Org;
import io.airclass.roster.org.OrgRepository;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import io.airclass.roster.term.Term;
import io.airclass.roster.term.TermRepository;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Brings batches of the roster to what a plan says: reads what is there, and writes only what differs, with its events in the same write. */
@Service
class RosterWriteService {
    private static final int ATTEMPTS_MAX = 8;

    private final OrgRepository orgs;
    private final TermRepository terms;
    private final ClassRepository classes;
    private final PersonRepository people;
    private final AccountService accounts;
    private final FigureService figures;
    private final MeterRegistry meters;
    private final Clock clock;

    RosterWriteService(
            OrgRepository orgs,
            TermRepository terms,
            ClassRepository classes,
            PersonRepository people,
            AccountService accounts,
            FigureService figures,
            MeterRegistry meters,
            Clock clock) {
        this.orgs = orgs;
        this.terms = terms;
        this.classes = classes;
        this.people = people;
        this.accounts = accounts;
        this.figures = figures;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * How one kind of thing is read, written and told of.
     *
     * @param merge what an import makes of a wanted state and the known one
     */
    private record Kind<T>(
            String name,
            Function<Collection<String>, Flux<Stored<T>>> find,
            Function<List<Change<T>>, Mono<Boolean>> save,
            BiFunction<T, String, ? extends PublishedEvent> event,
            BinaryOperator<T> merge) {
        /** Of what is known an import keeps nothing. */
        static <T> Kind<T> replaced(
                String name,
                Function<Collection<String>, Flux<Stored<T>>> find,
                Function<List<Change<T>>, Mono<Boolean>> save,
                BiFunction<T, String, ? extends PublishedEvent> event) {
            return new Kind<>(name, find, save, event, (wanted, _) -> wanted);
        }
    }

    /** What was done, and the people of the batch whose username belongs to somebody else. */
    record People(Counts counts, Set<String> withoutUsername) {}

    /** @param dryRun whether it is only counted what would be made and changed; the same for the other kinds */
    Mono<Counts> orgs(Map<String, Org> batch, boolean dryRun) {
        return write(
                        Kind.replaced(
                                "org",
                                orgs::findAll,
                                saving(dryRun, touching(orgs::saveAll, (id, org) -> org.isSchool() ? id : null)),
                                Org::changed),
                        batch,
                        dryRun)
                .map(Counts::ofOrgs);
    }

    Mono<Counts> terms(Map<String, Term> batch, boolean dryRun) {
        return write(
                        Kind.replaced("term", terms::findAll, saving(dryRun, terms::saveAll), Term::changed),
                        batch,
                        dryRun)
                .map(Counts::ofTerms);
    }

    private static <T> Function<List<Change<T>>, Mono<Boolean>> saving(
            boolean dryRun, Function<List<Change<T>>, Mono<Boolean>> save) {
        return dryRun ? _ -> Mono.just(true) : save;
    }

    Mono<Counts> classes(List<PlannedClass> batch, boolean dryRun) {
        Map<String, SchoolClass> wanted =
                batch.stream().collect(Collectors.toMap(PlannedClass::id, PlannedClass::schoolClass));
        return write(
                        new Kind<>(
                                "class",
                                classes::findAll,
                                saving(dryRun, touching(classes::saveAll, (_, schoolClass) -> schoolClass.schoolId())),
                                SchoolClass::changed,
                                SchoolClass::keeping),
                        wanted,
                        dryRun)
                .map(Counts::ofClasses);
    }

    /**
     * Says whose figures are about to change, and saves then.
     *
     * @param school that a change is of, or null
     */
    private <T> Function<List<Change<T>>, Mono<Boolean>> touching(
            Function<List<Change<T>>, Mono<Boolean>> save, BiFunction<String, T, String> school) {
        return changes -> figures.touch(changes.stream()
                        .map(change -> school.apply(change.id(), change.next()))
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()))
                .then(Mono.defer(() -> save.apply(changes)));
    }

    Mono<People> people(List<PlannedPerson> batch, boolean dryRun) {
        Map<String, Person> wanted = batch.stream().collect(Collectors.toMap(PlannedPerson::id, PlannedPerson::person));
        var wantedAccounts = batch.stream()
                .filter(person -> !person.username().isEmpty())
                .map(person -> new NewAccount(person.id(), person.username(), person.password()))
                .toList();
        return write(
                        new Kind<>(
                                "person",
                                people::findAll,
                                saving(dryRun, people::saveAll),
                                Person::changed,
                                (person, known) -> person.keeping(known, clock.instant())),
                        wanted,
                        dryRun)
                .zipWhen(_ -> dryRun
                        ? accounts.wouldEnsure(wantedAccounts)
                        : accounts.ensure(wantedAccounts).delayUntil(ensured -> countAnew(batch, ensured)))
                .map(both -> {
                    var ensured = both.getT2();
                    long untouched = wantedAccounts.size()
                            - ensured.made()
                            - ensured.changed()
                            - ensured.withoutUsername().size();
                    var tally = new Tally(ensured.made(), ensured.changed(), untouched);
                    return new People(Counts.ofPeople(both.getT1(), tally), ensured.withoutUsername());
                });
    }

    /** The schools of teachers whose accounts are new. */
    private Mono<Void> countAnew(List<PlannedPerson> batch, AccountService.Ensured ensured) {
        return ensured.made() == 0
                ? Mono.empty()
                : figures.touch(batch.stream()
                        .filter(person -> !person.person().taughtClassIds().isEmpty())
                        .flatMap(person -> person.person().schoolIds().stream())
                        .collect(Collectors.toSet()));
    }

    /** Writes what a bundle of changes has made of what is stored; false where others were faster with some of it. */
    Mono<Boolean> orgs(Map<String, Org> next, Map<String, Stored<Org>> known) {
        return touching(orgs::saveAll, (String id, Org org) -> org.isSchool() ? id : null)
                .apply(changes(next, known, told(Org::changed)));
    }

    Mono<Boolean> terms(Map<String, Term> next, Map<String, Stored<Term>> known) {
        return terms.saveAll(changes(next, known, told(Term::changed)));
    }

    Mono<Boolean> classes(Map<String, SchoolClass> next, Map<String, Stored<SchoolClass>> known) {
        var left = next.keySet().stream()
                .filter(known::containsKey)
                .map(id -> known.get(id).value().schoolId())
                .collect(Collectors.toSet());
        return figures.touch(left)
                .then(touching(classes::saveAll, (String _, SchoolClass each) -> each.schoolId())
                        .apply(changes(next, known, told(SchoolClass::changed))));
    }

    /** That somebody leaves is audited. */
    Mono<Boolean> people(Map<String, Person> next, Map<String, Stored<Person>> known, Asked asked) {
        return people.saveAll(changes(next, known, (person, id) -> {
            var changed = person.changed(id);
            return person.isDeleted()
                    ? List.of(changed, Audit.of(asked.by(), "person-removed", id, asked.within(), Map.of()))
                    : List.of(changed);
        }));
    }

    Mono<AccountService.Ensured> accounts(List<NewAccount> wanted, boolean dryRun) {
        return dryRun ? accounts.wouldEnsure(wanted) : accounts.ensure(wanted);
    }

    private static <T> List<Change<T>> changes(
            Map<String, T> next, Map<String, Stored<T>> known, BiFunction<T, String, List<PublishedEvent>> events) {
        return next.entrySet().stream()
                .map(each -> new Change<>(
                        each.getKey(),
                        known.containsKey(each.getKey())
                                ? known.get(each.getKey()).version()
                                : 0,
                        each.getValue(),
                        events.apply(each.getValue(), each.getKey())))
                .toList();
    }

    private static <T> BiFunction<T, String, List<PublishedEvent>> told(
            BiFunction<T, String, ? extends PublishedEvent> event) {
        return (state, id) -> List.of(event.apply(state, id));
    }

    /** The ids of those who, with their accounts, are already as they should be. */
    Mono<Set<String>> unchanged(List<PlannedPerson> batch) {
        return Flux.fromIterable(batch)
                .filterWhen(person -> people(List.of(person), true)
                        .map(would -> would.withoutUsername().isEmpty()
                                && would.counts().people().unchanged() == 1
                                && would.counts().accounts().made()
                                                + would.counts().accounts().changed()
                                        == 0))
                .map(PlannedPerson::id)
                .collect(Collectors.toSet());
    }

    private <T> Mono<Tally> write(Kind<T> kind, Map<String, T> wanted, boolean dryRun) {
        return write(kind, wanted, 1).doOnNext(tally -> count(kind.name(), dryRun ? Tally.NONE : tally));
    }

    private <T> Mono<Tally> write(Kind<T> kind, Map<String, T> wanted, int attempt) {
        return kind.find()
                .apply(wanted.keySet())
                .collectMap(Stored::id, Function.identity())
                .flatMap(known -> {
                    var changes = changes(kind, wanted, known);
                    return kind.save()
                            .apply(changes)
                            .filter(Boolean::booleanValue)
                            .map(_ -> tally(wanted, changes))
                            .switchIfEmpty(Mono.defer(() -> attempt < ATTEMPTS_MAX
                                    ? write(kind, wanted, attempt + 1)
                                    : Refused.mono(Rejection.conflict("busy"))));
                });
    }

    private static <T> List<Change<T>> changes(Kind<T> kind, Map<String, T> wanted, Map<String, Stored<T>> known) {
        var changes = new ArrayList<Change<T>>();
        wanted.forEach((id, state) -> {
            var stored = known.get(id);
            T next = stored == null ? state : kind.merge().apply(state, stored.value());
            if (stored == null || !next.equals(stored.value())) {
                long version = stored == null ? 0 : stored.version();
                changes.add(new Change<>(id, version, next, List.of(kind.event().apply(next, id))));
            }
        });
        return changes;
    }

    private void count(String kind, Tally tally) {
        meters.counter("airclass_roster_made_total", "kind", kind).increment(tally.made());
        meters.counter("airclass_roster_changed_total", "kind", kind).increment(tally.changed());
    }

    private static <T> Tally tally(Map<String, T> wanted, List<Change<T>> changes) {
        long made = changes.stream().filter(change -> change.version() == 0).count();
        return new Tally(made, changes.size() - made, wanted.size() - changes.size());
    }
}
