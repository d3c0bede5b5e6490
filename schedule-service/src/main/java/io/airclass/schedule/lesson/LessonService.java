package io.airclass.schedule.lesson;

import io.airclass.contracts.Role;
import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.TimetableRepository;
import io.airclass.schedule.timetable.TimetableRules;
import io.airclass.schedule.timetable.VersionHead;
import io.airclass.schedule.timetable.VersionRepository;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the lessons of a day. */
@Service
class LessonService {
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final AccessService access;
    private final RosterView roster;
    private final GroupService groups;
    private final Clock clock;
    private final ZoneId zone;

    LessonService(
            TimetableRepository timetables,
            VersionRepository versions,
            AccessService access,
            RosterView roster,
            GroupService groups,
            AirclassSettings settings,
            Clock clock) {
        this.timetables = timetables;
        this.versions = versions;
        this.access = access;
        this.roster = roster;
        this.groups = groups;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** A day and its lessons, in the order of time. */
    record Day(LocalDate date, List<Lesson> lessons) {}

    Mono<Day> ofClass(Caller caller, String classId, Optional<LocalDate> date) {
        return day(date).flatMap(day -> toRead(caller, classId)
                .flatMap(schoolClass -> ofClass(schoolClass, day))
                .map(lessons -> new Day(day, lessons)));
    }

    private Mono<SchoolClass> toRead(Caller caller, String id) {
        return groups.learners(id)
                .map(Learners::schoolClass)
                .filterWhen(found -> access.sees(caller, found))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")));
    }

    Mono<Day> ofChild(Caller caller, String childId, Optional<LocalDate> date) {
        return day(date).flatMap(day -> access.child(caller, childId)
                .flatMap(child -> ofStudent(child, day))
                .map(lessons -> new Day(day, lessons)));
    }

    /** What the caller learns as a student and teaches as a teacher. */
    Mono<Day> ofCaller(Caller caller, Optional<LocalDate> date) {
        boolean student = caller.hasSomewhere(Role.STUDENT);
        boolean teacher = caller.hasSomewhere(Role.TEACHER) || caller.hasSomewhere(Role.HEAD_TEACHER);
        if (!student && !teacher && caller.hasSomewhere(Role.GUARDIAN)) {
            return Refused.mono(Rejection.invalid("child-not-named"));
        }
        return day(date).flatMap(day -> {
            Mono<List<Lesson>> learned = student
                    ? roster.person(caller.personId())
                            .flatMap(person -> ofStudent(person, day))
                            .defaultIfEmpty(List.of())
                    : Mono.just(List.of());
            Mono<List<Lesson>> given = teacher ? ofTeacher(caller.personId(), day) : Mono.just(List.of());
            return learned.zipWith(given, LessonService::joined).map(lessons -> new Day(day, lessons));
        });
    }

    private static List<Lesson> joined(List<Lesson> some, List<Lesson> others) {
        return LessonRules.inTime(Stream.concat(some.stream(), others.stream()).toList());
    }

    private Mono<List<Lesson>> ofStudent(Person student, LocalDate day) {
        return groups.idsOf(student.id()).flatMap(groupIds -> ofHolders(student.classIds(), day)
                .zipWith(ofHolders(groupIds, day), LessonRules::ofOne));
    }

    private Mono<List<Lesson>> ofHolders(List<String> ids, LocalDate day) {
        return Flux.fromIterable(ids)
                .concatMap(groups::learners)
                .concatMap(learners -> ofClass(learners.schoolClass(), day))
                .concatMapIterable(lessons -> lessons)
                .collectList();
    }

    private Mono<List<Lesson>> ofClass(SchoolClass schoolClass, LocalDate day) {
        return timetables
                .versionsOf(schoolClass.id())
                .flatMap(heads -> Mono.justOrEmpty(TimetableRules.on(day, heads)))
                .flatMap(head -> versions.findAll(List.of(head.versionId())).next())
                .zipWith(
                        roster.schoolDay(schoolClass.schoolWithin(), day),
                        (version, schoolDay) -> LessonRules.on(schoolDay, version, schoolClass.name(), zone))
                .defaultIfEmpty(List.of());
    }

    private Mono<List<Lesson>> ofTeacher(String teacherId, LocalDate day) {
        return versions.classesTaughtBy(teacherId, day).flatMap(ids -> Mono.zip(
                        timetables
                                .versionsOf(ids)
                                .flatMapMany(heads -> versions.findAll(holding(day, heads)))
                                .collectList(),
                        Flux.fromIterable(ids)
                                .concatMap(groups::learners)
                                .map(Learners::schoolClass)
                                .collectMap(SchoolClass::id))
                .flatMap(found -> schoolDays(found.getT2().values(), day)
                        .map(days -> LessonRules.givenBy(teacherId, days, found.getT1(), names(found.getT2()), zone))));
    }

    private static List<String> holding(LocalDate day, Map<String, List<VersionHead>> heads) {
        return heads.values().stream()
                .flatMap(all -> TimetableRules.on(day, all).stream())
                .map(VersionHead::versionId)
                .toList();
    }

    private static Map<String, String> names(Map<String, SchoolClass> classes) {
        return classes.values().stream().collect(Collectors.toMap(SchoolClass::id, SchoolClass::name));
    }

    /** By class; each school is asked for once. */
    private Mono<Map<String, SchoolDay>> schoolDays(Collection<SchoolClass> classes, LocalDate day) {
        return Flux.fromStream(classes.stream().map(SchoolClass::schoolWithin).distinct())
                .concatMap(within -> roster.schoolDay(within, day).map(found -> Map.entry(within.getLast(), found)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(bySchool -> classes.stream()
                        .collect(Collectors.toMap(
                                SchoolClass::id,
                                each -> bySchool.get(each.schoolWithin().getLast()))));
    }

    private Mono<LocalDate> day(Optional<LocalDate> date) {
        var day = date.orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        return LessonRules.isPlausible(day) ? Mono.just(day) : Refused.mono(Rejection.invalid("date-out-of-range"));
    }
}
