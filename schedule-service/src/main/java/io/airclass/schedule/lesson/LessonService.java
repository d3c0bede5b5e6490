package io.airclass.schedule.lesson;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessService;
import io.airclass.schedule.booking.BookingService;
import io.airclass.schedule.broadcast.BroadcastService;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.broadcast.Received;
import io.airclass.schedule.dates.DateRules;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the lessons of a day or a week: of a class, a person, a room. */
@Service
class LessonService {
    private final DayService days;
    private final AccessService access;
    private final RosterView roster;
    private final GroupService groups;
    private final ReachService reach;
    private final BroadcastService broadcasts;
    private final Clock clock;
    private final ZoneId zone;
    private final BookingService bookings;
    private final TelevisedService televised;

    LessonService(
            DayService days,
            TelevisedService televised,
            AccessService access,
            RosterView roster,
            GroupService groups,
            ReachService reach,
            BroadcastService broadcasts,
            BookingService bookings,
            AirclassSettings settings,
            Clock clock) {
        this.days = days;
        this.televised = televised;
        this.access = access;
        this.roster = roster;
        this.groups = groups;
        this.reach = reach;
        this.broadcasts = broadcasts;
        this.bookings = bookings;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /** Some days and their lessons, in the order of time. */
    record Days(Span span, List<Lesson> lessons) {}

    /**
     * From one day to another, both inclusive.
     *
     * @param week whether a week was asked for
     */
    record Span(LocalDate first, LocalDate last, boolean week) {}

    Mono<Days> ofClass(Caller caller, String classId, Asked asked) {
        return span(asked).flatMap(span -> groups.learners(classId)
                .map(Learners::schoolClass)
                .filterWhen(found -> access.sees(caller, found)
                        .flatMap(sees -> sees ? Mono.just(true) : broadcasts.sees(caller, classId)))
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(found -> withReceived(found, span))
                .map(lessons -> new Days(span, LessonRules.inTime(lessons))));
    }

    Mono<Days> ofChild(Caller caller, String childId, Asked asked) {
        return span(asked).flatMap(span -> access.child(caller, childId)
                .flatMap(child -> ofStudent(child, span))
                .map(lessons -> new Days(span, lessons)));
    }

    /** What the caller learns as a student and teaches as a teacher. */
    Mono<Days> ofCaller(Caller caller, Asked asked) {
        boolean student = caller.hasSomewhere(Role.STUDENT);
        boolean teacher = caller.hasSomewhere(Role.TEACHER) || caller.hasSomewhere(Role.HEAD_TEACHER);
        if (!student && !teacher && caller.hasSomewhere(Role.GUARDIAN)) {
            return Refused.mono(Rejection.invalid("child-not-named"));
        }
        return span(asked).flatMap(span -> {
            Mono<List<Lesson>> learned = student
                    ? roster.person(caller.personId())
                            .flatMap(person -> ofStudent(person, span))
                            .defaultIfEmpty(List.of())
                    : Mono.just(List.of());
            Mono<List<Lesson>> given = teacher
                    ? givenBy(caller.personId(), span)
                            .zipWith(received(reach.ofTeacher(caller.personId()), span), LessonRules::inTime)
                    : Mono.just(List.of());
            return learned.zipWith(given, LessonRules::inTime).map(lessons -> new Days(span, lessons));
        });
    }

    /** What a teacher gives: in all schools for the teacher, in those that the caller's duty reaches for the others. */
    Mono<Days> ofTeacher(Caller caller, String teacherId, Asked asked) {
        return span(asked).flatMap(span -> teacher(caller, teacherId)
                .then(givenBy(teacherId, span))
                .flatMap(lessons -> seen(caller, teacherId, lessons))
                .map(lessons -> new Days(span, lessons)));
    }

    /** What is held in a room of a school. */
    Mono<Days> ofRoom(Caller caller, RoomId room, Asked asked) {
        return span(asked).flatMap(span -> access.schoolToRead(caller, room.schoolId())
                .then(bookings.holdersIn(room.schoolId(), room.name(), span.first(), span.last()))
                .flatMapMany(Flux::fromIterable)
                .concatMap(groups::learners)
                .concatMap(learners -> ofHolder(learners.schoolClass(), span))
                .concatMapIterable(lessons -> lessons)
                .filter(lesson -> lesson.room().equals(room.name()))
                .collectList()
                .map(lessons -> new Days(span, LessonRules.inTime(lessons))));
    }

    private Mono<List<Lesson>> ofStudent(Person student, Span span) {
        return groups.idsOf(student).flatMap(groupIds -> ofHolders(student.classIds(), span)
                .zipWith(ofHolders(groupIds, span), LessonRules::ofOne));
    }

    private Mono<List<Lesson>> ofHolders(List<String> ids, Span span) {
        return Flux.fromIterable(ids)
                .concatMap(groups::learners)
                .concatMap(learners -> withReceived(learners.schoolClass(), span))
                .concatMapIterable(lessons -> lessons)
                .collectList();
    }

    private Mono<List<Lesson>> withReceived(SchoolClass holder, Span span) {
        return ofHolder(holder, span)
                .zipWith(received(reach.of(holder), span), LessonRules::inTime)
                .zipWith(
                        televised.of(holder, span.first(), span.last()),
                        (planned, shown) -> shown.isEmpty()
                                ? planned
                                : LessonRules.inTime(planned, LessonRules.notPlanned(shown, planned)));
    }

    private Mono<List<Lesson>> received(Mono<List<Received>> broadcasts, Span span) {
        return broadcasts
                .flatMapIterable(all -> all)
                .concatMap(received -> groups.learners(received.id())
                        .flatMapMany(learners -> ofHolder(learners.schoolClass(), span))
                        .concatMapIterable(lessons -> lessons)
                        .filter(lesson -> received.on().test(lesson.date())))
                .collectList();
    }

    private Mono<List<Lesson>> ofHolder(SchoolClass holder, Span span) {
        return days.lessons(holder, span.first(), span.last());
    }

    /** What a teacher gives, and those of the teacher's that do not take place. */
    private Mono<List<Lesson>> givenBy(String teacherId, Span span) {
        return concerning(teacherId, span)
                .filter(lesson -> lesson.teacherId().equals(teacherId))
                .collectList()
                .map(LessonRules::inTime);
    }

    /** What a teacher gives or would have given. */
    private Flux<Lesson> concerning(String teacherId, Span span) {
        return days.holdersOf(teacherId, span.first(), span.last())
                .flatMapMany(Flux::fromIterable)
                .concatMap(groups::learners)
                .concatMap(learners -> ofHolder(learners.schoolClass(), span))
                .concatMapIterable(lessons -> lessons)
                .filter(lesson -> LessonRules.concerns(lesson, teacherId));
    }

    /** What a teacher gave for oneself and for others in some days, at most {@link LoadRules#DAYS_MAX}. */
    Mono<Load> load(Caller caller, String teacherId, LocalDate first, LocalDate last) {
        var unfit = LoadRules.unfit(first, last);
        return unfit.isPresent()
                ? Refused.mono(unfit.get())
                : teacher(caller, teacherId)
                        .thenMany(concerning(teacherId, new Span(first, last, false)))
                        .collectList()
                        .flatMap(lessons -> seen(caller, teacherId, lessons))
                        .map(lessons -> LoadRules.load(teacherId, first, last, lessons));
    }

    /** A teacher's own lessons, or those of them that somebody may see. */
    private Mono<List<Lesson>> seen(Caller caller, String teacherId, List<Lesson> lessons) {
        return caller.is(teacherId)
                ? Mono.just(lessons)
                : Flux.fromIterable(lessons)
                        .filterWhen(lesson -> groups.learners(lesson.classId())
                                .flatMap(learners -> access.sees(caller, learners.schoolClass()))
                                .defaultIfEmpty(false))
                        .collectList();
    }

    private Mono<Person> teacher(Caller caller, String teacherId) {
        return roster.person(teacherId)
                .filterWhen(person -> access.seesTeacher(caller, person))
                .switchIfEmpty(Refused.mono(Rejection.notFound("teacher-not-found")));
    }

    /** Which days are asked for: one, the week of one, or today. */
    record Asked(Optional<LocalDate> date, Optional<LocalDate> week) {}

    private Mono<Span> span(Asked asked) {
        var day = asked.week().or(asked::date).orElseGet(() -> LocalDate.ofInstant(clock.instant(), zone));
        if (!DateRules.isPlausible(day)) {
            return Refused.mono(Rejection.invalid("date-out-of-range"));
        }
        return Mono.just(asked.week()
                .map(one -> one.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)))
                .map(monday -> new Span(monday, monday.plusDays(6), true))
                .orElseGet(() -> new Span(day, day, false)));
    }
}
