package io.airclass.schedule.broadcast;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.auth.Grant;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Org;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.alliance.AllianceService;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.broadcast.BroadcastRules.Asked;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes, changes and reads broadcasts. */
@Service
public class BroadcastService {
    private final BroadcastRepository broadcasts;
    private final ReachService reach;
    private final AllianceService alliances;
    private final RosterView roster;
    private final BookingService bookings;
    private final Clock clock;
    private final ZoneId zone;

    BroadcastService(
            BroadcastRepository broadcasts,
            ReachService reach,
            AllianceService alliances,
            RosterView roster,
            BookingService bookings,
            AirclassSettings settings,
            Clock clock) {
        this.broadcasts = broadcasts;
        this.reach = reach;
        this.alliances = alliances;
        this.roster = roster;
        this.bookings = bookings;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    Mono<Stored<Broadcast>> create(Caller caller, String orgId, Asked asked, IdempotencyKey key) {
        return orgToChange(caller, orgId).flatMap(org -> checked(org, asked).then(Mono.defer(() -> {
            var id = BroadcastRules.ID_PREFIX + key.id();
            var within = new ArrayList<>(org.within());
            within.add(id);
            return broadcasts.create(id, key, broadcast(caller, org.id(), within, asked, 0));
        })));
    }

    Mono<Stored<Broadcast>> change(Caller caller, String id, Optional<Long> expectedVersion, Asked asked) {
        return toChange(caller, id).flatMap(current -> roster.org(
                        current.value().orgId())
                .flatMap(org -> checked(org, asked))
                .then(lessonsToCome(id))
                .flatMap(taught -> broadcasts.change(id, expectedVersion, now -> {
                    var broadcast = now.value();
                    var refusal = BroadcastRules.inUse(broadcast, asked, taught);
                    return refusal.isPresent()
                            ? Decision.rejected(refusal.get())
                            : Decision.accepted(broadcast(
                                    caller, broadcast.orgId(), broadcast.within(), asked, broadcast.toldVersion()));
                })));
    }

    Mono<Stored<Broadcast>> read(Caller caller, String id) {
        return Mono.just(id)
                .filter(BroadcastRules::isBroadcast)
                .flatMap(broadcasts::find)
                .filterWhen(found -> sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("broadcast-not-found")));
    }

    Mono<Page<Stored<Broadcast>>> ofOrg(Caller caller, String orgId, PageRequest page) {
        return orgToRead(caller, orgId).flatMap(_ -> broadcasts.ofOrg(orgId, page));
    }

    /** For those who make and change it. */
    Mono<Stored<Broadcast>> toChange(Caller caller, String id) {
        return read(caller, id)
                .flatMap(found ->
                        caller.reaches(BroadcastRules.MAKERS, found.value().within())
                                ? Mono.just(found)
                                : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** For those who may see who receives it, and with what it clashes: whoever may see its timetable. */
    Mono<Stored<Broadcast>> toOversee(Caller caller, String id) {
        return read(caller, id)
                .flatMap(found ->
                        AccessRules.mayReadTimetable(caller, found.value().asClass(found.id(), found.version()))
                                ? Mono.just(found)
                                : Refused.mono(Rejection.forbidden("forbidden")));
    }

    /** Whether somebody may know of a broadcast of that id and its lessons; what is no broadcast nobody knows here. */
    public Mono<Boolean> sees(Caller caller, String holderId) {
        return reach.has(holderId)
                ? reach.known(holderId).flatMap(found -> sees(caller, found)).defaultIfEmpty(false)
                : Mono.just(false);
    }

    private Mono<Boolean> sees(Caller caller, Stored<Broadcast> found) {
        var orgIds = caller.grants().stream().map(Grant::org).distinct().toList();
        return roster.orgs(orgIds)
                .zipWith(
                        reach.invited(found.value()),
                        (orgs, invited) -> BroadcastRules.concernsStaff(
                                        caller,
                                        found.value().asClass(found.id(), found.version()),
                                        found.value(),
                                        orgs.values(),
                                        invited)
                                || orgIds.stream()
                                        .filter(orgId -> BroadcastRules.isStaff(caller, orgId))
                                        .anyMatch(orgId -> reach.wasSaid(found.id(), orgId)))
                .flatMap(staff -> staff ? Mono.just(true) : receives(caller, found.id()));
    }

    /** Whether a class of the caller, or of a child of the caller, has to do with it. */
    private Mono<Boolean> receives(Caller caller, String id) {
        var own = roster.classesOf(caller.personId()).defaultIfEmpty(List.of());
        var children = caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId()).defaultIfEmpty(List.of())
                : Mono.just(List.<Person>of());
        return own.flatMapMany(Flux::fromIterable)
                .concatWith(children.flatMapMany(Flux::fromIterable)
                        .concatMapIterable(Person::classIds)
                        .concatMap(roster::schoolClass))
                .filterWhen(schoolClass -> reach.concerns(id, schoolClass))
                .hasElements();
    }

    private Mono<Org> orgToRead(Caller caller, String orgId) {
        return roster.org(orgId)
                .filter(org -> AccessRules.mayReadSchool(caller, org.within()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("org-not-found")));
    }

    private Mono<Org> orgToChange(Caller caller, String orgId) {
        return orgToRead(caller, orgId)
                .flatMap(org -> caller.reaches(BroadcastRules.MAKERS, org.within())
                        ? Mono.just(org)
                        : Refused.mono(Rejection.forbidden("forbidden")));
    }

    private Mono<Void> checked(Org org, Asked asked) {
        var place = asked.everyClassOf()
                .map(id -> roster.org(id).map(Optional::of).defaultIfEmpty(Optional.empty()))
                .orElseGet(() -> Mono.just(Optional.empty()));
        var people = roster.people(asked.teacherIds());
        var classes = asked.everyClassOf()
                .map(id -> reach.countIn(id, asked.stage(), asked.grades()))
                .orElseGet(() -> Mono.just(0));
        return ofAlliance(org, asked).then(Mono.zip(place, people, classes)).flatMap(found -> roster.orgs(
                        found.getT2().values().stream()
                                .flatMap(person -> person.schoolIds().stream())
                                .collect(Collectors.toSet()))
                .flatMap(schools -> BroadcastRules.refusal(
                                org, asked, found.getT1(), found.getT3(), found.getT2(), schools)
                        .map(Refused::<Void>mono)
                        .orElseGet(Mono::empty)));
    }

    /** An alliance's lessons are given by its live schools. */
    private Mono<Void> ofAlliance(Org org, Asked asked) {
        return asked.allianceId()
                .map(id -> alliances
                        .members(id)
                        .filter(members ->
                                members.liveSchoolIds().contains(org.id()) && (asked.closed() || !members.closed()))
                        .switchIfEmpty(Refused.mono(Rejection.ruleBroken("broadcast-alliance-unknown")
                                .with("allianceId", id)))
                        .then())
                .orElseGet(Mono::empty);
    }

    private Mono<Boolean> lessonsToCome(String id) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var keys = Stream.of(today, today.plusYears(1))
                .map(day -> ResourceKey.schoolClass(id, day))
                .toList();
        return bookings.taken(keys).map(taken -> taken.entrySet().stream()
                .anyMatch(each -> each.getKey().equals(keys.getLast())
                        ? !each.getValue().isEmpty()
                        : each.getValue().stream()
                                .anyMatch(booking -> booking.weeks().reaches(today))));
    }

    private Broadcast broadcast(Caller caller, String orgId, List<String> within, Asked asked, int toldVersion) {
        return new Broadcast(
                orgId,
                within,
                asked.name(),
                asked.subject(),
                asked.stage(),
                asked.grades(),
                asked.everyClassOf().orElse(null),
                asked.allianceId().orElse(null),
                asked.teacherIds(),
                asked.closed(),
                caller.personId(),
                now(),
                toldVersion);
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
