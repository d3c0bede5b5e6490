package io.airclass.roster.moves;

import io.airclass.contracts.PublishedEvent;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.roster.audit.Audit;
import io.airclass.roster.classes.ClassRepository;
import io.airclass.roster.classes.SchoolClass;
import io.airclass.roster.figures.FigureService;
import io.airclass.roster.moves.Move.Asked;
import io.airclass.roster.people.Person;
import io.airclass.roster.people.PersonRepository;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes moves and carries them out: first into the new class, then the person, then out of the old class, then the guardians. Every step is
 * decided from what is stored, so that whoever takes a move on after a crash begins at the first step again.
 */
@Service
class MoveService {
    private static final Logger log = LoggerFactory.getLogger(MoveService.class);
    private static final int SWEEP_MAX = 50;

    private final MoveRepository moves;
    private final PersonRepository people;
    private final ClassRepository classes;
    private final FigureService figures;
    private final ZoneId timeZone;
    private final Clock clock;

    MoveService(
            MoveRepository moves,
            PersonRepository people,
            ClassRepository classes,
            FigureService figures,
            AirclassSettings airclass,
            Clock clock) {
        this.moves = moves;
        this.people = people;
        this.classes = classes;
        this.figures = figures;
        this.timeZone = airclass.timeZone();
        this.clock = clock;
    }

    /** What a caller asks for; the day is today where it is absent. */
    record Wish(String fromClassId, String toClassId, LocalDate onDay, String reason) {}

    Mono<Stored<Move>> ask(Caller caller, String studentId, Wish wish, IdempotencyKey key) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), timeZone);
        var asked = new Asked(
                studentId,
                wish.fromClassId(),
                wish.toClassId(),
                wish.onDay() == null ? today : wish.onDay(),
                wish.reason(),
                caller.personId(),
                clock.instant());
        return moves.find(key.id())
                .switchIfEmpty(Mono.defer(() -> permitted(caller, asked, today)))
                .then(Mono.defer(() -> moves.create(key, planned(asked, today))))
                .flatMap(this::carryOutIfDue);
    }

    /** Completes empty where the move may be made; a class that the caller does not reach is not there. */
    private Mono<Stored<Move>> permitted(Caller caller, Asked asked, LocalDate today) {
        return administered(caller, asked.studentId())
                .zipWith(standing(asked)
                        .filter(found -> MoveRules.mayMove(caller, found.value()))
                        .map(Stored::id)
                        .collect(Collectors.toSet()))
                .flatMap(known -> refusal(asked, known.getT1(), known.getT2(), today)
                        .map(Refused::<Stored<Move>>mono)
                        .orElseGet(Mono::empty));
    }

    private static Optional<Rejection> refusal(Asked asked, Person student, Set<String> reached, LocalDate today) {
        return Stream.of(asked.fromClassId(), asked.toClassId())
                .filter(id -> !reached.contains(id))
                .findFirst()
                .map(id -> Rejection.notFound("class-unknown").with("class", id))
                .or(() -> MoveRules.refusal(asked, student, today));
    }

    /** A student of a class that the caller administers; nobody else is there. */
    private Mono<Person> administered(Caller caller, String studentId) {
        return people.find(studentId)
                .map(Stored::value)
                .filterWhen(student ->
                        classes.findAll(student.classIds()).any(found -> MoveRules.mayMove(caller, found.value())))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")));
    }

    private Move.Planned planned(Asked asked, LocalDate today) {
        Instant due = asked.onDay().isAfter(today)
                ? asked.onDay().atStartOfDay(timeZone).toInstant()
                : clock.instant();
        return new Move.Planned(asked.studentId(), asked, due.toEpochMilli(), 0);
    }

    Mono<Stored<Move>> cancel(Caller caller, String studentId, String moveId) {
        return moves.find(moveId)
                .filter(move -> move.value().asked().studentId().equals(studentId))
                .filterWhen(move -> mayMove(caller, move.value().asked()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("not-found")))
                .flatMap(_ -> moves.change(moveId, move -> cancelled(move, caller)));
    }

    private Decision<Move> cancelled(Move move, Caller caller) {
        return switch (move) {
            case Move.Planned planned
            when planned.attempt() == 0 ->
                Decision.accepted(
                        new Move.Cancelled(planned.studentId(), planned.asked(), caller.personId(), clock.instant()));
            case Move.Cancelled cancelled -> Decision.unchanged(cancelled);
            default -> Decision.rejected(Rejection.conflict("move-begun"));
        };
    }

    private Mono<Boolean> mayMove(Caller caller, Asked asked) {
        return standing(asked).any(found -> MoveRules.mayMove(caller, found.value()));
    }

    /** Of a student of a school that the caller administers, and of none else. */
    Mono<Page<Stored<Move>>> of(Caller caller, String studentId, PageRequest page) {
        return administered(caller, studentId).flatMap(_ -> moves.of(studentId, page));
    }

    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> sweep() {
        return Mono.defer(() -> moves.due(clock.instant(), SWEEP_MAX)
                        .concatMap(move -> carryOutIfDue(move).onErrorResume(thrown -> {
                            log.warn("Move {} stopped and will be taken on again after its lease", move.id(), thrown);
                            return Mono.empty();
                        }))
                        .then())
                .onErrorResume(thrown -> {
                    log.warn("Moves that are due were not found", thrown);
                    return Mono.empty();
                });
    }

    private Mono<Stored<Move>> carryOutIfDue(Stored<Move> move) {
        if (!(move.value() instanceof Move.Planned planned)
                || planned.dueAt() > clock.instant().toEpochMilli()) {
            return Mono.just(move);
        }
        long leaseEnd = clock.instant().plus(MoveRules.LEASE).toEpochMilli();
        var claimed = new Move.Planned(planned.studentId(), planned.asked(), leaseEnd, planned.attempt() + 1);
        return moves.save(move, claimed)
                .flatMap(mine -> carryOut(mine, claimed))
                .onErrorResume(VersionMoved.class, _ -> moves.find(move.id()));
    }

    private Mono<Stored<Move>> carryOut(Stored<Move> mine, Move.Planned planned) {
        return Mono.defer(() -> steps(planned.asked()))
                .then(Mono.defer(
                        () -> moves.save(mine, new Move.Done(planned.studentId(), planned.asked(), clock.instant()))))
                .onErrorResume(
                        Refused.class,
                        refused -> planned.attempt() < MoveRules.ATTEMPTS_MAX && isBusy(refused)
                                ? Mono.error(refused)
                                : moves.save(
                                        mine,
                                        new Move.Failed(
                                                planned.studentId(),
                                                planned.asked(),
                                                refused.rejection().slug(),
                                                clock.instant())));
    }

    private static boolean isBusy(Refused refused) {
        return refused.rejection().slug().equals("busy");
    }

    private Mono<Void> steps(Asked asked) {
        return standing(asked).collectMap(Stored::id, Stored::value).flatMap(known -> {
            SchoolClass to = known.get(asked.toClassId());
            if (to == null) {
                return Refused.mono(Rejection.ruleBroken("class-unknown").with("class", asked.toClassId()));
            }
            SchoolClass from = known.get(asked.fromClassId());
            return figures.touch(Stream.of(from, to)
                            .filter(Objects::nonNull)
                            .map(SchoolClass::schoolId)
                            .collect(Collectors.toSet()))
                    .then(member(asked))
                    .flatMap(student -> change(to, asked.toClassId(), asked, MoveRules::joined)
                            .then(person(asked, student.value(), from, to))
                            .then(
                                    from == null
                                            ? Mono.empty()
                                            : change(from, asked.fromClassId(), asked, MoveRules::left))
                            .then(guardians(student.value())));
        });
    }

    /** The student, in the old class still or in the new one already. */
    private Mono<Stored<Person>> member(Asked asked) {
        return people.find(asked.studentId())
                .filter(student -> student.value().classIds().contains(asked.fromClassId())
                        || student.value().classIds().contains(asked.toClassId()))
                .switchIfEmpty(Refused.mono(
                        Rejection.ruleBroken("student-not-in-class").with("class", asked.fromClassId())));
    }

    /** Those of the two classes that have not been dissolved. */
    private Flux<Stored<SchoolClass>> standing(Asked asked) {
        return classes.findAll(List.of(asked.fromClassId(), asked.toClassId()))
                .filter(found -> !found.value().isDeleted());
    }

    private interface ClassStep {
        Decision<SchoolClass> decide(SchoolClass schoolClass, String classId, String studentId);
    }

    private Mono<Void> change(SchoolClass known, String classId, Asked asked, ClassStep step) {
        return classes.change(classId, current -> step.decide(current.value(), classId, asked.studentId()))
                .then();
    }

    private Mono<Void> person(Asked asked, Person known, SchoolClass from, SchoolClass to) {
        var others = known.classIds().stream()
                .filter(id -> !id.equals(asked.fromClassId()) && !id.equals(asked.toClassId()))
                .toList();
        String fromSchool = from == null ? null : from.schoolId();
        return classes.findAll(others)
                .any(other -> other.value().schoolId().equals(fromSchool))
                .flatMap(keepsOldSchool -> people.change(asked.studentId(), current -> {
                    Person next = MoveRules.moved(
                            current.value(), asked, fromSchool, to.schoolId(), keepsOldSchool, clock.instant());
                    return next.equals(current.value())
                            ? Decision.unchanged(next)
                            : new Decision.Accepted<>(next, events(asked, next, to));
                }))
                .then();
    }

    private static List<PublishedEvent> events(Asked asked, Person next, SchoolClass to) {
        var facts = Map.of(
                "from", asked.fromClassId(),
                "to", asked.toClassId(),
                "day", asked.onDay().toString());
        return List.of(
                next.changed(asked.studentId()),
                Audit.of(asked.askedBy(), "student-moved", asked.studentId(), to.within(), facts));
    }

    private Mono<Void> guardians(Person student) {
        return people.findAll(student.guardianIds())
                .concatMap(guardian -> people.findAll(guardian.value().childIds())
                        .concatMapIterable(child -> child.value().schoolIds())
                        .collect(Collectors.toSet())
                        .flatMap(schools -> people.change(guardian.id(), current -> {
                            Person next = MoveRules.followed(current.value(), schools);
                            return next.equals(current.value())
                                    ? Decision.unchanged(next)
                                    : Decision.accepted(next, next.changed(guardian.id()));
                        })))
                .then();
    }
}
