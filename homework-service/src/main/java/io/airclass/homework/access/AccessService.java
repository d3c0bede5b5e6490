package io.airclass.homework.access;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out who a caller is to a class, to a child, and to homework in general. */
@Service
public class AccessService {
    private final RosterView roster;

    AccessService(RosterView roster) {
        this.roster = roster;
    }

    /** What the caller is to the class; empty when there is no such class or the caller has nothing to do with it. */
    public Mono<Standing> standing(Caller caller, String classId) {
        return Mono.zip(
                        roster.schoolClass(classId),
                        children(caller),
                        (schoolClass, children) -> AccessRules.standing(caller, schoolClass, children))
                .filter(Standing::sees);
    }

    /** Whether the caller teaches or heads the class. */
    public Mono<Boolean> teaches(Caller caller, String classId) {
        return AccessRules.teachesSomewhere(caller)
                ? standing(caller, classId).map(Standing::teaches).defaultIfEmpty(false)
                : Mono.just(false);
    }

    /** Whether the caller is a teacher of a school, or of a class of it. */
    public Mono<Boolean> teachesAt(Caller caller, String schoolId) {
        return roster.org(schoolId)
                .map(school -> teachesWithin(caller, school.within()))
                .defaultIfEmpty(false);
    }

    /** Whether the caller is a teacher somewhere in this line of organisations. */
    public boolean teachesWithin(Caller caller, List<String> within) {
        return AccessRules.teachesWithin(caller, within);
    }

    /** Whether the caller is a teacher of any class. */
    public boolean teachesSomewhere(Caller caller) {
        return AccessRules.teachesSomewhere(caller);
    }

    /** Whether the caller is a guardian of the student. */
    public Mono<Boolean> guards(Caller caller, String studentId) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.person(studentId)
                        .map(student -> student.isGuardedBy(caller.personId()))
                        .defaultIfEmpty(false)
                : Mono.just(false);
    }

    /** Whose homework the caller looks at: of which classes, and set by whom. */
    public Mono<Interest> interest(Caller caller) {
        return Mono.zip(
                learnsIn(caller),
                children(caller),
                (own, children) -> new Interest(
                        Stream.concat(own.stream(), children.stream().flatMap(child -> child.classIds().stream()))
                                .distinct()
                                .toList(),
                        Stream.concat(
                                        own.isEmpty() ? Stream.empty() : Stream.of(caller.personId()),
                                        children.stream().map(Person::id))
                                .toList(),
                        Optional.of(caller.personId()).filter(_ -> AccessRules.teachesSomewhere(caller))));
    }

    /** The ids of a school and all above it, the root first; empty where there is no such school or it does not concern the caller. */
    public Mono<List<String>> schoolOf(Caller caller, String schoolId) {
        return roster.org(schoolId).map(Org::within).filter(within -> AccessRules.belongs(caller, within));
    }

    /** Whether the caller answers for what holds for all of a school. */
    public boolean leads(Caller caller, List<String> within) {
        return AccessRules.leads(caller, within);
    }

    /**
     * What the caller is to each of these classes that concerns them: where they learn or teach, or a child of theirs learns, and one that they
     * oversee.
     *
     * @param withinOf ids of all ancestors of each class, by its id
     */
    public Flux<Standing> standingsIn(Caller caller, Map<String, List<String>> withinOf) {
        if (withinOf.size() == 1) {
            return standing(caller, withinOf.keySet().iterator().next()).flux();
        }
        return Mono.zip(roster.classesOf(caller.personId()), children(caller))
                .flatMapMany(found -> Flux.concat(
                        Flux.fromIterable(found.getT1()).map(SchoolClass::id),
                        Flux.fromIterable(found.getT2()).flatMapIterable(Person::classIds),
                        Flux.fromIterable(withinOf.entrySet())
                                .filter(each -> AccessRules.oversees(caller, each.getValue()))
                                .map(Map.Entry::getKey)
                                .take(1)))
                .filter(withinOf::containsKey)
                .distinct()
                .concatMap(classId -> standing(caller, classId));
    }

    private Mono<List<String>> learnsIn(Caller caller) {
        return caller.hasSomewhere(Role.STUDENT)
                ? roster.classesOf(caller.personId())
                        .flatMapMany(Flux::fromIterable)
                        .filter(schoolClass -> schoolClass.hasStudent(caller.personId()))
                        .map(SchoolClass::id)
                        .collectList()
                : Mono.just(List.of());
    }

    private Mono<List<Person>> children(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.of());
    }
}
