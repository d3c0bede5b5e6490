package io.airclass.schedule.question;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Knows at which desks a teacher sits: for each class, the stage and subject taught there, in its region. */
@Service
class DeskService {
    private static final Set<Role> TEACHERS = Set.of(Role.TEACHER, Role.HEAD_TEACHER);

    private final QuestionRepository questions;
    private final RosterView roster;

    DeskService(QuestionRepository questions, RosterView roster) {
        this.questions = questions;
        this.roster = roster;
    }

    /** The county, or what answers for a school instead of one; the school itself where nothing does. */
    Mono<String> region(List<String> within) {
        return roster.orgs(within).map(orgs -> within.reversed().stream()
                .filter(id -> isRegion(orgs.get(id)))
                .findFirst()
                .orElse(within.getLast()));
    }

    private static boolean isRegion(Org org) {
        return org != null && org.type().answersForSchools();
    }

    /** None for somebody who teaches nothing. */
    Mono<List<String>> of(Caller caller) {
        if (TEACHERS.stream().noneMatch(caller::hasSomewhere)) {
            return Mono.just(List.of());
        }
        return roster.classesOf(caller.personId())
                .flatMapMany(Flux::fromIterable)
                .filter(schoolClass -> caller.reaches(TEACHERS, schoolClass.within()))
                .concatMap(schoolClass -> region(schoolClass.schoolWithin())
                        .flatMapIterable(region -> desks(caller.personId(), schoolClass, region)))
                .distinct()
                .collectList();
    }

    private static List<String> desks(String teacherId, SchoolClass schoolClass, String region) {
        return schoolClass.teachers().stream()
                .filter(teacher -> teacher.personId().equals(teacherId))
                .map(teacher -> QuestionRules.desk(region, schoolClass.stage(), teacher.subject()))
                .toList();
    }

    /** Open questions at the caller's desks; refused with {@code forbidden} for somebody who sits at none. */
    Mono<Page<Stored<Question>>> queue(Caller caller, PageRequest request) {
        return of(caller)
                .flatMap(desks -> desks.isEmpty()
                        ? Refused.mono(Rejection.forbidden("forbidden"))
                        : questions.atDesks(desks, request));
    }
}
