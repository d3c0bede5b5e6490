package io.airclass.schedule.broadcast;

import io.airclass.contracts.Stage;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.alliance.AllianceService;
import io.airclass.schedule.alliance.AllianceService.Members;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.group.HolderSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Says which broadcasts a class receives, from memory, and which classes receive a broadcast. What another replica wrote is known about a second
 * later.
 */
@Service
public class ReachService implements HolderSource {
    private static final Logger log = LoggerFactory.getLogger(ReachService.class);
    /** Broadcasts whose classes are in memory for three seconds; at most 1,500 ids each. */
    private static final long HELD_MAX = 500;

    private final Followed<Broadcast> broadcasts;
    private final Followed<Reception> receptions;
    private final BroadcastRepository stored;
    private final ReceptionRepository said;
    private final AllianceService alliances;
    private final RosterView roster;
    private final Held<List<String>> heldCandidates = Held.briefly(HELD_MAX);

    ReachService(BroadcastRepository stored, ReceptionRepository said, AllianceService alliances, RosterView roster) {
        this.alliances = alliances;
        this.stored = stored;
        this.said = said;
        this.roster = roster;
        this.broadcasts = stored.followed();
        this.receptions = said.followed();
    }

    /** What others wrote; a time of silence is made up for by the next look that succeeds. */
    @Scheduled(fixedDelayString = "PT1S")
    Mono<Void> catchUp() {
        return broadcasts.catchUp().then(receptions.catchUp()).onErrorResume(thrown -> {
            log.warn("Changes of broadcasts were not read", thrown);
            return Mono.empty();
        });
    }

    private Mono<Void> ready() {
        return broadcasts.ready().then(receptions.ready());
    }

    @Override
    public boolean has(String holderId) {
        return BroadcastRules.isBroadcast(holderId);
    }

    @Override
    public Mono<Learners> learners(String holderId) {
        return known(holderId)
                .map(found -> new Learners(found.value().asClass(found.id(), found.version()), List.of()));
    }

    /** From memory, or from the database where another replica made it a moment ago. */
    Mono<Stored<Broadcast>> known(String id) {
        return ready().then(Mono.defer(() -> broadcasts.find(id).map(Mono::just).orElseGet(() -> stored.find(id)
                .map(broadcasts::put))));
    }

    /** The broadcasts that a class receives on some day, in the order of their ids; groups and broadcasts receive none. */
    public Mono<List<Received>> of(SchoolClass schoolClass) {
        return has(schoolClass.id()) || GroupService.isGroup(schoolClass.id())
                ? Mono.just(List.of())
                : ready().then(Mono.fromSupplier(() -> inMemory(schoolClass)));
    }

    private List<Received> inMemory(SchoolClass schoolClass) {
        var bySchool = receptions.in(schoolClass.schoolId()).stream()
                .map(Stored::value)
                .collect(Collectors.toMap(Reception::broadcastId, Function.identity()));
        var byPlace = schoolClass.within().stream()
                .flatMap(place -> broadcasts.in(place).stream())
                .filter(found -> found.value().reachesByItself(schoolClass));
        var putIn = bySchool.values().stream()
                .filter(one -> one.entries().stream()
                        .anyMatch(entry ->
                                entry.kind() == Kind.IN && entry.classId().equals(schoolClass.id())))
                .flatMap(one -> broadcasts.find(one.broadcastId()).stream());
        return Stream.concat(byPlace, putIn)
                .distinct()
                .map(found -> received(found, Optional.ofNullable(bySchool.get(found.id())), schoolClass))
                .sorted(Comparator.comparing(Received::id))
                .toList();
    }

    private static Received received(Stored<Broadcast> found, Optional<Reception> said, SchoolClass schoolClass) {
        return new Received(
                found.id(), found.value(), day -> BroadcastRules.receives(found.value(), said, schoolClass, day));
    }

    /** What somebody's classes receive in the subject that this person teaches them. */
    public Mono<List<Received>> ofTeacher(String personId) {
        return roster.classesOf(personId)
                .defaultIfEmpty(List.of())
                .flatMapIterable(Function.identity())
                .concatMap(schoolClass -> of(schoolClass)
                        .flatMapIterable(Function.identity())
                        .filter(received -> schoolClass.isTaughtBy(
                                personId, received.broadcast().subject())))
                .collectList();
    }

    /** Whether a class has to do with a broadcast: it receives it on some day, or would, had its school not taken it out. */
    Mono<Boolean> concerns(String broadcastId, SchoolClass schoolClass) {
        return of(schoolClass).map(all -> all.stream().anyMatch(one -> one.id().equals(broadcastId)));
    }

    /** The ids of the classes that take part in what is in somebody's timetable on a day: a class or group itself, or those that receive it. */
    public Mono<List<String>> takingPart(String holderId, LocalDate day) {
        return has(holderId)
                ? receiving(holderId, day)
                        .map(classes -> classes.stream().map(SchoolClass::id).toList())
                : Mono.just(List.of(holderId));
    }

    /** The classes that receive a broadcast on a day, in the order of their ids; none where there is no such broadcast. */
    Mono<List<SchoolClass>> receiving(String broadcastId, LocalDate day) {
        return concerned(broadcastId).flatMap(classes -> Flux.fromIterable(classes)
                .filterWhen(schoolClass -> of(schoolClass).map(all -> all.stream()
                        .anyMatch(
                                one -> one.id().equals(broadcastId) && one.on().test(day))))
                .collectList());
    }

    /** The classes that a broadcast has to do with, in the order of their ids, those that are out included. */
    Mono<List<SchoolClass>> concerned(String broadcastId) {
        return known(broadcastId)
                .flatMap(found -> heldCandidates.get(broadcastId, id -> candidates(id, found.value())))
                .flatMap(roster::schoolClasses)
                .map(found -> found.values().stream()
                        .sorted(Comparator.comparing(SchoolClass::id))
                        .toList())
                .defaultIfEmpty(List.of());
    }

    /** What a school said of a broadcast; empty where it said nothing. */
    Mono<Optional<Reception>> saidOf(String broadcastId, String schoolId) {
        return ready().then(Mono.fromSupplier(() ->
                receptions.find(ReceptionRepository.idOf(broadcastId, schoolId)).map(Stored::value)));
    }

    /** The receiving schools of its alliance; none where it has none, or that is closed. */
    Mono<List<String>> invited(Broadcast broadcast) {
        return broadcast.allianceId() == null
                ? Mono.just(List.of())
                : alliances
                        .members(broadcast.allianceId())
                        .filter(members -> !members.closed())
                        .map(Members::receivingSchoolIds)
                        .defaultIfEmpty(List.of());
    }

    void forget(String broadcastId) {
        heldCandidates.forget(broadcastId);
    }

    private Mono<List<String>> candidates(String id, Broadcast broadcast) {
        return byThemselves(broadcast.everyClassOf(), broadcast)
                .concatWith(putIn(id).flatMapMany(Flux::fromIterable))
                .distinct()
                .take(BroadcastRules.RECEIVING_MAX)
                .collectList();
    }

    private Flux<String> byThemselves(String place, Broadcast broadcast) {
        return place == null
                ? Flux.empty()
                : Flux.fromIterable(broadcast.grades())
                        .concatMap(grade ->
                                roster.classIdsIn(place, broadcast.stage(), grade, BroadcastRules.RECEIVING_MAX))
                        .concatMapIterable(Function.identity());
    }

    /** How many classes would receive a broadcast by themselves, counted up to one more than it may have. */
    Mono<Integer> countIn(String place, Stage stage, List<Integer> grades) {
        return Flux.fromIterable(grades)
                .concatMap(grade -> roster.classIdsIn(place, stage, grade, BroadcastRules.CLASSES_MAX + 1))
                .map(List::size)
                .reduce(0, Integer::sum);
    }

    /** The classes that schools put in at some time, those that are in no more included. */
    Mono<List<String>> putIn(String broadcastId) {
        return said.all(broadcastId)
                .concatMapIterable(one -> one.value().entries())
                .filter(entry -> entry.kind() == Kind.IN)
                .map(Reception.Entry::classId)
                .distinct()
                .collectList();
    }
}
