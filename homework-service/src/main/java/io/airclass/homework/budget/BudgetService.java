package io.airclass.homework.budget;

import io.airclass.homework.access.AccessService;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.store.Stored;
import io.airclass.rosterview.PolicyDesk;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reserves the minutes of homework in the weeks of its classes, gives them back, and says what is left of a day. */
@Service
public class BudgetService {
    private static final Logger log = LoggerFactory.getLogger(BudgetService.class);

    /** How long a reservation stands before it is asked whether the homework was published; far longer than a request may take. */
    public static final Duration HELD = Duration.ofMinutes(2);

    /** Days that may be asked for at once. */
    static final int DAYS_MAX = 62;

    private static final int WEEKS_AT_ONCE = 8;
    private static final int DUE_MAX = 100;

    private final WeekRepository weeks;
    private final FreeDaysRepository freeDays;
    private final AccessService access;
    private final RosterView roster;
    private final PolicyDesk policies;
    private final Clock clock;

    BudgetService(
            WeekRepository weeks,
            FreeDaysRepository freeDays,
            AccessService access,
            RosterView roster,
            PolicyDesk policies,
            Clock clock) {
        this.weeks = weeks;
        this.freeDays = freeDays;
        this.access = access;
        this.roster = roster;
        this.policies = policies;
        this.clock = clock;
    }

    /**
     * Takes the minutes of all these classes for two minutes, or of none: where one class has no room what the others gave is given back and the
     * refusal is of that class. Who dies in between leaves reservations that are settled later.
     */
    public Mono<Void> hold(Ask ask, Collection<Concerned> classes) {
        var until = clock.instant().plus(HELD).truncatedTo(ChronoUnit.MILLIS);
        return freeDaysOf(classes.stream().map(Concerned::schoolClass).toList())
                .flatMap(free -> Flux.fromIterable(classes)
                        .flatMap(each -> hold(ask, each, free, until), WEEKS_AT_ONCE)
                        .then())
                .onErrorResume(thrown -> release(ask, ids(classes))
                        .onErrorResume(_ -> Mono.empty())
                        .then(Mono.error(thrown)));
    }

    private Mono<Void> hold(Ask ask, Concerned concerned, Map<String, FreeDays> free, Instant until) {
        var schoolClass = concerned.schoolClass();
        return Flux.fromIterable(byWeek(ask).entrySet())
                .concatMap(week -> rules(schoolClass, days(week.getValue()), free)
                        .flatMap(rules -> weeks.makeOrChange(
                                ClassWeek.id(schoolClass.id(), week.getKey()),
                                first(schoolClass, week.getKey()),
                                current -> BudgetRules.hold(
                                        current, wanted(ask, week.getValue(), concerned.studentIds(), until), rules))))
                .then();
    }

    private static Map<LocalDate, List<Share>> byWeek(Ask ask) {
        return ask.days().stream().collect(Collectors.groupingBy(share -> ClassWeek.mondayOf(share.day())));
    }

    private static List<LocalDate> days(List<Share> shares) {
        return shares.stream().map(Share::day).toList();
    }

    private static List<Reservation> wanted(Ask ask, List<Share> shares, List<String> studentIds, Instant until) {
        return shares.stream()
                .map(share -> new Reservation(
                        ask.assignmentId(),
                        ask.attempt(),
                        share.day(),
                        share.minutes(),
                        share.writtenMinutes(),
                        ask.subject(),
                        ask.teacherId(),
                        studentIds,
                        until))
                .toList();
    }

    private static ClassWeek first(SchoolClass schoolClass, LocalDate monday) {
        return new ClassWeek(schoolClass.id(), schoolClass.schoolId(), schoolClass.within(), monday, List.of(), null);
    }

    private Mono<Map<String, FreeDays>> freeDaysOf(Collection<SchoolClass> classes) {
        return freeDays.findAll(
                        classes.stream().map(SchoolClass::schoolId).distinct().toList())
                .collectMap(Stored::id, Stored::value);
    }

    private Mono<Map<LocalDate, DayRules>> rules(
            SchoolClass schoolClass, Collection<LocalDate> days, Map<String, FreeDays> free) {
        var ofSchool = Optional.ofNullable(free.get(schoolClass.schoolId()));
        return Flux.fromIterable(days)
                .concatMap(day -> Mono.zip(
                        policies.at(
                                schoolClass, day.atStartOfDay(policies.zone()).toInstant()),
                        roster.schoolDay(schoolClass.schoolWithin(), day),
                        (inForce, schoolDay) -> new DayRules(
                                day, inForce, schoolDay.schoolDay(), ofSchool.flatMap(each -> each.reasonOn(day)))))
                .collectMap(DayRules::day);
    }

    private static List<String> ids(Collection<Concerned> classes) {
        return classes.stream().map(each -> each.schoolClass().id()).toList();
    }

    /**
     * The homework is not published, or not any more: its minutes are free again. Whoever repeats it changes nothing.
     *
     * @param classIds of which some may have reserved nothing
     */
    public Mono<Void> release(Ask ask, List<String> classIds) {
        return Flux.fromIterable(classIds)
                .flatMap(
                        classId -> Flux.fromIterable(byWeek(ask).keySet()).map(monday -> ClassWeek.id(classId, monday)))
                .flatMap(
                        week -> weeks.change(
                                week, current -> BudgetRules.release(current, ask.assignmentId(), ask.attempt())),
                        WEEKS_AT_ONCE)
                .then();
    }

    /** Settles what was held for too long, a batch after the other. What fails does not hold up the others, and comes again at the next look. */
    Mono<Void> settle(Instant at, Publications publications) {
        return weeks.due(at, DUE_MAX)
                .concatMap(week -> Flux.fromIterable(BudgetRules.overdue(week.value(), at))
                        .concatMap(overdue -> settle(week.id(), overdue, publications))
                        .then(Mono.just(1))
                        .onErrorResume(thrown -> {
                            log.warn(
                                    "The minutes of {} are settled at the next look: {}", week.id(), thrown.toString());
                            return weeks.putOff(week, at.plus(HELD)).thenReturn(0);
                        }))
                .collect(Collectors.summingInt(settled -> settled))
                .flatMap(settled -> settled == DUE_MAX ? settle(at, publications) : Mono.empty());
    }

    private Mono<Void> settle(String weekId, Reservation overdue, Publications publications) {
        var id = overdue.assignmentId();
        return publications
                .published(id, overdue.attempt())
                .flatMap(published -> weeks.change(
                        weekId,
                        current -> published
                                ? BudgetRules.keep(current, id, overdue.attempt())
                                : BudgetRules.release(current, id, overdue.attempt())))
                .then();
    }

    /** What the days of a class hold and what is left of them; refused with {@code class-not-found} for whom the class does not concern. */
    Mono<BudgetView> left(Caller caller, String classId, LocalDate from, LocalDate to) {
        if (Dates.isOutside(from)
                || Dates.isOutside(to)
                || to.isBefore(from)
                || ChronoUnit.DAYS.between(from, to) >= DAYS_MAX) {
            return Refused.mono(Rejection.invalid("days-out-of-range").with("daysMax", DAYS_MAX));
        }
        return access.standing(caller, classId)
                .switchIfEmpty(Refused.mono(Rejection.notFound("class-not-found")))
                .flatMap(standing -> {
                    var schoolClass = standing.schoolClass();
                    var days = from.datesUntil(to.plusDays(1)).toList();
                    var ids = days.stream()
                            .map(ClassWeek::mondayOf)
                            .distinct()
                            .map(monday -> ClassWeek.id(classId, monday))
                            .toList();
                    return Mono.zip(
                                    weeks.findAll(ids).collectMap(ClassWeek::monday),
                                    freeDaysOf(List.of(schoolClass)).flatMap(free -> rules(schoolClass, days, free)))
                            .map(found -> BudgetView.of(
                                    classId,
                                    days.stream()
                                            .map(day -> BudgetView.day(
                                                    found.getT2().get(day),
                                                    found.getT1()
                                                            .getOrDefault(
                                                                    ClassWeek.mondayOf(day),
                                                                    first(schoolClass, ClassWeek.mondayOf(day))),
                                                    standing.teaches() || standing.oversees()))
                                            .toList()));
                });
    }
}
