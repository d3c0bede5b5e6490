package io.airclass.schedule.access;

import io.airclass.contracts.OrgType;
import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Gives a class or a child to those who may see it, and refuses the others. */
@Service
public class AccessService {
    private static final Set<OrgType> SCHOOLS = Set.of(OrgType.SCHOOL, OrgType.TEACHING_POINT);

    private final RosterView roster;

    AccessService(RosterView roster) {
        this.roster = roster;
    }

    /** Whether somebody may see what a teacher gives: the teacher, and whose duty reaches a school of the teacher. */
    public Mono<Boolean> seesTeacher(Caller caller, Person teacher) {
        return caller.is(teacher.id())
                ? Mono.just(true)
                : roster.orgs(teacher.schoolIds()).map(schools -> schools.values().stream()
                        .anyMatch(school -> AccessRules.mayReadSchool(caller, school.within())));
    }

    /** Whether somebody may know of a class or group. */
    public Mono<Boolean> sees(Caller caller, SchoolClass found) {
        return children(caller).map(children -> AccessRules.mayReadLessons(caller, found, children));
    }

    /** The school, for somebody who may see what holds for all of it. */
    public Mono<Org> schoolToRead(Caller caller, String schoolId) {
        return roster.org(schoolId)
                .filter(org -> SCHOOLS.contains(org.type()) && AccessRules.mayReadSchool(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("school-not-found")));
    }

    /** The school, for somebody who may change what holds for all of it. */
    public Mono<Org> schoolToChange(Caller caller, String schoolId) {
        return schoolToRead(caller, schoolId)
                .flatMap(org -> AccessRules.mayChangeSchool(caller, org.within()) ? Mono.just(org) : forbidden());
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
