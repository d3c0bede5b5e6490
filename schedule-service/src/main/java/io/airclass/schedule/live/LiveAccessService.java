package io.airclass.schedule.live;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Held;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import java.util.Collection;
import java.util.List;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Gives a lesson to those who may see it, attend it or arrange it, and refuses the others. */
@Service
public class LiveAccessService {
    /** Lessons in memory; a region begins some ten thousand at the same bell. */
    private static final long HELD_MAX = 20_000;

    private final PlannedLessons lessons;
    private final TestLessonRepository tests;
    private final LiveRepository live;
    private final RosterView roster;
    private final GroupService groups;
    private final Held<PlannedLesson> held = Held.briefly(HELD_MAX);

    LiveAccessService(
            PlannedLessons lessons,
            TestLessonRepository tests,
            LiveRepository live,
            RosterView roster,
            GroupService groups) {
        this.lessons = lessons;
        this.tests = tests;
        this.live = live;
        this.roster = roster;
        this.groups = groups;
    }

    /** A lesson with the classes that take part. */
    record Known(PlannedLesson lesson, Collection<SchoolClass> classes) {}

    /** The lesson as it is planned, as at most three seconds ago, or as it was when it was held; empty where there is none. */
    public Mono<PlannedLesson> planned(String lessonId) {
        return held.get(lessonId, id -> Mono.justOrEmpty(LessonId.parse(id))
                .flatMap(parsed -> TestLesson.isTest(parsed) ? tests.planned(id) : lessons.find(parsed))
                .switchIfEmpty(Mono.defer(
                        () -> live.find(id).map(stored -> stored.value().plan()))));
    }

    /** The lesson, for somebody who may know of it. */
    public Mono<PlannedLesson> toSee(Caller caller, String lessonId) {
        return seen(caller, lessonId).map(Known::lesson);
    }

    private Mono<Known> seen(Caller caller, String lessonId) {
        return planned(lessonId)
                .flatMap(lesson -> known(lesson).filterWhen(known -> children(caller)
                        .map(children -> AttendRules.maySee(caller, lesson, known.classes(), children))))
                .switchIfEmpty(Refused.mono(Rejection.notFound("lesson-not-found")));
    }

    private Mono<Known> known(PlannedLesson lesson) {
        return classes(lesson).map(classes -> new Known(lesson, classes));
    }

    /** The classes and groups that take part and are known. */
    public Mono<List<SchoolClass>> classes(PlannedLesson lesson) {
        return Flux.fromIterable(lesson.classIds())
                .concatMap(groups::learners)
                .<SchoolClass>map(Learners::schoolClass)
                .collectList();
    }

    /** The lesson, for somebody who comes in. */
    public Mono<Attender> toAttend(Caller caller, String lessonId) {
        return planned(lessonId)
                .flatMap(this::known)
                .flatMap(known -> Mono.justOrEmpty(AttendRules.attender(caller, known.lesson(), known.classes())))
                .switchIfEmpty(seen(caller, lessonId).then(Refused.mono(Rejection.forbidden("lesson-not-yours"))));
    }

    /** The lesson, for somebody who decides where it takes place. */
    public Mono<PlannedLesson> toArrange(Caller caller, String lessonId) {
        return seen(caller, lessonId)
                .flatMap(known -> AttendRules.mayArrange(caller, known.lesson(), known.classes())
                        ? Mono.just(known.lesson())
                        : Refused.mono(Rejection.forbidden("lesson-not-yours")));
    }

    private Mono<List<Person>> children(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.of());
    }
}
