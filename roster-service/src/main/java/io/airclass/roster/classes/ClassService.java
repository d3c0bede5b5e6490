package io.airclass.roster.classes;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.roster.classes.ClassAccessRules.View;
import io.airclass.roster.org.OrgService;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Reading classes and who belongs to them, and naming who informs the parents. */
@Service
public class ClassService {
    private final ClassRepository classes;
    private final PersonRepository people;
    private final OrgService orgs;

    ClassService(ClassRepository classes, PersonRepository people, OrgService orgs) {
        this.classes = classes;
        this.people = people;
        this.orgs = orgs;
    }

    /**
     * The members that a caller may know.
     *
     * @param names by person id, of all that {@code studentIds} and the class's teachers name
     */
    record Members(SchoolClass schoolClass, List<String> studentIds, Map<String, String> names) {}

    private record Seen(Stored<SchoolClass> stored, Set<String> childIds, View view) {}

    /** The class; refused as not found where there is none or the caller may not see it. */
    public Mono<Stored<SchoolClass>> read(Caller caller, String id) {
        return seen(caller, classes.find(id)).map(Seen::stored);
    }

    /** The class is the one in memory; the names come by one query. */
    Mono<Members> members(Caller caller, String id) {
        var held = classes.held(List.of(id)).mapNotNull(found -> found.get(id));
        return seen(caller, held).flatMap(seen -> switch (seen.view()) {
            case NOTHING, FIGURES -> Refused.mono(Rejection.forbidden("class-members-forbidden"));
            case OWN -> named(seen.stored().value(), own(caller, seen));
            case ALL -> named(seen.stored().value(), seen.stored().value().studentIds());
        });
    }

    /**
     * @param personId who informs the parents from now on; absent: nobody
     * @param expectedVersion of the class
     */
    Mono<Stored<SchoolClass>> nameInformer(Caller caller, String id, String personId, Optional<Long> expectedVersion) {
        return seen(caller, classes.find(id))
                .then(Mono.defer(() -> classes.put(id, expectedVersion, known -> known.map(
                                found -> InformerRules.name(found, id, caller, personId))
                        .orElseGet(() -> Decision.rejected(Rejection.notFound("not-found"))))))
                .map(Put::stored);
    }

    Mono<Page<Stored<SchoolClass>>> open(Caller caller, String schoolId, PageRequest page) {
        return orgs.within(caller, schoolId)
                .flatMap(within -> InformerRules.maySeeIssues(caller, within)
                        ? classes.open(schoolId, page)
                        : Refused.mono(Rejection.forbidden("open-issues-forbidden")));
    }

    private Mono<Seen> seen(Caller caller, Mono<Stored<SchoolClass>> schoolClass) {
        return schoolClass
                .filter(found -> !found.value().isDeleted())
                .zipWith(childrenOf(caller))
                .map(both -> new Seen(
                        both.getT1(),
                        both.getT2(),
                        ClassAccessRules.view(caller, both.getT1().value(), both.getT2())))
                .filter(seen -> seen.view() != View.NOTHING)
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    private Mono<Set<String>> childrenOf(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? people.find(caller.personId())
                        .map(person -> Set.copyOf(person.value().childIds()))
                        .defaultIfEmpty(Set.of())
                : Mono.just(Set.of());
    }

    private static List<String> own(Caller caller, Seen seen) {
        return seen.stored().value().studentIds().stream()
                .filter(student -> caller.is(student) || seen.childIds().contains(student))
                .toList();
    }

    private Mono<Members> named(SchoolClass schoolClass, List<String> studentIds) {
        var ids = new HashSet<>(studentIds);
        schoolClass.teachers().forEach(teacher -> ids.add(teacher.personId()));
        if (schoolClass.headTeacherId() != null) {
            ids.add(schoolClass.headTeacherId());
        }
        return people.findAll(ids)
                .collectMap(
                        Stored::id, (Stored<Person> person) -> person.value().name())
                .map(names -> new Members(schoolClass, studentIds, names));
    }
}
