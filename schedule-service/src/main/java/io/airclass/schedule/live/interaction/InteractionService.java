package io.airclass.schedule.live.interaction;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Batcher;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.PlannedLesson;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes what shows that somebody takes part, and says how often it was. */
@Service
class InteractionService {
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);
    /** Written together, after 20 ms at most; one write at a time. */
    private static final Batcher.Limits LIMITS = new Batcher.Limits(200, Duration.ofMillis(20), 5_000, 1);

    private final InteractionRepository interactions;
    private final LiveAccessService access;
    private final LiveService lessons;
    private final RosterView roster;
    private final Clock clock;
    private final Batcher<Interaction> batcher;

    InteractionService(
            InteractionRepository interactions,
            LiveAccessService access,
            LiveService lessons,
            RosterView roster,
            Clock clock) {
        this.interactions = interactions;
        this.access = access;
        this.lessons = lessons;
        this.roster = roster;
        this.clock = clock;
        this.batcher = new Batcher<>(
                LIMITS,
                interactions::store,
                () -> Rejection.unavailable("interactions-busy", COME_AGAIN),
                Schedulers.parallel());
    }

    /** Completes when it is stored; refused with {@code interactions-full} where somebody has too many in the lesson. */
    Mono<Void> take(Caller caller, String lessonId, String id, InteractionKind kind) {
        return access.toAttend(caller, lessonId)
                .flatMap(attender -> lessons.takingPlace(
                                lessonId, attender.lesson().startsAt())
                        .map(_ -> new Interaction(
                                lessonId, attender.group(), caller.personId(), id, kind, clock.instant())))
                .flatMap(one -> batcher.add(one).then(interactions.isStored(one)))
                .filter(stored -> stored)
                .switchIfEmpty(Refused.mono(
                        Rejection.ruleBroken("interactions-full").with("max", InteractionRepository.OF_PERSON_MAX)))
                .then();
    }

    /**
     * What is told of a lesson.
     *
     * @param classes sums of each class that took part and is told of
     * @param hiddenClasses how many more took part with too few pupils to be told of
     * @param people of the class that was asked for, those that the caller may know of
     */
    record Told(String lessonId, List<Taken> classes, int hiddenClasses, List<Taken> people) {}

    /** @param classId whose people are asked for; where it is absent, those of the only class */
    Mono<Told> told(Caller caller, String lessonId, Optional<String> classId) {
        return access.toSee(caller, lessonId).flatMap(planned -> access.classes(caller, planned)
                .flatMap(classes -> Mono.zip(
                        interactions.byClass(lessonId),
                        people(caller, planned, classes, classId.or(() -> only(classes))),
                        (sums, people) -> told(caller, planned, classes, sums, people))));
    }

    private static Told told(
            Caller caller, PlannedLesson planned, List<SchoolClass> classes, List<Taken> sums, List<Taken> people) {
        var taught = classes.stream()
                .filter(schoolClass -> isWhole(caller, planned, schoolClass))
                .map(SchoolClass::id)
                .collect(Collectors.toSet());
        var told = InteractionRules.told(sums, classId -> caller.is(planned.teacherId()) || taught.contains(classId));
        return new Told(planned.lessonId(), told, sums.size() - told.size(), people);
    }

    private static Optional<String> only(List<SchoolClass> classes) {
        return classes.size() == 1 ? Optional.of(classes.getFirst().id()) : Optional.empty();
    }

    private Mono<List<Taken>> people(
            Caller caller, PlannedLesson planned, List<SchoolClass> classes, Optional<String> classId) {
        var asked = classes.stream()
                .filter(schoolClass -> classId.filter(schoolClass.id()::equals).isPresent())
                .findFirst();
        return asked.isPresent() && isWhole(caller, planned, asked.get())
                ? interactions.ofClass(planned.lessonId(), asked.get().id())
                : own(caller).flatMap(own -> interactions.of(idsOf(planned, classes, own)));
    }

    private static boolean isWhole(Caller caller, PlannedLesson planned, SchoolClass schoolClass) {
        return caller.is(planned.teacherId())
                || schoolClass.isHeadedBy(caller.personId())
                || schoolClass.isTaughtBy(caller.personId());
    }

    /** The caller and the caller's children. */
    private Mono<List<String>> own(Caller caller) {
        Mono<List<Person>> children = caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.of());
        return children.map(
                all -> Stream.concat(Stream.of(caller.personId()), all.stream().map(Person::id))
                        .toList());
    }

    private static List<String> idsOf(PlannedLesson planned, List<SchoolClass> classes, Collection<String> people) {
        return classes.stream()
                .flatMap(schoolClass -> people.stream()
                        .filter(schoolClass::hasStudent)
                        .map(person -> InteractionRepository.id(planned.lessonId(), schoolClass.id(), person)))
                .toList();
    }
}
