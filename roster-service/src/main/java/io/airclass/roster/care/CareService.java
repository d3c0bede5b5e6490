package io.airclass.roster.care;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.Connectivity;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.care.CareRules.Relation;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Stating and reading what a student learns with and needs. */
@Service
class CareService {
    private final CareRepository care;
    private final CareExportRepository exports;
    private final ConnectivityService connectivity;
    private final PersonRepository people;
    private final ClassRepository classes;
    private final OrgService orgs;
    private final Clock clock;
    private final ZoneId zone;

    CareService(
            CareRepository care,
            CareExportRepository exports,
            ConnectivityService connectivity,
            PersonRepository people,
            ClassRepository classes,
            OrgService orgs,
            Clock clock,
            AirclassSettings settings) {
        this.care = care;
        this.exports = exports;
        this.connectivity = connectivity;
        this.people = people;
        this.classes = classes;
        this.orgs = orgs;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    private record Seen(List<String> classIds, Relation relation) {}

    /** A student of a class with what is known of the circumstances. */
    record InClass(String studentId, String name, Care care, boolean contactedThisWeek) {}

    /** One line of the list of data packs. */
    record Beneficiary(String className, String studentId, String name, Connectivity connectivity) {}

    /** Empty where nothing was ever stated. */
    Mono<Optional<Stored<Care>>> connectivity(Caller caller, String studentId) {
        return seen(caller, studentId, relation -> relation != Relation.NONE).then(Mono.defer(() -> known(studentId)));
    }

    Mono<Put<Care>> state(Caller caller, String studentId, Connectivity stated, Optional<Long> expectedVersion) {
        return seen(caller, studentId, relation -> relation != Relation.NONE)
                .filter(seen -> seen.relation().statesConnectivity())
                .switchIfEmpty(Refused.mono(Rejection.forbidden("care-forbidden")))
                .flatMap(seen -> connectivity.around(
                        seen.classIds(),
                        care.put(studentId, expectedVersion, known -> CareRules.state(known, stated))));
    }

    /** Empty where nothing was ever stated. */
    Mono<Optional<Stored<Care>>> read(Caller caller, String studentId) {
        return seen(caller, studentId, Relation::seesFlags).then(Mono.defer(() -> known(studentId)));
    }

    Mono<Put<Care>> flag(
            Caller caller, String studentId, List<CareFlag> flags, String timeZone, Optional<Long> expectedVersion) {
        return headTeacher(caller, studentId)
                .then(Mono.defer(
                        () -> care.put(studentId, expectedVersion, known -> CareRules.flag(known, flags, timeZone))));
    }

    Mono<Stored<Care>> contacted(Caller caller, String studentId, LocalDate day, ContactHow how, String note) {
        var contact = CareRules.contactOf(caller, day, how, note, clock.instant());
        return headTeacher(caller, studentId)
                .then(Mono.defer(() -> care.change(studentId, known -> CareRules.contact(known, contact, today()))));
    }

    /** The students of a class of whom anything is known. */
    Mono<List<InClass>> ofClass(Caller caller, String classId) {
        LocalDate monday = today().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        return classes.findAll(List.of(classId))
                .next()
                .filter(found -> CareRules.seesFlags(caller, found.value()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(found -> care.findAll(found.value().studentIds()).collectList())
                .flatMap(known -> names(known.stream().map(Stored::id).toList()).map(names -> known.stream()
                        .map(one -> new InClass(
                                one.id(),
                                names.getOrDefault(one.id(), one.id()),
                                one.value(),
                                one.value().isContactedIn(monday)))
                        .sorted(Comparator.comparing(InClass::studentId))
                        .toList()));
    }

    /** Those of a school who get a data pack (免费流量包); that the list was taken along is written down first. */
    Mono<List<Beneficiary>> beneficiaries(Caller caller, String schoolId) {
        return orgs.within(caller, schoolId)
                .flatMap(within -> caller.has(Role.PRINCIPAL, within)
                        ? Mono.just(within)
                        : Refused.mono(Rejection.forbidden("care-export-forbidden")))
                .flatMap(within -> classes.ofSchool(schoolId)
                        .concatMap(found -> beneficiaries(found.value()))
                        .concatMapIterable(some -> some)
                        .collectList()
                        .flatMap(rows -> exports.keep(
                                        Ids.next(),
                                        new CareExport(schoolId, caller.personId(), clock.instant(), rows.size()),
                                        Audit.ofOrg(
                                                caller,
                                                "data-pack-list-exported",
                                                within,
                                                Map.of("rows", String.valueOf(rows.size()))))
                                .thenReturn(rows)));
    }

    private Mono<List<Beneficiary>> beneficiaries(SchoolClass schoolClass) {
        return care.findAll(schoolClass.studentIds())
                .filter(known -> known.value().flags().contains(CareFlag.POOR_FAMILY))
                .sort(Comparator.comparing(Stored::id))
                .collectList()
                .flatMap(known -> names(known.stream().map(Stored::id).toList()).map(names -> known.stream()
                        .map(one -> new Beneficiary(
                                schoolClass.name(),
                                one.id(),
                                names.getOrDefault(one.id(), ""),
                                one.value().connectivity()))
                        .toList()));
    }

    private Mono<Map<String, String>> names(List<String> personIds) {
        return people.findAll(personIds).collectMap(Stored::id, (Stored<Person> person) -> person.value()
                .name());
    }

    private Mono<Optional<Stored<Care>>> known(String studentId) {
        return care.find(studentId).map(Optional::of).defaultIfEmpty(Optional.empty());
    }

    private Mono<Seen> headTeacher(Caller caller, String studentId) {
        return seen(caller, studentId, Relation::seesFlags)
                .flatMap(seen -> seen.relation() == Relation.HEAD_TEACHER
                        ? Mono.just(seen)
                        : Refused.mono(Rejection.forbidden("care-forbidden")));
    }

    private Mono<Seen> seen(Caller caller, String studentId, Predicate<Relation> may) {
        return people.find(studentId)
                .flatMap(student -> classes.findAll(student.value().classIds())
                        .collectList()
                        .map(found -> new Seen(
                                found.stream().map(Stored::id).toList(),
                                CareRules.relation(
                                        caller,
                                        student.value(),
                                        found.stream().map(Stored::value).toList()))))
                .filter(seen -> may.test(seen.relation()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
