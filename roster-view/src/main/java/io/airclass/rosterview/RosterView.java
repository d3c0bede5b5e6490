package io.airclass.rosterview;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RosterEvent;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.kit.store.Database;
import io.airclass.kit.store.Gathered;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.NamedIndex;
import io.airclass.policy.PolicyBook;
import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the service's own copy of the roster, and keeps it. What is not known, or was deleted, is empty; a change is seen at most
 * five seconds after it is in the service's database, on every replica.
 */
public final class RosterView {
    /** More classes than one person has to do with. */
    private static final int CLASSES_MAX = 500;

    private static final int CHILDREN_MAX = 50;
    private static final int TERMS_MAX = 500;

    /** More classes than one school has, its teaching points included. */
    private static final int CLASSES_OF_SCHOOL_MAX = 1_000;

    /** More organisations than stand directly below a few. */
    private static final int ORGS_BELOW_MAX = 10_000;

    private final RosterRepository<Org> orgs;
    private final RosterRepository<SchoolClass> classes;
    private final RosterRepository<ClassFound> classIds;
    private final RosterRepository<Person> people;
    private final RosterRepository<Term> terms;
    private final RosterRepository<Calendar> calendars;
    private final RosterRepository<ClassConnectivity> connectivity;
    private final Gathered<Org> orgsById;
    private final Gathered<SchoolClass> classesById;
    private final Gathered<Person> peopleById;
    private final PolicyCopy policies;
    private final Held<Org> heldOrgs;
    private final Held<SchoolClass> heldClasses;
    private final Held<Person> heldPeople;
    private final Held<List<SchoolClass>> heldClassesOf;
    private final Held<List<Person>> heldChildrenOf;
    private final Held<List<TermChangedV1>> heldTermsOf;
    private final Held<List<CalendarChangedV1>> heldCalendarsOf;

    public RosterView(Database database, RosterViewSettings settings) {
        this(database, settings, Ticker.systemTicker());
    }

    RosterView(Database database, RosterViewSettings settings, Ticker ticker) {
        classes = new RosterRepository<>(
                database.collection("rosterClasses", SchoolClass.class, NamedIndex.on("memberIds", "memberIds")));
        classIds = new RosterRepository<>(database.collection(
                "rosterClasses",
                ClassFound.class,
                NamedIndex.on("byPlace", "within", "stage", "grade", "deleted", "_id")));
        orgs = new RosterRepository<>(
                database.collection("rosterOrgs", Org.class, NamedIndex.on("parentId", "parentId")));
        people = new RosterRepository<>(
                database.collection("rosterPeople", Person.class, NamedIndex.on("guardianIds", "guardianIds")));
        terms = new RosterRepository<>(database.collection("rosterTerms", Term.class, NamedIndex.on("orgId", "orgId")));
        connectivity = new RosterRepository<>(database.collection("rosterConnectivity", ClassConnectivity.class));
        calendars = new RosterRepository<>(database.collection("rosterCalendars", Calendar.class));
        orgsById = new Gathered<>(ids -> byId(orgs.findAll(ids), Org::id));
        classesById = new Gathered<>(ids -> byId(classes.findAll(ids), SchoolClass::id));
        peopleById = new Gathered<>(ids -> byId(people.findAll(ids), Person::id));
        policies = new PolicyCopy(database, settings, ticker);
        heldOrgs = settings.held(ticker);
        heldClasses = settings.held(ticker);
        heldPeople = settings.held(ticker);
        heldClassesOf = settings.held(ticker);
        heldChildrenOf = settings.held(ticker);
        heldTermsOf = settings.held(ticker);
        heldCalendarsOf = settings.held(ticker);
    }

    public Mono<Org> org(String id) {
        return heldOrgs.get(id, orgsById::get);
    }

    public Mono<Map<String, Org>> orgs(Collection<String> ids) {
        return heldOrgs.getAll(Set.copyOf(ids), missing -> byId(orgs.findAll(missing), Org::id));
    }

    /** The organisations directly below any of these, as they are stored now; at most 10,000. */
    public Mono<List<Org>> orgsBelow(Collection<String> parentIds) {
        return orgs.findBy("parentId", parentIds, ORGS_BELOW_MAX);
    }

    /** The classes of a school and its teaching points, as they are stored now; at most 1,000. */
    public Mono<List<SchoolClass>> classesIn(String schoolId) {
        return classes.findBy("within", List.of(schoolId), CLASSES_OF_SCHOOL_MAX);
    }

    public Mono<SchoolClass> schoolClass(String id) {
        return heldClasses.get(id, classesById::get);
    }

    public Mono<Map<String, SchoolClass>> schoolClasses(Collection<String> ids) {
        return heldClasses.getAll(Set.copyOf(ids), missing -> byId(classes.findAll(missing), SchoolClass::id));
    }

    public Mono<Person> person(String id) {
        return heldPeople.get(id, peopleById::get);
    }

    public Mono<Map<String, Person>> people(Collection<String> ids) {
        return heldPeople.getAll(Set.copyOf(ids), missing -> byId(people.findAll(missing), Person::id));
    }

    /** The classes that the person is a student of, teaches or heads. */
    public Mono<List<SchoolClass>> classesOf(String personId) {
        return heldClassesOf.get(personId, id -> classes.findBy("memberIds", List.of(id), CLASSES_MAX));
    }

    /**
     * The ids of the classes of one grade of an organisation and all below it, at most so many, in their order; read now, not from memory.
     *
     * @param after the last id that is known already; empty at the beginning
     */
    public Mono<List<String>> classIdsIn(String orgId, Stage stage, int grade, String after, int limitMax) {
        return classIds.idsIn(orgId, stage, grade, after, limitMax)
                .map(found -> found.stream().map(ClassFound::id).toList());
    }

    /** The ids of all classes that come after this one, in their order, at most so many; read now, not from memory. */
    public Mono<List<String>> classIdsAfter(String id, int limitMax) {
        return classIds.idsAfter(id, limitMax)
                .map(found -> found.stream().map(ClassFound::id).toList());
    }

    /** The children that the person is a guardian of. */
    public Mono<List<Person>> childrenOf(String guardianId) {
        return heldChildrenOf.get(guardianId, id -> people.findBy("guardianIds", List.of(id), CHILDREN_MAX));
    }

    /** The guardians of each of these students; one without guardians, or unknown, has none. */
    public Mono<Map<String, List<String>>> guardiansOf(Collection<String> studentIds) {
        return people(studentIds).map(found -> studentIds.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(), id -> guardiansIn(found, id), (a, _) -> a, LinkedHashMap::new)));
    }

    private static List<String> guardiansIn(Map<String, Person> people, String studentId) {
        Person student = people.get(studentId);
        return student == null ? List.of() : student.guardianIds();
    }

    /** The students of a class; none when the class is not known. */
    public Mono<List<String>> studentsOf(String classId) {
        return schoolClass(classId).map(SchoolClass::studentIds).defaultIfEmpty(List.of());
    }

    /**
     * The term that holds on a day: of the nearest organisation that has terms of its own.
     *
     * @param within ids of an organisation and all above it, the root first
     */
    public Mono<Term> termAt(List<String> within, LocalDate day) {
        return terms.findBy("orgId", within, TERMS_MAX)
                .mapNotNull(found -> RosterRules.termAt(within, found, day).orElse(null));
    }

    /**
     * What a day is for an organisation: whether there is school, whose weekday's lessons are held, in which term and week.
     *
     * @param within ids of the organisation and all above it, the root first
     */
    public Mono<SchoolDay> schoolDay(List<String> within, LocalDate day) {
        String schoolYear = SchoolDay.schoolYearOf(day);
        Mono<List<CalendarChangedV1>> said = heldCalendarsOf.get(
                CalendarChangedV1.idOf(within.getLast(), schoolYear), _ -> calendarsOf(within, schoolYear));
        return said.zipWith(termsOf(within), (calendar, term) -> SchoolDay.of(day, within, calendar, term));
    }

    /** Whether any term is known for an organisation: then a day outside all of them is a day without school. */
    public Mono<Boolean> termsKnown(List<String> within) {
        return termsOf(within).map(known -> !known.isEmpty());
    }

    private Mono<List<TermChangedV1>> termsOf(List<String> within) {
        return heldTermsOf.get(within.getLast(), _ -> terms.findBy("orgId", within, TERMS_MAX)
                .map(found -> found.stream().map(Term::told).toList()));
    }

    /** What the students of a class have to learn with; empty where nobody has stated anything. */
    public Mono<ClassConnectivity> connectivityOf(String classId) {
        return connectivity.find(classId);
    }

    private Mono<List<CalendarChangedV1>> calendarsOf(List<String> within, String schoolYear) {
        List<String> ids = within.stream()
                .map(orgId -> CalendarChangedV1.idOf(orgId, schoolYear))
                .toList();
        return calendars.findAll(ids).map(Calendar::told).collectList();
    }

    /**
     * The {@code county} label of a metric: the county, functional zone or authority that answers for a school, or the city or
     * province of a school that it has itself. By its GB/T 2260 code, or its id where it has none; {@code none} outside any.
     */
    public Mono<String> countyOf(Collection<String> within) {
        return orgs(within).map(found -> RosterRules.county(found.values()));
    }

    /** All rules and regimes: the shipped ones and what the roster told. */
    Mono<PolicyBook> policies() {
        return policies.book();
    }

    /**
     * Takes over what an event tells, unless what is known is as new.
     *
     * @param sequence of the event, from its source
     */
    public Mono<Void> apply(RosterEvent event, long sequence) {
        return switch (event) {
            case OrgChangedV1 org ->
                orgs.replaceOlder(org.orgId(), sequence, RosterRules.org(org, sequence))
                        .doOnSuccess(_ -> heldOrgs.forget(org.orgId()));
            case ClassChangedV1 changed -> {
                SchoolClass state = RosterRules.schoolClass(changed, sequence);
                yield classes.replaceOlder(state.id(), sequence, state).doOnSuccess(_ -> forget(state));
            }
            case PersonChangedV1 changed -> {
                Person state = RosterRules.person(changed, sequence);
                yield people.replaceOlder(state.id(), sequence, state).doOnSuccess(_ -> forget(state));
            }
            case TermChangedV1 term -> terms.replaceOlder(term.termId(), sequence, RosterRules.term(term, sequence));
            case ConnectivityChangedV1 changed ->
                connectivity.replaceOlder(changed.classId(), sequence, RosterRules.connectivity(changed, sequence));
            case CalendarChangedV1 calendar ->
                calendars.replaceOlder(calendar.aggregateId(), sequence, RosterRules.calendar(calendar, sequence));
            case RegimeChangedV1 changed -> policies.apply(PolicyRules.regimes(changed, sequence));
            case LocalRuleChangedV1 changed -> policies.apply(PolicyRules.rule(changed, sequence));
        };
    }

    private void forget(SchoolClass changed) {
        heldClasses.forget(changed.id());
        changed.memberIds().forEach(heldClassesOf::forget);
    }

    private void forget(Person changed) {
        heldPeople.forget(changed.id());
        changed.guardianIds().forEach(heldChildrenOf::forget);
    }

    private static <T> Mono<Map<String, T>> byId(Flux<T> found, Function<T, String> id) {
        return found.collectMap(id);
    }
}
