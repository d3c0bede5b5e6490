package io.airclass.schedule.broadcast;

import io.airclass.contracts.Stage;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.alliance.Alliance.Departure;
import io.airclass.schedule.alliance.AllianceService;
import io.airclass.schedule.alliance.AllianceService.Members;
import io.airclass.schedule.broadcast.Reception.Kind;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.group.HolderSource;
import java.time.Clock;
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
    /** Classes that are in memory at once while all of a broadcast are walked through; about 3 KB each. */
    static final int WALKED_AT_ONCE = 500;

    private final Followed<Broadcast> broadcasts;
    private final Followed<Reception> receptions;
    private final BroadcastRepository stored;
    private final ReceptionRepository said;
    private final AllianceService alliances;
    private final RosterView roster;
    private final Clock clock;

    ReachService(
            BroadcastRepository stored,
            ReceptionRepository said,
            AllianceService alliances,
            RosterView roster,
            Clock clock) {
        this.alliances = alliances;
        this.clock = clock;
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
        return known(holderId).map(ReachService::learners);
    }

    @Override
    public Mono<Learners> learnersNow(String holderId) {
        return stored.find(holderId).map(ReachService::learners);
    }

    private static Learners learners(Stored<Broadcast> found) {
        return new Learners(found.value().asClass(found.id(), found.version()), List.of());
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
                : ready().then(Mono.defer(() -> inMemory(schoolClass)));
    }

    private Mono<List<Received>> inMemory(SchoolClass schoolClass) {
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
        return Flux.fromStream(Stream.concat(byPlace, putIn).distinct().sorted(Comparator.comparing(Stored::id)))
                .concatMap(found -> standing(found.value(), Optional.ofNullable(bySchool.get(found.id())))
                        .map(said -> received(found, said, schoolClass)))
                .collectList();
    }

    private static Received received(Stored<Broadcast> found, Optional<Reception> said, SchoolClass schoolClass) {
        return new Received(
                found.id(), found.value(), day -> BroadcastRules.receives(found.value(), said, schoolClass, day));
    }

    /** A school's word as it stands, the school's leaving of the alliance included; as at most three seconds ago. */
    Mono<Optional<Reception>> standing(Broadcast broadcast, Optional<Reception> said) {
        return said.isEmpty()
                ? Mono.just(said)
                : departures(broadcast).map(departures -> said.map(one -> one.after(departures)));
    }

    /** Which schools left its alliance, as at most three seconds ago; none where it has none. */
    Mono<List<Departure>> departures(Broadcast broadcast) {
        return departures(broadcast, alliances::members);
    }

    /** The same as it is stored now: what decides on a write. */
    Mono<List<Departure>> departuresNow(Broadcast broadcast) {
        return departures(broadcast, alliances::membersNow);
    }

    private static Mono<List<Departure>> departures(Broadcast broadcast, Function<String, Mono<Members>> members) {
        return broadcast.allianceId() == null
                ? Mono.just(List.of())
                : members.apply(broadcast.allianceId()).map(Members::departures).defaultIfEmpty(List.of());
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

    /**
     * The ids of the classes that take part in what is in somebody's timetable on a day: a class or group itself, or those that receive it, in
     * the order of their ids and at most {@link BroadcastRules#NAMED_MAX}. Whether one class takes part, {@link #receives} says.
     */
    public Mono<List<String>> takingPart(String holderId, LocalDate day) {
        return has(holderId)
                ? receiving(holderId, day, "")
                        .map(SchoolClass::id)
                        .take(BroadcastRules.NAMED_MAX)
                        .collectList()
                : Mono.just(List.of(holderId));
    }

    /**
     * All that take part, where those that were named are at most {@link BroadcastRules#NAMED_MAX}.
     *
     * @param named in the order of their ids
     */
    public Flux<String> takingPart(String holderId, LocalDate day, List<String> named) {
        return has(holderId) && named.size() >= BroadcastRules.NAMED_MAX
                ? Flux.fromIterable(named)
                        .concatWith(receiving(holderId, day, named.getLast()).map(SchoolClass::id))
                : Flux.fromIterable(named);
    }

    /** Whether a class receives a broadcast on a day; of what is no broadcast nobody does. From memory. */
    public Mono<Boolean> receives(String broadcastId, SchoolClass schoolClass, LocalDate day) {
        return has(broadcastId)
                ? of(schoolClass).map(all -> all.stream()
                        .anyMatch(
                                one -> one.id().equals(broadcastId) && one.on().test(day)))
                : Mono.just(false);
    }

    /** Whether a class of an organisation, or of one below it, receives a broadcast on a day. */
    public Mono<Boolean> isReceivedIn(String orgId, String broadcastId, LocalDate day) {
        return Mono.zip(known(broadcastId), roster.org(orgId))
                .flatMap(found -> narrower(found.getT1().value().everyClassOf(), found.getT2())
                        .flatMapMany(place -> walk(found.getT1(), place, Optional.of(orgId), ""))
                        .filterWhen(schoolClass -> receives(broadcastId, schoolClass, day))
                        .hasElements())
                .defaultIfEmpty(false);
    }

    /** Of two places, one below the other, the lower one; empty where they have nothing in common. */
    private Mono<Optional<String>> narrower(String everyClassOf, Org org) {
        if (everyClassOf == null || org.within().contains(everyClassOf)) {
            return Mono.just(Optional.ofNullable(everyClassOf).map(_ -> org.id()));
        }
        return roster.org(everyClassOf)
                .map(place -> Optional.of(place.id()).filter(_ -> place.within().contains(org.id())))
                .defaultIfEmpty(Optional.empty());
    }

    /** The classes that receive a broadcast on a day, all of them, in the order of their ids; none where there is no such broadcast. */
    Flux<SchoolClass> receiving(String broadcastId, LocalDate day) {
        return receiving(broadcastId, day, "");
    }

    /**
     * The same from an id on.
     *
     * @param after the last id that is known already; empty at the beginning
     */
    public Flux<SchoolClass> receiving(String broadcastId, LocalDate day, String after) {
        return concerned(broadcastId, after).filterWhen(schoolClass -> receives(broadcastId, schoolClass, day));
    }

    /**
     * The classes that a broadcast has to do with, all of them, in the order of their ids, those that are out included.
     *
     * @param after the last id that is known already; empty at the beginning
     */
    Flux<SchoolClass> concerned(String broadcastId, String after) {
        return known(broadcastId)
                .flatMapMany(found ->
                        walk(found, Optional.ofNullable(found.value().everyClassOf()), Optional.empty(), after));
    }

    /**
     * As many classes as somebody asks for, {@link #WALKED_AT_ONCE} in memory.
     *
     * @param place whose every class receives it; empty where there is none
     * @param putInBy the organisation of whose schools those count that were put in; empty for all
     */
    private Flux<SchoolClass> walk(
            Stored<Broadcast> found, Optional<String> place, Optional<String> putInBy, String after) {
        return idsAfter(found, place, putInBy, after)
                .expand(ids ->
                        ids.size() < WALKED_AT_ONCE ? Mono.empty() : idsAfter(found, place, putInBy, ids.getLast()))
                .concatMap(roster::schoolClasses, 1)
                .concatMapIterable(classes -> classes.values().stream()
                        .sorted(Comparator.comparing(SchoolClass::id))
                        .toList());
    }

    private Mono<List<String>> idsAfter(
            Stored<Broadcast> found, Optional<String> place, Optional<String> putInBy, String after) {
        var broadcast = found.value();
        return Flux.fromIterable(place.isEmpty() ? List.of() : broadcast.grades())
                .concatMap(grade -> roster.classIdsIn(place.get(), broadcast.stage(), grade, after, WALKED_AT_ONCE))
                .concatMapIterable(Function.identity())
                .concatWith(putInAfter(found, putInBy, after))
                .distinct()
                .sort()
                .take(WALKED_AT_ONCE)
                .collectList();
    }

    /** From memory; of what is past, and in memory no more, from the database. */
    private Flux<String> putInAfter(Stored<Broadcast> found, Optional<String> by, String after) {
        return BroadcastRules.isPast(found.value(), clock.instant())
                ? putIn(said.all(found.id())
                                .filter(one ->
                                        by.isEmpty() || one.value().within().contains(by.get())))
                        .filter(id -> id.compareTo(after) > 0)
                : ready().thenMany(Flux.defer(() ->
                        Flux.fromIterable(by.map(orgId -> said.putIn().after(found.id(), orgId, after, WALKED_AT_ONCE))
                                .orElseGet(() -> said.putIn().after(found.id(), after, WALKED_AT_ONCE)))));
    }

    /** What a school said of a broadcast, as it stands; empty where it said nothing. */
    Mono<Optional<Reception>> saidOf(String broadcastId, String schoolId) {
        return known(broadcastId)
                .flatMap(found -> standing(
                        found.value(),
                        receptions
                                .find(ReceptionRepository.idOf(broadcastId, schoolId))
                                .map(Stored::value)))
                .defaultIfEmpty(Optional.empty());
    }

    /** Whether a school has said anything of a broadcast, at any time. */
    boolean wasSaid(String broadcastId, String schoolId) {
        return receptions.find(ReceptionRepository.idOf(broadcastId, schoolId)).isPresent();
    }

    /** The receiving schools of its alliance, as at most three seconds ago; none where it has none, or that is closed. */
    Mono<List<String>> invited(Broadcast broadcast) {
        return invited(broadcast, alliances::members);
    }

    /** The same as it is stored now: what decides on a write. */
    Mono<List<String>> invitedNow(Broadcast broadcast) {
        return invited(broadcast, alliances::membersNow);
    }

    private static Mono<List<String>> invited(Broadcast broadcast, Function<String, Mono<Members>> members) {
        return broadcast.allianceId() == null
                ? Mono.just(List.of())
                : members.apply(broadcast.allianceId())
                        .filter(found -> !found.closed())
                        .map(Members::receivingSchoolIds)
                        .defaultIfEmpty(List.of());
    }

    /** How many classes would receive a broadcast by themselves, counted up to one more than it may have. */
    Mono<Integer> countIn(String place, Stage stage, List<Integer> grades) {
        return Flux.fromIterable(grades)
                .concatMap(grade -> roster.classIdsIn(place, stage, grade, "", BroadcastRules.CLASSES_MAX + 1))
                .map(List::size)
                .reduce(0, Integer::sum);
    }

    /** Of the classes that schools put in at some time, those that are in no more included, the first {@link BroadcastRules#CLASSES_MAX}. */
    Mono<List<String>> putIn(String broadcastId) {
        return putIn(said.all(broadcastId))
                .sort()
                .take(BroadcastRules.CLASSES_MAX)
                .collectList();
    }

    private static Flux<String> putIn(Flux<Stored<Reception>> said) {
        return said.concatMapIterable(one -> one.value().entries())
                .filter(entry -> entry.kind() == Kind.IN)
                .map(Reception.Entry::classId)
                .distinct();
    }
}
