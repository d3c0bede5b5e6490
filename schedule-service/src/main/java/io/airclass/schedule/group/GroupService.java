package io.airclass.schedule.group;

import com.github.benmanes.caffeine.cache.Ticker;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.booking.ResourceKey;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes, changes and reads groups, and tells timetables who learns together. */
@Service
public class GroupService {
    private static final long HELD_MAX = 20_000;
    /** A net only: each replica hears of changed groups and forgets. */
    private static final Duration HELD_FOR = Duration.ofMinutes(1);

    private final GroupRepository groups;
    private final AccessService access;
    private final RosterView roster;
    private final BookingService bookings;
    private final List<HolderSource> others;
    private final Clock clock;
    private final ZoneId zone;
    private final Held<Stored<StudyGroup>> held = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());
    private final Held<List<String>> heldOfGuests = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());
    private final Held<List<String>> heldOfClass = new Held<>(HELD_MAX, HELD_FOR, Ticker.systemTicker());

    GroupService(
            GroupRepository groups,
            AccessService access,
            RosterView roster,
            BookingService bookings,
            List<HolderSource> others,
            AirclassSettings settings,
            Clock clock) {
        this.groups = groups;
        this.access = access;
        this.roster = roster;
        this.bookings = bookings;
        this.others = others;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** What a group is asked to be. */
    record Asked(
            String name,
            StudyGroup.Kind kind,
            List<String> classIds,
            List<String> studentIds,
            List<String> teacherIds,
            boolean closed) {}

    /**
     * Who learns together in one timetable.
     *
     * @param schoolClass the class, or the group as a class
     * @param overlaid the classes whose times a group uses; empty for a class
     */
    public record Learners(SchoolClass schoolClass, List<String> overlaid) {
        public String id() {
            return schoolClass.id();
        }
    }

    /** What the id of every group begins with, and no other. */
    public static final String ID_PREFIX = GroupRules.ID_PREFIX;

    /** Whether such an id is a group's. */
    public static boolean isGroup(String holderId) {
        return GroupRules.isGroup(holderId);
    }

    /** The class or the group of that id, or what else holds a timetable. */
    public Mono<Learners> learners(String holderId) {
        if (GroupRules.isGroup(holderId)) {
            return held.get(holderId, groups::find).map(GroupService::learners);
        }
        return others.stream()
                .filter(source -> source.has(holderId))
                .findFirst()
                .map(source -> source.learners(holderId))
                .orElseGet(() -> roster.schoolClass(holderId).map(found -> new Learners(found, List.of())));
    }

    /** The same as it is stored now, for what decides on a write: what is in memory may be a minute old. */
    public Mono<Learners> learnersNow(String holderId) {
        if (GroupRules.isGroup(holderId)) {
            return groups.find(holderId).map(GroupService::learners);
        }
        return others.stream()
                .filter(source -> source.has(holderId))
                .findFirst()
                .map(source -> source.learnersNow(holderId))
                .orElseGet(() -> learners(holderId));
    }

    /** The groups of a school, by their ids, the closed ones too; at most so many. */
    public Flux<Learners> ofSchool(String schoolId, int max) {
        return groups.ofSchool(schoolId, max).map(GroupService::learners);
    }

    /** The groups that a student learns in: those of the student's classes, and those of other schools. */
    public Mono<List<String>> idsOf(Person student) {
        return Flux.fromIterable(student.classIds())
                .concatMap(classId -> heldOfClass.get(
                        classId, id -> groups.ofClass(id).map(Stored::id).collectList()))
                .concatWith(Flux.fromIterable(student.schoolIds())
                        .concatMap(schoolId -> heldOfGuests.get(
                                schoolId,
                                id -> groups.withGuestsOf(id).map(Stored::id).collectList())))
                .concatMapIterable(ids -> ids)
                .distinct()
                .concatMap(id -> held.get(id, groups::find))
                .filter(group -> GroupRules.hasStudent(group.value(), student))
                .map(Stored::id)
                .collectList();
    }

    /** The next question about a group, and about the groups of these classes and of guests from these schools, reads anew. */
    public void forget(String groupId, Collection<String> classIds, Collection<String> guestSchoolIds) {
        held.forget(groupId);
        classIds.forEach(heldOfClass::forget);
        guestSchoolIds.forEach(heldOfGuests::forget);
    }

    /**
     * Which of these groups have a student in common with which other group of the same classes; read now, not from memory.
     *
     * @param groupIds ids of holders; classes among them have nothing in common here
     */
    public Mono<Set<Set<String>>> sharing(Collection<String> groupIds) {
        return groups.findAll(groupIds.stream().filter(GroupRules::isGroup).toList())
                .collectList()
                .flatMap(mine -> Flux.fromStream(mine.stream()
                                .flatMap(group -> group.value().classIds().stream())
                                .distinct())
                        .concatMap(groups::ofClass)
                        .filter(other -> !other.value().closed())
                        .collectMap(Stored::id, other -> other.value().studentIds())
                        .map(others -> mine.stream()
                                .flatMap(group -> others.entrySet().stream()
                                        .filter(other -> !other.getKey().equals(group.id()))
                                        .filter(other ->
                                                GroupRules.share(group.value().studentIds(), other.getValue()))
                                        .map(other -> Set.of(group.id(), other.getKey())))
                                .collect(Collectors.toSet())));
    }

    Mono<Stored<StudyGroup>> create(Caller caller, String schoolId, Asked asked, IdempotencyKey key) {
        return access.schoolToChange(caller, schoolId)
                .flatMap(school -> checked(schoolId, asked).flatMap(classes -> {
                    var id = GroupRules.ID_PREFIX + key.id();
                    var within = new ArrayList<>(school.within());
                    within.add(id);
                    return groups.create(id, key, group(caller, schoolId, List.copyOf(within), asked, classes));
                }))
                .doOnNext(this::forget);
    }

    private void forget(Stored<StudyGroup> group) {
        forget(
                group.id(),
                group.value().classIds(),
                group.value().guests().stream()
                        .map(StudyGroup.Guest::schoolId)
                        .distinct()
                        .toList());
    }

    Mono<Stored<StudyGroup>> change(Caller caller, String id, Optional<Long> expectedVersion, Asked asked) {
        return toChange(caller, id)
                .flatMap(current -> whileTaught(current, asked)
                        .then(checked(current.value().schoolId(), asked))
                        .flatMap(classes -> groups.change(id, expectedVersion, now -> {
                            var next = group(
                                    caller, now.value().schoolId(), now.value().within(), asked, classes);
                            var kept =
                                    next.with(now.value().offer(), now.value().guests());
                            return Decision.accepted(kept, GroupRules.told(id, kept));
                        })))
                .doOnNext(this::forget);
    }

    /** Who of other schools is in, or what is offered to them. */
    Mono<Stored<StudyGroup>> changeGuests(
            String id, Optional<Long> expectedVersion, Function<StudyGroup, Decision<StudyGroup>> decide) {
        return groups.change(id, expectedVersion, now -> GroupRules.telling(id, decide.apply(now.value())))
                .doOnNext(this::forget);
    }

    /** The students of other schools in a group, by the ids of their classes; none for what is no group. */
    public Mono<Map<String, List<String>>> guestsOf(String holderId) {
        return GroupRules.isGroup(holderId)
                ? held.get(holderId, groups::find)
                        .map(group -> group.value().guests().stream()
                                .collect(Collectors.groupingBy(
                                        StudyGroup.Guest::classId,
                                        TreeMap::new,
                                        Collectors.mapping(StudyGroup.Guest::studentId, Collectors.toList()))))
                        .<Map<String, List<String>>>map(found -> found)
                        .defaultIfEmpty(Map.of())
                : Mono.just(Map.of());
    }

    Mono<Stored<StudyGroup>> read(Caller caller, String id) {
        return groups.find(id)
                .filterWhen(group -> access.schoolToRead(caller, group.value().schoolId())
                        .hasElement()
                        .onErrorReturn(Refused.class, false))
                .switchIfEmpty(Refused.mono(Rejection.notFound("group-not-found")));
    }

    Mono<Page<Stored<StudyGroup>>> ofSchool(Caller caller, String schoolId, PageRequest page) {
        return access.schoolToRead(caller, schoolId).flatMap(_ -> groups.ofSchool(schoolId, page));
    }

    private Mono<Stored<StudyGroup>> toChange(Caller caller, String id) {
        return read(caller, id)
                .flatMap(group ->
                        access.schoolToChange(caller, group.value().schoolId()).thenReturn(group));
    }

    private Mono<Map<String, SchoolClass>> checked(String schoolId, Asked asked) {
        return roster.schoolClasses(asked.classIds())
                .zipWith(roster.people(asked.teacherIds()))
                .flatMap(found -> GroupRules.refusal(schoolId, asked.classIds(), asked.studentIds(), found.getT1())
                        .or(() -> GroupRules.unknownTeacher(schoolId, asked.teacherIds(), found.getT2()))
                        .map(Refused::<Map<String, SchoolClass>>mono)
                        .orElseGet(() -> Mono.just(found.getT1())));
    }

    /** While a group has lessons to come, it keeps its classes, is not closed, and takes nobody who is in another group of these classes. */
    private Mono<Void> whileTaught(Stored<StudyGroup> current, Asked asked) {
        var group = current.value();
        var added = asked.studentIds().stream()
                .filter(id -> !group.studentIds().contains(id))
                .toList();
        boolean harmless = !asked.closed() && asked.classIds().equals(group.classIds()) && added.isEmpty();
        return harmless
                ? Mono.empty()
                : hasLessonsToCome(current).flatMap(taught -> {
                    if (!taught) {
                        return Mono.empty();
                    }
                    return asked.closed() || !asked.classIds().equals(group.classIds())
                            ? Refused.mono(Rejection.conflict("group-in-use"))
                            : Flux.fromIterable(group.classIds())
                                    .concatMap(groups::ofClass)
                                    .filter(other -> !other.id().equals(current.id())
                                            && !other.value().closed())
                                    .filter(other -> GroupRules.share(
                                            added, other.value().studentIds()))
                                    .next()
                                    .flatMap(other -> Refused.mono(Rejection.conflict("group-student-elsewhere")
                                            .with("groupId", other.id())));
                });
    }

    private Mono<Boolean> hasLessonsToCome(Stored<StudyGroup> group) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var keys = group.value().classIds().stream()
                .map(id -> ResourceKey.schoolClass(id, today))
                .toList();
        return bookings.taken(keys).map(taken -> taken.values().stream()
                .flatMap(List::stream)
                .anyMatch(booking ->
                        booking.holderId().equals(group.id()) && booking.weeks().reaches(today)));
    }

    /** Stage and grade are those of its lowest class: the limits of the youngest hold. */
    private StudyGroup group(
            Caller caller, String schoolId, List<String> within, Asked asked, Map<String, SchoolClass> classes) {
        var youngest = classes.values().stream()
                .min(Comparator.comparing(SchoolClass::grade))
                .orElseThrow();
        return new StudyGroup(
                schoolId,
                within,
                asked.name(),
                asked.kind(),
                youngest.stage(),
                youngest.grade(),
                asked.classIds(),
                asked.studentIds(),
                asked.teacherIds(),
                asked.closed(),
                caller.personId(),
                clock.instant(),
                null,
                List.of());
    }

    private static Learners learners(Stored<StudyGroup> group) {
        return new Learners(
                group.value().asClass(group.id(), group.version()),
                group.value().classIds());
    }
}
