package io.airclass.schedule.live;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Held;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import java.time.LocalDate;
import java.time.ZoneId;
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
    private final ReachService reach;
    private final ZoneId zone;
    private final Held<PlannedLesson> held = Held.briefly(HELD_MAX);

    LiveAccessService(
            PlannedLessons lessons,
            TestLessonRepository tests,
            LiveRepository live,
            RosterView roster,
            GroupService groups,
            ReachService reach,
            AirclassSettings settings) {
        this.lessons = lessons;
        this.tests = tests;
        this.live = live;
        this.roster = roster;
        this.groups = groups;
        this.reach = reach;
        this.zone = settings.timeZone();
    }

    /** A lesson with those of its classes that decide what somebody may do: all of them, in a broadcast those of the caller. */
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
                .zipWith(children(caller))
                .flatMap(found -> {
                    var lesson = found.getT1();
                    var children = found.getT2();
                    return known(caller, lesson, children)
                            .filterWhen(known -> AttendRules.maySee(caller, lesson, known.classes(), children)
                                    ? Mono.just(true)
                                    : overseesOne(caller, lesson));
                })
                .switchIfEmpty(Refused.mono(Rejection.notFound("lesson-not-found")));
    }

    private Mono<Known> known(Caller caller, PlannedLesson lesson, Collection<Person> children) {
        return (lesson.isBroadcast() ? classesOf(caller, lesson, children) : classes(lesson))
                .map(classes -> new Known(lesson, classes));
    }

    /** Whether a class of a broadcast is below where the caller's duty is to look. */
    private Mono<Boolean> overseesOne(Caller caller, PlannedLesson lesson) {
        var places = caller.grants().stream()
                .map(Grant::org)
                .distinct()
                .filter(orgId -> AccessRules.mayReadAllTimetables(caller, List.of(orgId)))
                .toList();
        return places.isEmpty() || !lesson.isBroadcast()
                ? Mono.just(false)
                : Flux.fromIterable(places)
                        .concatMap(orgId -> reach.isReceivedIn(orgId, lesson.holderId(), day(lesson)))
                        .concatWith(classes(lesson).map(classes -> classes.stream()
                                .anyMatch(
                                        schoolClass -> AccessRules.mayReadAllTimetables(caller, schoolClass.within()))))
                        .any(oversees -> oversees);
    }

    /** The classes and groups that the plan names and that are known; a broadcast may have more. */
    public Mono<List<SchoolClass>> classes(PlannedLesson lesson) {
        return Flux.fromIterable(lesson.classIds())
                .concatMap(groups::learners)
                .<SchoolClass>map(Learners::schoolClass)
                .collectList();
    }

    /** Those that the plan names, and in a broadcast those of the caller and the caller's children besides. */
    public Mono<List<SchoolClass>> classes(Caller caller, PlannedLesson lesson) {
        return lesson.isBroadcast()
                ? Flux.concat(classes(lesson), classesOf(caller, lesson))
                        .concatMapIterable(found -> found)
                        .distinct(SchoolClass::id)
                        .collectList()
                : classes(lesson);
    }

    /** The class or group of that id, where it takes part; empty where it does not. */
    public Mono<SchoolClass> classOf(PlannedLesson lesson, String classId) {
        return groups.learners(classId)
                .<SchoolClass>map(Learners::schoolClass)
                .filterWhen(schoolClass -> takesPart(lesson, schoolClass));
    }

    /** The classes of a broadcast that the caller, or a child of the caller, is a student of, teaches or heads. */
    private Mono<List<SchoolClass>> classesOf(Caller caller, PlannedLesson lesson) {
        return children(caller).flatMap(children -> classesOf(caller, lesson, children));
    }

    private Mono<List<SchoolClass>> classesOf(Caller caller, PlannedLesson lesson, Collection<Person> children) {
        return Flux.fromIterable(children)
                .map(Person::id)
                .startWith(caller.personId())
                .concatMap(roster::classesOf)
                .concatMapIterable(found -> found)
                .distinct(SchoolClass::id)
                .filterWhen(schoolClass -> takesPart(lesson, schoolClass))
                .collectList();
    }

    /** The plan names at most so many classes as a document holds; what else receives a broadcast is known from memory. */
    private Mono<Boolean> takesPart(PlannedLesson lesson, SchoolClass schoolClass) {
        return lesson.classIds().contains(schoolClass.id())
                ? Mono.just(true)
                : reach.receives(lesson.holderId(), schoolClass, day(lesson));
    }

    /**
     * The ids of the classes that take part, in their order: those that the plan names, and all others that receive a broadcast.
     *
     * @param after the last id that is known already; empty at the beginning
     */
    public Mono<List<String>> classIds(PlannedLesson lesson, String after, int limitMax) {
        var more = lesson.isBroadcast()
                ? reach.receiving(lesson.holderId(), day(lesson), after)
                        .map(SchoolClass::id)
                        .take(limitMax)
                : Flux.<String>empty();
        return more.concatWith(Flux.fromIterable(lesson.classIds()).filter(id -> id.compareTo(after) > 0))
                .distinct()
                .sort()
                .take(limitMax)
                .collectList();
    }

    private LocalDate day(PlannedLesson lesson) {
        return LocalDate.ofInstant(lesson.startsAt(), zone);
    }

    /** The lesson, for somebody who comes in. */
    public Mono<Attender> toAttend(Caller caller, String lessonId) {
        return planned(lessonId)
                .flatMap(lesson -> known(caller, lesson, List.of()))
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
