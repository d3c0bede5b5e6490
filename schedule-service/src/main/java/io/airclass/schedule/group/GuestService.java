package io.airclass.schedule.group;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.MeetingRules;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.group.StudyGroup.Offer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Offers groups to students of other schools, and takes these in (R074). */
@Service
class GuestService {
    private static final int CLASHES_MAX = 20;

    private final GroupRepository repository;
    private final GroupService groups;
    private final AccessService access;
    private final RosterView roster;
    private final BookingService bookings;
    private final Clock clock;
    private final ZoneId zone;

    GuestService(
            GroupRepository repository,
            GroupService groups,
            AccessService access,
            RosterView roster,
            BookingService bookings,
            AirclassSettings settings,
            Clock clock) {
        this.repository = repository;
        this.groups = groups;
        this.access = access;
        this.roster = roster;
        this.bookings = bookings;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Offers places of a group to the students of an organisation above its school. */
    Mono<Stored<StudyGroup>> offer(Caller caller, String id, Optional<Long> expectedVersion, Offer offer) {
        return groups.read(caller, id)
                .flatMap(group -> access.schoolToChange(caller, group.value().schoolId()))
                .flatMap(school -> school.within().contains(offer.orgId())
                        ? groups.changeGuests(id, expectedVersion, group -> GuestRules.offer(group, offer))
                        : Refused.mono(Rejection.ruleBroken("group-offer-unfit").with("orgId", offer.orgId())));
    }

    /** The groups of other schools that a student may choose, or has chosen. */
    Mono<List<Stored<StudyGroup>>> offered(Caller caller) {
        return own(caller).flatMap(schoolClass -> Flux.fromIterable(schoolClass.within())
                .concatMap(repository::offeredTo)
                .filter(group -> GuestRules.isOffered(group.value(), schoolClass))
                .collectList());
    }

    /** The caller comes into a group; refused where it is full, or lies at the time of lessons of the caller's class. */
    Mono<Stored<StudyGroup>> enrol(Caller caller, String id) {
        return own(caller).flatMap(schoolClass -> repository
                .find(id)
                .filter(group -> GuestRules.isOffered(group.value(), schoolClass))
                .switchIfEmpty(Refused.mono(Rejection.notFound("group-not-found")))
                .flatMap(group -> clashes(group, schoolClass))
                .flatMap(clashes -> clashes.isEmpty()
                        ? groups.changeGuests(
                                id,
                                Optional.empty(),
                                group -> GuestRules.enrol(
                                        group,
                                        schoolClass,
                                        caller.personId(),
                                        clock.instant().truncatedTo(ChronoUnit.MILLIS)))
                        : Refused.mono(Rejection.conflict("group-clash")
                                .with("count", clashes.size())
                                .with("clashes", clashes))));
    }

    Mono<Void> leave(Caller caller, String id) {
        return repository
                .find(id)
                .filter(group -> group.value().hasGuest(caller.personId()))
                .switchIfEmpty(Refused.mono(Rejection.notFound("group-not-found")))
                .flatMap(_ ->
                        groups.changeGuests(id, Optional.empty(), group -> GuestRules.leave(group, caller.personId())))
                .then();
    }

    /** With the class's own lessons that it does not leave open, from today on. */
    private Mono<List<Clash>> clashes(Stored<StudyGroup> group, SchoolClass schoolClass) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var key = ResourceKey.schoolClass(schoolClass.id(), today);
        var overlaid = ResourceKey.schoolClass(group.value().classIds().getFirst(), today);
        return bookings.kept(List.of(key, overlaid))
                .map(taken -> MeetingRules.clashes(
                        key,
                        taken.get(overlaid).only(booking -> booking.holderId().equals(group.id())),
                        taken.get(key).only(GuestService::isFixed),
                        today,
                        CLASHES_MAX));
    }

    private static boolean isFixed(Booking booking) {
        return !booking.open() && !booking.overlay();
    }

    /** The class of a student. */
    private Mono<SchoolClass> own(Caller caller) {
        return !caller.hasSomewhere(Role.STUDENT)
                ? Refused.mono(Rejection.forbidden("forbidden"))
                : roster.person(caller.personId())
                        .flatMapIterable(person -> person.classIds())
                        .concatMap(roster::schoolClass)
                        .next()
                        .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }
}
