package io.airclass.schedule.group;

import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.http.IdempotencyKey;
import io.airclass.kit.http.Page;
import io.airclass.kit.http.PageRequest;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Held;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Makes, changes and reads groups, and tells timetables who learns together. */
@Service
public class GroupService {
    private static final long HELD_MAX = 20_000;

    private final GroupRepository groups;
    private final AccessService access;
    private final RosterView roster;
    private final Clock clock;
    private final Held<Stored<StudyGroup>> held = Held.briefly(HELD_MAX);
    private final Held<List<String>> heldOfStudent = Held.briefly(HELD_MAX);
    private final Held<List<String>> heldOfTeacher = Held.briefly(HELD_MAX);

    GroupService(GroupRepository groups, AccessService access, RosterView roster, Clock clock) {
        this.groups = groups;
        this.access = access;
        this.roster = roster;
        this.clock = clock;
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

    /** The class or the group of that id. */
    public Mono<Learners> learners(String holderId) {
        return GroupRules.isGroup(holderId)
                ? held.get(holderId, groups::find)
                        .filter(group -> !group.value().closed())
                        .map(GroupService::learners)
                : roster.schoolClass(holderId).map(found -> new Learners(found, List.of()));
    }

    /** The groups that a person learns in, or teaches. */
    public Mono<List<String>> idsOf(String personId) {
        return heldOfStudent
                .get(personId, id -> groups.ofStudent(id).map(Stored::id).collectList())
                .zipWith(
                        heldOfTeacher.get(
                                personId,
                                id -> groups.ofTeacher(id).map(Stored::id).collectList()),
                        (learned, taught) -> {
                            var all = new ArrayList<>(learned);
                            all.addAll(taught);
                            return all.stream().distinct().toList();
                        });
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
                }));
    }

    Mono<Stored<StudyGroup>> change(Caller caller, String id, Optional<Long> expectedVersion, Asked asked) {
        return toChange(caller, id)
                .flatMap(current -> checked(current.value().schoolId(), asked)
                        .flatMap(classes -> groups.change(id, expectedVersion, now -> {
                            var next = group(
                                    caller, now.value().schoolId(), now.value().within(), asked, classes);
                            return Decision.accepted(next);
                        })))
                .doOnNext(stored -> {
                    held.forget(id);
                    stored.value().studentIds().forEach(heldOfStudent::forget);
                    stored.value().teacherIds().forEach(heldOfTeacher::forget);
                });
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
                .flatMap(classes -> GroupRules.refusal(schoolId, asked.classIds(), asked.studentIds(), classes)
                        .map(Refused::<Map<String, SchoolClass>>mono)
                        .orElseGet(() -> Mono.just(classes)));
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
                clock.instant());
    }

    private static Learners learners(Stored<StudyGroup> group) {
        return new Learners(
                group.value().asClass(group.id(), group.version()),
                group.value().classIds());
    }
}
