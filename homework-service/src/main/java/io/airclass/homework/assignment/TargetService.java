package io.airclass.homework.assignment;

import io.airclass.contracts.schedule.StudyGroupGuest;
import io.airclass.homework.access.AccessService;
import io.airclass.homework.budget.Concerned;
import io.airclass.homework.group.Group;
import io.airclass.homework.group.GroupRepository;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.RosterView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds out which classes, and who of them, a teacher means, and whether the teacher may set them homework. */
@Service
class TargetService {
    private static final int CLASSES_AT_ONCE = 8;

    /** Students that are named one by one, in all classes: with them a document stays well under a megabyte. */
    static final int NAMED_MAX = 2_000;

    private final AccessService access;
    private final GroupRepository groups;
    private final RosterView roster;

    TargetService(AccessService access, GroupRepository groups, RosterView roster) {
        this.access = access;
        this.groups = groups;
        this.roster = roster;
    }

    /** The classes with who of them, each class once, in the order of the request; refused where one is not the caller's to set homework to. */
    Mono<List<Concerned>> of(Caller caller, NewAssignment asked) {
        return Flux.concat(named(caller, asked), group(caller, asked))
                .collectList()
                .map(TargetService::eachOnce)
                .flatMap(TargetService::bounded);
    }

    private static Mono<List<Concerned>> bounded(List<Concerned> all) {
        if (all.isEmpty()) {
            return Refused.mono(Rejection.ruleBroken("nobody-has-it"));
        }
        if (all.size() > NewAssignment.TARGETS_MAX) {
            return Refused.mono(Rejection.ruleBroken("targets-too-many").with("max", NewAssignment.TARGETS_MAX));
        }
        int named = all.stream().mapToInt(each -> each.studentIds().size()).sum();
        return named > NAMED_MAX
                ? Refused.mono(Rejection.ruleBroken("students-too-many").with("max", NAMED_MAX))
                : Mono.just(all);
    }

    private Flux<Concerned> named(Caller caller, NewAssignment asked) {
        var targets = new ArrayList<AskedTarget>();
        if (asked.classId() != null) {
            targets.add(new AskedTarget(asked.classId(), List.of()));
        }
        targets.addAll(asked.targets());
        return Flux.fromIterable(targets).flatMapSequential(target -> named(caller, target), CLASSES_AT_ONCE);
    }

    private Mono<Concerned> named(Caller caller, AskedTarget target) {
        return access.standing(caller, target.classId())
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(standing -> {
                    if (!standing.teaches()) {
                        return Refused.mono(Rejection.forbidden("not-your-class"));
                    }
                    return target.studentIds().stream()
                            .filter(Predicate.not(standing.schoolClass()::hasStudent))
                            .findFirst()
                            .map(stranger -> Refused.<Concerned>mono(Rejection.ruleBroken("not-a-student-of-target")
                                    .with("studentId", stranger)))
                            .orElseGet(() -> Mono.just(new Concerned(standing.schoolClass(), target.studentIds())));
                });
    }

    private Flux<Concerned> group(Caller caller, NewAssignment asked) {
        return asked.groupId() == null
                ? Flux.empty()
                : groups.find(asked.groupId())
                        .filter(group -> !group.closed() && group.teacherIds().contains(caller.personId()))
                        .filterWhen(group -> access.teachesAt(caller, group.schoolId()))
                        .switchIfEmpty(Refused.mono(Rejection.notFound("group-not-found")))
                        .flatMapMany(this::ofGroup);
    }

    private Flux<Concerned> ofGroup(Group group) {
        var guests = new LinkedHashMap<String, List<String>>();
        for (StudyGroupGuest guest : group.guests()) {
            guests.computeIfAbsent(guest.classId(), _ -> new ArrayList<>()).add(guest.studentId());
        }
        return roster.schoolClasses(group.classIds())
                .flatMapIterable(Map::values)
                .map(schoolClass -> new Concerned(
                        schoolClass,
                        schoolClass.studentIds().stream()
                                .filter(group.studentIds()::contains)
                                .toList()))
                .concatWith(roster.schoolClasses(guests.keySet())
                        .flatMapIterable(Map::values)
                        .map(schoolClass -> new Concerned(schoolClass, guests.get(schoolClass.id()))))
                .filter(concerned -> !concerned.studentIds().isEmpty())
                .sort((one, other) ->
                        one.schoolClass().id().compareTo(other.schoolClass().id()));
    }

    /** A class that is named as a whole has it as a whole, whoever else names some of it. */
    private static List<Concerned> eachOnce(List<Concerned> all) {
        var byClass = new LinkedHashMap<String, Concerned>();
        all.forEach(each -> byClass.merge(each.schoolClass().id(), each, TargetService::both));
        return List.copyOf(byClass.values());
    }

    private static Concerned both(Concerned one, Concerned other) {
        if (one.studentIds().isEmpty() || other.studentIds().isEmpty()) {
            return new Concerned(one.schoolClass(), List.of());
        }
        var students = new ArrayList<>(one.studentIds());
        students.addAll(other.studentIds());
        return new Concerned(one.schoolClass(), students.stream().distinct().toList());
    }
}
