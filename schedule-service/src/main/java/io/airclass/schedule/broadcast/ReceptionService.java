package io.airclass.schedule.broadcast;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.broadcast.Reception.Entry;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.schedule.broadcast.ReceptionRules.By;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a school says of a broadcast for its classes, and what is known of a class. */
@Service
class ReceptionService {
    private final ReceptionRepository receptions;
    private final BroadcastService broadcasts;
    private final ReachService reach;
    private final AccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    ReceptionService(
            ReceptionRepository receptions,
            BroadcastService broadcasts,
            ReachService reach,
            AccessService access,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.receptions = receptions;
        this.broadcasts = broadcasts;
        this.reach = reach;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * A broadcast and a class that it has to do with.
     *
     * @param receives whether the class receives it today
     * @param out why and since when it does not, where its school took it out
     * @param reasonsToo whether the asker may know why and by whom
     */
    record OfClass(
            Stored<Broadcast> broadcast,
            SchoolClass schoolClass,
            boolean receives,
            Optional<Entry> out,
            boolean reasonsToo) {}

    /** Puts in these classes of a school and no others; to take some out, a school need not be offered the broadcast any more. */
    Mono<Stored<Reception>> subscribe(Caller caller, String broadcastId, String schoolId, Set<String> classIds) {
        return broadcasts.read(caller, broadcastId).flatMap(found -> school(caller, schoolId)
                .flatMap(school -> of(found, schoolId)
                        .flatMap(said -> said.filter(one -> one.value().in().containsAll(classIds))
                                        .isPresent()
                                ? Mono.<Void>empty()
                                : offered(found, school).then(fitting(found.value(), schoolId, classIds)))
                        .then(reach.departuresNow(found.value()))
                        .flatMap(departures -> receptions.put(
                                broadcastId,
                                schoolId,
                                current -> ReceptionRules.subscribe(
                                        current.map(said -> said.after(departures)),
                                        by(caller, found, school),
                                        classIds,
                                        today())))));
    }

    /** What a school said, as it stands; nothing where it said nothing. */
    Mono<Optional<Stored<Reception>>> of(Caller caller, String broadcastId, String schoolId) {
        return broadcasts.read(caller, broadcastId).flatMap(found -> access.schoolToRead(caller, schoolId)
                .then(of(found, schoolId)));
    }

    private Mono<Optional<Stored<Reception>>> of(Stored<Broadcast> found, String schoolId) {
        return Mono.zip(receptions.find(found.id(), schoolId), reach.departures(found.value()))
                .map(both -> both.getT1()
                        .map(said -> new Stored<>(
                                said.id(), said.version(), said.value().after(both.getT2()))));
    }

    private Mono<Void> offered(Stored<Broadcast> found, Org school) {
        return found.value().closed()
                ? Refused.mono(Rejection.conflict("broadcast-closed"))
                : reach.invitedNow(found.value())
                        .flatMap(invited -> BroadcastRules.mayReach(found.value(), school.within(), invited)
                                ? Mono.empty()
                                : Refused.mono(Rejection.ruleBroken("broadcast-not-offered")));
    }

    private Mono<Void> fitting(Broadcast broadcast, String schoolId, Set<String> classIds) {
        return roster.schoolClasses(classIds).flatMap(classes -> classIds.stream()
                .filter(id -> !classes.containsKey(id)
                        || !classes.get(id).schoolId().equals(schoolId)
                        || !broadcast.suits(classes.get(id)))
                .findFirst()
                .map(id -> Refused.<Void>mono(
                        Rejection.ruleBroken("broadcast-class-unfit").with("classId", id)))
                .orElseGet(Mono::empty));
    }

    /** Takes a class out. */
    Mono<OfClass> optOut(Caller caller, String classId, String broadcastId, String reason, Optional<LocalDate> asked) {
        var from = asked.orElseGet(this::today);
        return from.isBefore(today()) || from.isAfter(today().plusYears(1))
                ? Refused.mono(Rejection.invalid("opt-out-day-unfit").with("today", today()))
                : decide(
                        caller,
                        classId,
                        broadcastId,
                        (school, found) -> receptions.put(
                                broadcastId,
                                school.id(),
                                current -> ReceptionRules.optOut(
                                        current, by(caller, found, school), classId, reason, from)));
    }

    /** Lets a class receive it again. */
    Mono<OfClass> takeBack(Caller caller, String classId, String broadcastId) {
        return decide(caller, classId, broadcastId, (school, found) -> receptions
                .find(broadcastId, school.id())
                .flatMap(there -> there.isEmpty()
                        ? Mono.empty()
                        : receptions.put(broadcastId, school.id(), current -> current.map(said ->
                                        ReceptionRules.takeBack(said, by(caller, found, school), classId, today()))
                                .orElseGet(() -> Decision.rejected(Rejection.notFound("broadcast-not-found"))))));
    }

    private interface Word {
        Mono<Stored<Reception>> of(Org school, Stored<Broadcast> found);
    }

    private Mono<OfClass> decide(Caller caller, String classId, String broadcastId, Word word) {
        return seen(caller, classId).flatMap(schoolClass -> reach.known(broadcastId)
                .filterWhen(_ -> reach.concerns(broadcastId, schoolClass))
                .switchIfEmpty(Refused.mono(Rejection.notFound("broadcast-not-found")))
                .flatMap(found -> caller.reaches(BroadcastRules.DECIDERS, schoolClass.within())
                        ? roster.org(schoolClass.schoolId())
                                .flatMap(school -> word.of(school, found))
                                .then(Mono.defer(() -> ofClass(found, schoolClass, true)))
                        : Refused.mono(Rejection.forbidden("forbidden"))));
    }

    /** The broadcasts that a class has to do with, those that its school took it out of included. */
    Mono<List<OfClass>> ofClass(Caller caller, String classId) {
        return seen(caller, classId).flatMap(schoolClass -> reach.of(schoolClass)
                .flatMapIterable(Function.identity())
                .filter(received -> !received.broadcast().closed())
                .concatMap(received -> reach.known(received.id()))
                .concatMap(found -> ofClass(found, schoolClass, AccessRules.mayReadTimetable(caller, schoolClass)))
                .collectList());
    }

    /** The classes of a broadcast, with what their schools said. */
    Mono<Page<OfClass>> classes(Caller caller, String broadcastId, PageRequest page) {
        return broadcasts.toOversee(caller, broadcastId).flatMap(found -> reach.concerned(broadcastId, page.lastId())
                .take(page.limit() + 1L)
                .collectList()
                .flatMap(classes -> {
                    var some = page.cut(classes, SchoolClass::id);
                    return Flux.fromIterable(some.items())
                            .concatMap(schoolClass -> ofClass(found, schoolClass, true))
                            .collectList()
                            .map(items -> new Page<>(items, some.cursor()));
                }));
    }

    private Mono<OfClass> ofClass(Stored<Broadcast> found, SchoolClass schoolClass, boolean reasonsToo) {
        var today = today();
        return reach.saidOf(found.id(), schoolClass.schoolId())
                .map(said -> new OfClass(
                        found,
                        schoolClass,
                        BroadcastRules.receives(found.value(), said, schoolClass, today),
                        said.stream()
                                .flatMap(one -> one.entries().stream())
                                .filter(entry -> entry.kind() == Kind.OUT
                                        && entry.isOpen()
                                        && entry.classId().equals(schoolClass.id()))
                                .findFirst(),
                        reasonsToo));
    }

    private Mono<SchoolClass> seen(Caller caller, String classId) {
        return roster.schoolClass(classId)
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }

    private Mono<Org> school(Caller caller, String schoolId) {
        return access.schoolToRead(caller, schoolId)
                .flatMap(school -> caller.reaches(BroadcastRules.DECIDERS, school.within())
                        ? Mono.just(school)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private By by(Caller caller, Stored<Broadcast> found, Org school) {
        return new By(
                found.id(),
                found.value(),
                school.id(),
                school.within(),
                caller.personId(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
