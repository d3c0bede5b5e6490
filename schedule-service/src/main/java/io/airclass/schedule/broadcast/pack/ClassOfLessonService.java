package io.airclass.schedule.broadcast.pack;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.broadcast.pack.PackRules.Part;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.PlannedLesson;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Says what somebody has to do with the classes of a lesson. */
@Service
class ClassOfLessonService {
    private static final Set<Role> OVERSEERS = Set.of(
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.SUPERVISION_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    private final LiveAccessService access;
    private final RosterView roster;

    ClassOfLessonService(LiveAccessService access, RosterView roster) {
        this.access = access;
        this.roster = roster;
    }

    /** A class of a lesson, and what of it the caller may see. */
    record Seen(PlannedLesson lesson, SchoolClass schoolClass, Part part) {
        /** Whether somebody gives the lesson, or teaches or heads the class. */
        boolean isTaughtBy(String personId) {
            return lesson.teacherId().equals(personId)
                    || schoolClass.isTaughtBy(personId)
                    || schoolClass.isHeadedBy(personId);
        }
    }

    /** The class; refused where it takes no part, or the caller has nothing to do with it. */
    Mono<Seen> seen(Caller caller, String lessonId, String classId) {
        return access.toSee(caller, lessonId)
                .flatMap(lesson -> access.classOf(lesson, classId)
                        .zipWith(children(caller), (found, children) -> seen(caller, lesson, found, children)))
                .filter(seen -> seen.part() != Part.NOTHING)
                .switchIfEmpty(Refused.mono(Rejection.notFound("pack-not-found")));
    }

    /** The classes of a lesson that the caller has to do with, in the order of their ids: those that the plan names, and the caller's own. */
    Mono<List<Seen>> all(Caller caller, String lessonId) {
        return access.toSee(caller, lessonId).flatMap(lesson -> access.classes(caller, lesson)
                .zipWith(children(caller), (classes, children) -> classes.stream()
                        .map(schoolClass -> seen(caller, lesson, schoolClass, children))
                        .filter(seen -> seen.part() != Part.NOTHING)
                        .sorted(Comparator.comparing(seen -> seen.schoolClass().id()))
                        .toList()));
    }

    private static Seen seen(Caller caller, PlannedLesson lesson, SchoolClass schoolClass, List<Person> children) {
        return new Seen(lesson, schoolClass, PackRules.part(caller, schoolClass, children, gives(caller, lesson)));
    }

    private static boolean gives(Caller caller, PlannedLesson lesson) {
        return caller.is(lesson.teacherId()) || caller.reaches(OVERSEERS, lesson.within());
    }

    private Mono<List<Person>> children(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.of());
    }
}
