package io.airclass.schedule.live.attendance;

import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Batcher;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.live.Attender;
import io.airclass.schedule.live.LiveAccessService;
import io.airclass.schedule.live.LiveLesson;
import io.airclass.schedule.live.LiveLesson.Ended;
import io.airclass.schedule.live.LiveService;
import io.airclass.schedule.live.PlannedLesson;
import io.airclass.schedule.live.ReadinessService;
import io.airclass.schedule.live.provider.Providers;
import io.airclass.schedule.live.provider.Room;
import io.airclass.schedule.live.provider.Seat;
import io.airclass.schedule.live.provider.Seat.Part;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Takes joins and signs of life, and says who was there. */
@Service
public class AttendanceService {
    private static final Duration COME_AGAIN = Duration.ofSeconds(2);
    /** Classes whose sums go into one write; about 750 bytes each. */
    static final int SUMMED_AT_ONCE = 200;

    private final AttendanceRepository attendance;
    private final LiveAccessService access;
    private final LiveService lessons;
    private final PlacesService places;
    private final ReadinessService readiness;
    private final Providers providers;
    private final GroupService groups;
    private final RosterView roster;
    private final AttendanceSettings settings;
    private final Clock clock;
    private final Batcher<Sign> signs;

    AttendanceService(
            AttendanceRepository attendance,
            LiveAccessService access,
            LiveService lessons,
            PlacesService places,
            ReadinessService readiness,
            Providers providers,
            GroupService groups,
            RosterView roster,
            AttendanceSettings settings,
            Clock clock,
            MeterRegistry meters) {
        this.attendance = attendance;
        this.access = access;
        this.lessons = lessons;
        this.places = places;
        this.readiness = readiness;
        this.providers = providers;
        this.groups = groups;
        this.roster = roster;
        this.settings = settings;
        this.clock = clock;
        this.signs = new Batcher<>(
                new Batcher.Limits(
                        settings.batchMax(), settings.batchWait(), settings.waitingMax(), settings.writesAtOnce()),
                attendance::store,
                () -> Rejection.unavailable("joins-full", COME_AGAIN),
                Schedulers.parallel());
        Gauge.builder("airclass_joins_waiting", signs, Batcher::waiting)
                .description("joins and signs of life that are not written yet")
                .register(meters);
    }

    /**
     * A place in a lesson.
     *
     * @param joinId what later signs of life name
     * @param address where to enter
     */
    record Joined(String joinId, Part part, Room room, String address) {}

    /** Lets somebody in, once it is stored that they came. */
    Mono<Joined> join(Caller caller, String lessonId, Device device, Optional<String> name, int screenStudents) {
        return access.toAttend(caller, lessonId).flatMap(attender -> {
            if (!mayStandFor(device, attender)) {
                return Refused.mono(Rejection.forbidden("screen-by-teachers-only"));
            }
            return lessons.takingPlace(lessonId, attender.lesson().startsAt())
                    .flatMap(
                            started -> places.admit(attender, caller.personId()).then(lessons.room(started)))
                    .flatMap(room -> {
                        var sign = sign(attender, caller, device, screenStudents, false);
                        var joined = joined(caller, attender, room, sign, name);
                        return signs.add(sign)
                                .then(readiness.joined(attender.lesson(), caller.personId(), sign.at()))
                                .thenReturn(joined);
                    });
        });
    }

    /** A screen for a whole classroom is a teacher's. */
    private static boolean mayStandFor(Device device, Attender attender) {
        return device != Device.CLASSROOM || attender.staff();
    }

    private Joined joined(Caller caller, Attender attender, Room room, Sign sign, Optional<String> name) {
        var seat = new Seat(caller.personId(), name.orElse(nameless(attender.part())), attender.part());
        String address = providers
                .named(room.provider())
                .map(provider -> provider.address(room, seat))
                .orElse(room.address());
        return new Joined(sign.device().key() + "-" + sign.minute(), attender.part(), room, address);
    }

    private static String nameless(Part part) {
        return part == Part.MODERATOR ? "老师" : "同学";
    }

    private Sign sign(Attender attender, Caller caller, Device device, int screenStudents, boolean left) {
        var at = clock.instant();
        var lesson = attender.lesson();
        return new Sign(
                lesson.lessonId(),
                attender.group(),
                caller.personId(),
                device,
                AttendanceRules.minute(lesson.startsAt(), at),
                at,
                device == Device.CLASSROOM ? screenStudents : 0,
                left);
    }

    /** Somebody is still there, or goes. */
    Mono<Void> still(Caller caller, String lessonId, String joinId, boolean left, int screenStudents) {
        var device = Device.ofKey(joinId.substring(0, Math.max(0, joinId.indexOf('-'))));
        return access.toAttend(caller, lessonId).flatMap(attender -> device.filter(
                        known -> mayStandFor(known, attender))
                .map(known -> lessons.takingPlace(lessonId, attender.lesson().startsAt())
                        .flatMap(_ -> places.admit(attender, caller.personId())
                                .then(signs.add(sign(attender, caller, known, screenStudents, left)))))
                .orElseGet(() -> Refused.mono(Rejection.notFound("join-not-found"))));
    }

    /** Who of these classes was seen in a lesson at all. */
    public Mono<Set<String>> peopleSeen(String lessonId, Collection<String> classIds) {
        return attendance
                .of(lessonId, classIds)
                .map(seen -> seen.stream().map(Seen::personId).collect(Collectors.toSet()));
    }

    /** What is told of a lesson's attendance: sums to all who may see it, people only to those whose duty or child they are. */
    record Attendance(
            PlannedLesson lesson,
            int enrolled,
            Map<String, Presence> students,
            Map<String, Presence> told,
            Interval during) {}

    Mono<Attendance> of(Caller caller, String lessonId) {
        return access.toSee(caller, lessonId).flatMap(planned -> lessons.found(lessonId)
                .switchIfEmpty(
                        Refused.mono(Rejection.conflict("lesson-not-started").with("startsAt", planned.startsAt())))
                .flatMap(live -> Mono.zip(access.classes(caller, planned), children(caller))
                        .flatMap(known -> {
                            var classes = known.getT1();
                            var during = during(live);
                            return presences(lessonId, groups(ids(classes)), during)
                                    .map(all -> attendance(caller, planned, classes, known.getT2(), all, during));
                        })));
    }

    private static List<String> ids(Collection<SchoolClass> classes) {
        return classes.stream().map(SchoolClass::id).toList();
    }

    private static List<String> groups(Collection<String> classIds) {
        return Stream.concat(classIds.stream(), Stream.of(Attender.STAFF)).toList();
    }

    private Mono<Map<String, Presence>> presences(String lessonId, Collection<String> groups, Interval during) {
        return attendance
                .of(lessonId, groups)
                .map(seen -> AttendanceRules.presences(seen, settings.silenceMax(), during));
    }

    private Interval during(LiveLesson live) {
        return AttendanceRules.counted(
                live.plan(), live.startedAt(), live instanceof Ended ended ? ended.endedAt() : clock.instant());
    }

    private static Attendance attendance(
            Caller caller,
            PlannedLesson planned,
            Collection<SchoolClass> classes,
            Set<String> children,
            Map<String, Presence> all,
            Interval during) {
        var students = new TreeMap<String, Presence>();
        var told = new TreeMap<String, Presence>();
        int enrolled = 0;
        for (var schoolClass : classes) {
            enrolled += schoolClass.studentIds().size();
            boolean whole = caller.is(planned.teacherId())
                    || schoolClass.isHeadedBy(caller.personId())
                    || schoolClass.isTaughtBy(caller.personId());
            for (String student : schoolClass.studentIds()) {
                var presence = all.getOrDefault(student, Presence.NONE);
                students.put(student, presence);
                if (whole || caller.is(student) || children.contains(student)) {
                    told.put(student, presence);
                }
            }
        }
        return new Attendance(planned, enrolled, students, told, during);
    }

    private Mono<Set<String>> children(Caller caller) {
        return caller.hasSomewhere(Role.GUARDIAN)
                ? roster.childrenOf(caller.personId())
                        .map(children ->
                                Set.copyOf(children.stream().map(Person::id).toList()))
                        .defaultIfEmpty(Set.of())
                : Mono.just(Set.of());
    }

    /**
     * What came of one class, when the lesson is over.
     *
     * @param absent students who missed it
     */
    public record Summed(LessonAttendedV1 event, List<String> absent) {}

    /**
     * The sums of the next classes that take part and are known.
     *
     * @param upTo the class after which there are more; empty where these are the last
     */
    public record Sums(List<Summed> of, Optional<String> upTo) {}

    /** The sums of the classes that come after what was summed up. */
    public Mono<Sums> sums(Ended lesson) {
        var planned = lesson.plan();
        var during = during(lesson);
        return access.classIds(planned, lesson.summedUpTo().orElse(""), SUMMED_AT_ONCE)
                .flatMap(classIds -> byOwnClass(classIds)
                        .flatMap(classes -> presences(planned.lessonId(), groups(classIds), during)
                                .map(all -> new Sums(
                                        classes.stream()
                                                .map(schoolClass -> summed(planned, schoolClass, all, during))
                                                .toList(),
                                        classIds.size() < SUMMED_AT_ONCE
                                                ? Optional.empty()
                                                : Optional.of(classIds.getLast())))));
    }

    /** These classes and groups; those of other schools in a group count for their own class. */
    private Mono<List<SchoolClass>> byOwnClass(List<String> classIds) {
        return Flux.fromIterable(classIds)
                .concatMap(groups::learners)
                .map(Learners::schoolClass)
                .concatMap(schoolClass -> groups.guestsOf(schoolClass.id())
                        .flatMapMany(guests -> Flux.concat(
                                Mono.just(guests.isEmpty() ? schoolClass : without(schoolClass, guests.values())),
                                Flux.fromIterable(guests.entrySet()).concatMap(from -> roster.schoolClass(from.getKey())
                                        .map(own -> own.of(from.getValue()))))))
                .collectList();
    }

    private static SchoolClass without(SchoolClass group, Collection<List<String>> guests) {
        return group.of(group.studentIds().stream()
                .filter(student -> guests.stream().noneMatch(some -> some.contains(student)))
                .toList());
    }

    private static Summed summed(
            PlannedLesson planned, SchoolClass schoolClass, Map<String, Presence> all, Interval during) {
        var absent = new ArrayList<String>();
        var minutes = new EnumMap<Device, Duration>(Device.class);
        int joined = 0;
        for (String student : schoolClass.studentIds()) {
            var presence = all.getOrDefault(student, Presence.NONE);
            joined += presence.isNone() ? 0 : 1;
            if (!AttendanceRules.isPresent(presence, during)) {
                absent.add(student);
            }
            presence.byDevice().forEach((device, length) -> minutes.merge(device, length, Duration::plus));
        }
        int screenStudents = schoolClass.teacherIds().stream()
                .mapToInt(teacher -> all.getOrDefault(teacher, Presence.NONE).screenStudents())
                .max()
                .orElse(0);
        var event = new LessonAttendedV1(
                planned.lessonId(),
                schoolClass.id(),
                schoolClass.schoolId(),
                schoolClass.within(),
                planned.subject(),
                planned.teacherId(),
                schoolClass.studentIds().size(),
                joined,
                schoolClass.studentIds().size() - absent.size(),
                screenStudents,
                minutes(minutes, Device.PHONE) + minutes(minutes, Device.CLASS_GROUP),
                minutes(minutes, Device.TABLET),
                minutes(minutes, Device.PC),
                minutes(minutes, Device.TV),
                minutes(minutes, Device.CLASSROOM));
        return new Summed(event, absent);
    }

    private static long minutes(Map<Device, Duration> minutes, Device device) {
        return minutes.getOrDefault(device, Duration.ZERO).toMinutes();
    }
}
