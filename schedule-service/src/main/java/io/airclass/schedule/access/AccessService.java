package io.airclass.schedule.access;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Gives a class or a child to those who may see it, and refuses the others. */
@Service
public class AccessService {
    private final RosterView roster;

    AccessService(RosterView roster) {
        this.roster = roster;
    }

    /** The class, for somebody who may change its timetable. */
    public Mono<SchoolClass> toChange(Caller caller, String classId) {
        return toReadLessons(caller, classId)
                .flatMap(found -> AccessRules.mayChange(caller, found) ? Mono.just(found) : forbidden());
    }

    /** The class, for somebody who may see its timetable and drafts. */
    public Mono<SchoolClass> toReadTimetable(Caller caller, String classId) {
        return toReadLessons(caller, classId)
                .flatMap(found -> AccessRules.mayReadTimetable(caller, found) ? Mono.just(found) : forbidden());
    }

    /** The class, for somebody who may see its lessons. */
    public Mono<SchoolClass> toReadLessons(Caller caller, String classId) {
        return roster.schoolClass(classId)
                .filterWhen(
                        found -> children(caller).map(children -> AccessRules.mayReadLessons(caller, found, children)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }

    /** The caller's child of that id. */
    public Mono<Person> child(Caller caller, String childId) {
        return roster.person(childId)
                .filter(child -> child.isGuardedBy(caller.personId()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("child-not-found")));
    }

    private Mono<List<Person>> children(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.of());
    }

    private static <T> Mono<T> forbidden() {
        return Refused.mono(Rejection.forbidden("forbidden"));
    }
}
