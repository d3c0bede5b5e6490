package io.airclass.schedule.broadcast;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.Clash;
import io.airclass.schedule.booking.MeetingRules;
import io.airclass.schedule.booking.Resource;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds lessons of broadcasts at times at which classes that receive them have lessons of their own. Nothing is refused for it. */
@Service
public class ClashService {
    /** Told of one class and broadcast, and of a draft. */
    static final int CLASHES_MAX = 50;
    /** Classes whose documents are in memory at once; about 10 KB each. */
    private static final int CLASSES_AT_ONCE = 50;

    private final ReachService reach;
    private final BroadcastService broadcasts;
    private final BookingService bookings;
    private final AccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    ClashService(
            ReachService reach,
            BroadcastService broadcasts,
            BookingService bookings,
            AccessService access,
            RosterView roster,
            AirclassSettings settings,
            Clock clock) {
        this.reach = reach;
        this.broadcasts = broadcasts;
        this.bookings = bookings;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * What a draft would meet: that of a broadcast the lessons of the classes that receive it, that of a class the broadcasts that it receives;
     * of a group nothing, its lessons are of some students only.
     *
     * @param own the times that the draft takes of its holder
     */
    public Mono<List<Clash>> ofDraft(Learners learners, List<Booking> own, LocalDate effectiveFrom) {
        var from = effectiveFrom.isAfter(today()) ? effectiveFrom : today();
        if (own.isEmpty() || !learners.overlaid().isEmpty()) {
            return Mono.just(List.of());
        }
        return timesOf(learners.id(), from)
                .map(there -> there.weekly(own))
                .flatMapMany(times -> reach.has(learners.id())
                        ? withClasses(learners.id(), times, from).flatMapIterable(Map.Entry::getValue)
                        : withBroadcasts(learners.schoolClass(), times, from).flatMapIterable(Map.Entry::getValue))
                .take(CLASHES_MAX)
                .collectList();
    }

    /** Of each class that receives a broadcast what it meets there, the classes with nothing left out, in the order of their ids. */
    Flux<Map.Entry<SchoolClass, List<Clash>>> withClasses(String broadcastId, Resource own, LocalDate from) {
        return reach.receiving(broadcastId, from).buffer(CLASSES_AT_ONCE).concatMap(some -> with(some, own, from), 1);
    }

    private Flux<Map.Entry<SchoolClass, List<Clash>>> with(List<SchoolClass> some, Resource own, LocalDate from) {
        var keys = some.stream()
                .map(schoolClass -> ResourceKey.schoolClass(schoolClass.id(), from))
                .toList();
        return bookings.kept(keys).flatMapIterable(taken -> some.stream()
                .map(schoolClass -> {
                    var key = ResourceKey.schoolClass(schoolClass.id(), from);
                    return Map.entry(
                            schoolClass, MeetingRules.clashes(key, own, ofItself(taken.get(key)), from, CLASHES_MAX));
                })
                .filter(found -> !found.getValue().isEmpty())
                .toList());
    }

    /** What a class leaves open, and what some of its students have as a group, is no lesson of the class. */
    private static Resource ofItself(Resource taken) {
        return taken.only(booking -> !booking.open() && !booking.overlay());
    }

    /** Of each broadcast that a class receives what meets the class's own times. */
    Flux<Map.Entry<Received, List<Clash>>> withBroadcasts(SchoolClass schoolClass, Resource own, LocalDate from) {
        var key = ResourceKey.schoolClass(schoolClass.id(), from);
        return reach.of(schoolClass)
                .flatMapIterable(Function.identity())
                .filter(received -> received.on().test(from))
                .concatMap(received -> timesOf(received.id(), from)
                        .map(times -> Map.entry(
                                received, MeetingRules.clashes(key, times, ofItself(own), from, CLASHES_MAX))))
                .filter(found -> !found.getValue().isEmpty());
    }

    /** The times of a class or a broadcast in the school year of a day, as they are published and changed. */
    Mono<Resource> timesOf(String holderId, LocalDate day) {
        var key = ResourceKey.schoolClass(holderId, day);
        return bookings.kept(List.of(key)).map(taken -> taken.get(key));
    }

    /**
     * What a class and a broadcast meet in.
     *
     * @param clashes at most {@link #CLASHES_MAX}
     */
    record Met(String broadcastId, String classId, String schoolId, List<Clash> clashes) {}

    /** Of a page of the classes that receive a broadcast; those without a clash are not told, so a page may be empty and not the last. */
    Mono<Page<Met>> ofBroadcast(Caller caller, String id, PageRequest page) {
        var today = today();
        return broadcasts
                .toOversee(caller, id)
                .thenMany(reach.receiving(id, today, page.lastId()))
                .take(page.limit() + 1L)
                .collectList()
                .flatMap(classes -> {
                    var some = page.cut(classes, SchoolClass::id);
                    return timesOf(id, today)
                            .flatMap(own -> with(some.items(), own, today)
                                    .map(found -> new Met(
                                            id,
                                            found.getKey().id(),
                                            found.getKey().schoolId(),
                                            found.getValue()))
                                    .collectList())
                            .map(items -> new Page<>(items, some.cursor()));
                });
    }

    /** Of all broadcasts that a class receives. */
    Mono<Page<Met>> ofClass(Caller caller, String classId) {
        var today = today();
        return roster.schoolClass(classId)
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(found -> AccessRules.mayReadTimetable(caller, found)
                        ? timesOf(classId, today).flatMap(own -> withBroadcasts(found, own, today)
                                .map(met -> new Met(met.getKey().id(), classId, found.schoolId(), met.getValue()))
                                .collectList())
                        : Refused.mono(Rejection.forbidden("forbidden")))
                .map(items -> new Page<>(items, null));
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), zone);
    }
}
