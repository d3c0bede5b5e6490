package io.airclass.schedule.broadcast.pack;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Put;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.broadcast.pack.ClassOfLessonService.Seen;
import io.airclass.schedule.broadcast.pack.Tutoring.Slot;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Plans tutoring after central lessons, class by class, and says where it was held (R059). Nobody's time is claimed for it. */
@Service
class TutoringService {
    private final TutoringRepository tutorings;
    private final ClassOfLessonService classes;
    private final RosterView roster;
    private final Clock clock;

    TutoringService(TutoringRepository tutorings, ClassOfLessonService classes, RosterView roster, Clock clock) {
        this.tutorings = tutorings;
        this.classes = classes;
        this.roster = roster;
        this.clock = clock;
    }

    /** A class that tutoring is offered to, and what was planned. */
    record OfClass(String classId, String schoolId, Optional<Tutoring> tutoring) {}

    /** Of a page of the classes that the caller has to do with. */
    Mono<Page<OfClass>> of(Caller caller, String lessonId, PageRequest page) {
        return classes.all(caller, lessonId).flatMap(all -> {
            var offered =
                    all.stream().filter(seen -> seen.lesson().isBroadcast()).toList();
            var some = page.cut(offered, seen -> seen.schoolClass().id());
            var ids = some.items().stream().map(seen -> seen.schoolClass().id()).toList();
            return tutorings
                    .of(lessonId, ids)
                    .map(Stored::value)
                    .collectMap(Tutoring::classId)
                    .map(found -> new Page<>(
                            some.items().stream()
                                    .map(seen -> new OfClass(
                                            seen.schoolClass().id(),
                                            seen.schoolClass().schoolId(),
                                            Optional.ofNullable(
                                                    found.get(seen.schoolClass().id()))))
                                    .toList(),
                            some.cursor()));
        });
    }

    Mono<Put<Tutoring>> plan(
            Caller caller, String lessonId, String classId, Optional<Long> expectedVersion, Slot slot) {
        return offered(caller, lessonId, classId)
                .flatMap(seen -> TutoringRules.mayPlan(caller, seen.schoolClass())
                        ? knownTeacher(seen, slot.teacherId())
                        : Refused.<Seen>mono(Rejection.forbidden("forbidden")))
                .flatMap(seen -> tutorings.put(
                        lessonId,
                        classId,
                        expectedVersion,
                        current ->
                                TutoringRules.plan(current, seen.lesson(), classId, slot, caller.personId(), now())));
    }

    private Mono<Seen> offered(Caller caller, String lessonId, String classId) {
        return classes.seen(caller, lessonId, classId)
                .flatMap(seen -> seen.lesson().isBroadcast()
                        ? Mono.just(seen)
                        : Refused.mono(Rejection.ruleBroken("tutoring-not-offered")));
    }

    private Mono<Seen> knownTeacher(Seen seen, String teacherId) {
        var schoolClass = seen.schoolClass();
        return schoolClass.isTaughtBy(teacherId) || schoolClass.isHeadedBy(teacherId)
                ? Mono.just(seen)
                : roster.person(teacherId)
                        .filter(person -> AccessRules.teachesAt(person, schoolClass.schoolId()))
                        .switchIfEmpty(Refused.mono(
                                Rejection.ruleBroken("group-teacher-unknown").with("teacherId", teacherId)))
                        .thenReturn(seen);
    }

    /** By who holds it, or teaches the class. */
    Mono<Stored<Tutoring>> complete(Caller caller, String lessonId, String classId, Integer students) {
        return offered(caller, lessonId, classId).flatMap(seen -> tutorings
                .change(
                        lessonId,
                        classId,
                        current -> TutoringRules.mayComplete(caller, seen.schoolClass(), current)
                                ? TutoringRules.complete(current, students, caller.personId(), now())
                                : Decision.rejected(Rejection.forbidden("forbidden")))
                .switchIfEmpty(Refused.mono(Rejection.notFound("tutoring-not-found"))));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
