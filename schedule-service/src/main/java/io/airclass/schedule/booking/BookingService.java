package io.airclass.schedule.booking;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.kit.store.VersionMoved;
import io.airclass.schedule.booking.AttemptRepository.Outcome;
import io.airclass.schedule.booking.BookingRules.Meeting;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Takes things for an attempt, keeps them when it has become true, gives them back when it has not. Every step may be repeated, by any
 * replica, and changes nothing the second time.
 */
@Service
public class BookingService {
    /** Between two looks at what has become of an attempt that stands in the way. */
    private static final Duration LOOK_AGAIN = Duration.ofMillis(40);
    /** Three seconds of looking; then the caller is told to come back. */
    private static final int LOOKS_MAX = 75;
    /** Others who write the same document in between. */
    private static final int WRITES_MAX = 200;

    private final BookingRepository resources;
    private final AttemptRepository attempts;

    BookingService(BookingRepository resources, AttemptRepository attempts) {
        this.resources = resources;
        this.attempts = attempts;
    }

    /**
     * Claims everything the wish names, in the order of the ids, or stops where something is taken; then what was claimed before stays
     * until {@link #giveBack}. Refused with {@code busy} where an attempt stands in the way that does not come to an end.
     *
     * @return what stands in the way; empty when all is claimed
     */
    public Mono<List<Clash>> claim(Wish wish) {
        return Flux.fromIterable(keys(wish))
                .concatMap(key -> claim(key, wish, 1, 1))
                .filter(clashes -> !clashes.isEmpty())
                .next()
                .defaultIfEmpty(List.of());
    }

    /** What stands in the way now, without claiming anything; claims of others that are not decided are not told. */
    public Mono<List<Clash>> check(Wish wish) {
        return checkEach(wish).map(found -> found.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .flatMap(each -> each.getValue().stream())
                .limit(BookingRules.CLASHES_MAX)
                .toList());
    }

    /** Keeps what the attempt claimed, and frees what its holders had before. */
    public Mono<Void> keep(Wish wish) {
        return each(wish, _ -> resource -> BookingRules.kept(resource, wish));
    }

    /** Frees what the attempt claimed. */
    public Mono<Void> giveBack(Wish wish) {
        return each(wish, _ -> resource -> BookingRules.without(resource, wish.attempt()));
    }

    /** What a thing is taken for on some day of this school year, kept claims only; nothing where it never was. */
    public Mono<Map<ResourceKey, List<Booking>>> taken(Collection<ResourceKey> keys) {
        return kept(keys).map(found -> found.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().bookings())));
    }

    /** The same with the single days that weekly times are free again. */
    public Mono<Map<ResourceKey, Resource>> kept(Collection<ResourceKey> keys) {
        return resources.findAll(keys).collectMap(Stored::id, Stored::value).map(found -> keys.stream()
                .distinct()
                .collect(Collectors.toMap(key -> key, key -> keptOnly(found.get(key.toString())))));
    }

    /** Of these things the ones that nothing stands in the way of, at the time each is wanted. */
    public Mono<Set<ResourceKey>> free(Map<ResourceKey, Booking> wanted) {
        var bookings = wanted.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
        return checkEach(new Wish("", Map.of(), Map.of(), Set.of(), bookings, Map.of(), Set.of()))
                .map(found -> found.entrySet().stream()
                        .filter(each -> each.getValue().isEmpty())
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toSet()));
    }

    /** In whose timetables a room of a school is taken in the school years of these days, each once. */
    public Mono<List<String>> holdersIn(String schoolId, String room, LocalDate first, LocalDate last) {
        var keys = Stream.of(first, last)
                .map(day -> ResourceKey.room(schoolId, room, day))
                .distinct()
                .toList();
        return taken(keys).map(taken -> taken.values().stream()
                .flatMap(List::stream)
                .map(Booking::holderId)
                .distinct()
                .toList());
    }

    /** The same by what is needed twice. */
    private Mono<Map<ResourceKey, List<Clash>>> checkEach(Wish wish) {
        var keys = keys(wish);
        return resources.findAll(keys).collectMap(Stored::id, Stored::value).map(found -> keys.stream()
                .collect(Collectors.toMap(
                        key -> key,
                        key -> BookingRules.meetings(key, keptOnly(found.get(key.toString())), wish).stream()
                                .map(meeting -> meeting.clash(key))
                                .toList())));
    }

    private static Resource keptOnly(Resource resource) {
        return resource == null
                ? Resource.FREE
                : new Resource(
                        resource.bookings().stream().filter(Booking::kept).toList(), resource.releases());
    }

    private static List<ResourceKey> keys(Wish wish) {
        var keys = new TreeSet<>(wish.bookings().keySet());
        keys.addAll(wish.releases().keySet());
        return List.copyOf(keys);
    }

    private Mono<List<Clash>> claim(ResourceKey key, Wish wish, int look, int write) {
        return resources.find(key).flatMap(current -> {
            var resource = current.map(Stored::value).orElse(Resource.FREE);
            var meetings = BookingRules.meetings(key, resource, wish);
            return meetings.isEmpty()
                    ? take(key, current, resource, wish, look, write)
                    : decide(key, current, resource, meetings, wish, look, write);
        });
    }

    private Mono<List<Clash>> take(
            ResourceKey key, Optional<Stored<Resource>> current, Resource resource, Wish wish, int look, int write) {
        var next = BookingRules.claimed(key, resource, wish);
        var inTheEnd = BookingRules.kept(next, wish);
        if (inTheEnd.bookings().size() > BookingRules.BOOKINGS_MAX
                || inTheEnd.releases().size() > BookingRules.BOOKINGS_MAX) {
            return Refused.mono(
                    Rejection.conflict("resource-full").with("id", key.id()).with("max", BookingRules.BOOKINGS_MAX));
        }
        return put(key, current, resource, next)
                .thenReturn(List.<Clash>of())
                .onErrorResume(VersionMoved.class, _ -> again(() -> claim(key, wish, look, write + 1), write));
    }

    /** A time that is kept is in the way for good; of one that is only claimed its owner says what it is worth. */
    private Mono<List<Clash>> decide(
            ResourceKey key,
            Optional<Stored<Resource>> current,
            Resource resource,
            List<Meeting> meetings,
            Wish wish,
            int look,
            int write) {
        return Flux.fromStream(meetings.stream()
                        .map(Meeting::taken)
                        .filter(taken -> !taken.kept() && !taken.isOf(wish.attempt()))
                        .map(Booking::attempt)
                        .distinct())
                .concatMap(attempt -> attempts.outcome(attempt).map(outcome -> Map.entry(attempt, outcome)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .flatMap(outcomes -> {
                    var next = settled(resource, outcomes);
                    if (!next.equals(resource)) {
                        return put(key, current, resource, next)
                                .then(Mono.defer(() -> claim(key, wish, look, write)))
                                .onErrorResume(
                                        VersionMoved.class, _ -> again(() -> claim(key, wish, look, write + 1), write));
                    }
                    var inTheWay = meetings.stream()
                            .filter(meeting -> outcomes.get(meeting.taken().attempt()) != Outcome.PENDING)
                            .map(meeting -> meeting.clash(key))
                            .toList();
                    if (!inTheWay.isEmpty()) {
                        return Mono.just(inTheWay);
                    }
                    return look < LOOKS_MAX
                            ? Mono.delay(LOOK_AGAIN).then(Mono.defer(() -> claim(key, wish, look + 1, write)))
                            : Refused.mono(Rejection.conflict("busy"));
                });
    }

    /** What failed is gone and what is true is kept, as their own attempts would do sooner or later. */
    private static Resource settled(Resource resource, Map<String, Outcome> outcomes) {
        var next = resource;
        for (var each : outcomes.entrySet()) {
            next = switch (each.getValue()) {
                case VOID -> BookingRules.without(next, each.getKey());
                case TRUE -> BookingRules.keeping(next, each.getKey());
                case PENDING -> next;
            };
        }
        return next;
    }

    private interface Next {
        UnaryOperator<Resource> of(ResourceKey key);
    }

    private Mono<Void> each(Wish wish, Next next) {
        return Flux.fromIterable(keys(wish))
                .concatMap(key -> write(key, next.of(key), 1))
                .then();
    }

    private Mono<Void> write(ResourceKey key, UnaryOperator<Resource> next, int write) {
        return resources.find(key).flatMap(current -> {
            var resource = current.map(Stored::value).orElse(Resource.FREE);
            return put(key, current, resource, next.apply(resource))
                    .onErrorResume(VersionMoved.class, _ -> again(() -> write(key, next, write + 1), write));
        });
    }

    private Mono<Void> put(ResourceKey key, Optional<Stored<Resource>> current, Resource before, Resource next) {
        return next.equals(before) ? Mono.empty() : resources.put(key, current, next);
    }

    private static <T> Mono<T> again(Supplier<Mono<T>> attempt, int write) {
        return write < WRITES_MAX ? Mono.defer(attempt) : Refused.mono(Rejection.conflict("busy"));
    }
}
