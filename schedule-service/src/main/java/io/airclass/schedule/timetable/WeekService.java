package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import io.airclass.policy.Verdict;
import io.airclass.rosterview.ClassConnectivity;
import io.airclass.rosterview.PolicyDesk;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.bells.BellService;
import io.airclass.schedule.booking.YearWeeks;
import io.airclass.schedule.broadcast.ReachService;
import io.airclass.schedule.group.GroupService;
import io.airclass.schedule.group.GroupService.Learners;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the calendar, the bells and the rules in force say of the weeks of a draft. */
@Service
class WeekService {
    private final RosterView roster;
    private final GroupService groups;
    private final PolicyDesk policies;
    private final BellService bells;
    private final ReachService reach;
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final ScheduleSettings settings;
    private final ZoneId zone;

    WeekService(
            RosterView roster,
            GroupService groups,
            PolicyDesk policies,
            BellService bells,
            ReachService reach,
            TimetableRepository timetables,
            VersionRepository versions,
            ScheduleSettings settings,
            AirclassSettings airclass) {
        this.roster = roster;
        this.groups = groups;
        this.policies = policies;
        this.bells = bells;
        this.reach = reach;
        this.timetables = timetables;
        this.versions = versions;
        this.settings = settings;
        this.zone = airclass.timeZone();
    }

    /**
     * What is to be said of a draft.
     *
     * @param refusals that stand in the way of its publication
     * @param tooLate the refusal that an emergency overrides; absent where there is time enough
     * @param advice that does not stand in its way
     */
    record Judgement(List<Rejection> refusals, Optional<Rejection> tooLate, List<Rejection> advice) {}

    Mono<Learners> learners(String holderId) {
        return groups.learners(holderId);
    }

    /** Whether what is in this timetable is received by classes of other schools. */
    boolean isReceived(Learners learners) {
        return reach.has(learners.id());
    }

    /** As they are stored now. */
    Mono<Learners> learnersNow(String holderId) {
        return groups.learnersNow(holderId);
    }

    /** What each day of a school year is. */
    Mono<Map<LocalDate, SchoolDay>> days(Learners learners, String schoolYear) {
        var first = YearWeeks.firstMonday(schoolYear);
        return Flux.fromStream(
                        first.datesUntil(YearWeeks.lastDay(first.plusWeeks(1)).plusDays(1)))
                .concatMap(day -> roster.schoolDay(learners.schoolClass().schoolWithin(), day))
                .collectMap(SchoolDay::date);
    }

    /**
     * The last day on which a timetable holds that says none: that of its term, or of the next one of the school year; of the school year where
     * no term is known.
     */
    Mono<LocalDate> lastDay(SchoolClass schoolClass, LocalDate effectiveFrom) {
        var yearEnd = YearWeeks.lastDay(effectiveFrom);
        return Flux.fromStream(effectiveFrom.datesUntil(yearEnd.plusDays(1)))
                .concatMap(day -> roster.schoolDay(schoolClass.schoolWithin(), day))
                .filter(day -> day.term() != null)
                .next()
                .map(day -> day.term().lastDay())
                .filter(last -> !last.isAfter(yearEnd))
                .defaultIfEmpty(yearEnd);
    }

    /** By the rules and the regime of each day on which an arrangement of lessons takes place first. */
    Mono<Judgement> judge(Learners learners, Week week, LocalDate today) {
        var schoolClass = learners.schoolClass();
        return days(learners, SchoolDay.schoolYearOf(week.effectiveFrom()))
                .zipWith(received(learners), (year, received) -> Flux.fromIterable(
                                WeekPolicyRules.typicalDays(week, year, day -> received.on(day, year))
                                        .entrySet())
                        .concatMap(typical -> day(schoolClass, typical.getKey(), typical.getValue()))
                        .collectList()
                        .flatMap(days -> Mono.zip(
                                        bells.of(schoolClass.schoolId()),
                                        noticeDays(schoolClass, today),
                                        withoutNetwork(schoolClass))
                                .map(found -> judgement(
                                        isReceived(learners) ? WeekRules.notReceived(week) : List.of(),
                                        days,
                                        found.getT1().boarding(),
                                        TimetableRules.notice(
                                                today, TimetableRules.firstLesson(week, year), found.getT2()),
                                        found.getT3() ? WeekRules.withoutAlternative(week) : List.of()))))
                .flatMap(Function.identity());
    }

    /** The published lessons of the broadcasts that a class receives. */
    private Mono<ReceivedWeeks> received(Learners learners) {
        return reach.of(learners.schoolClass())
                .flatMapIterable(Function.identity())
                .concatMap(received -> timetables.versionsOf(received.id()).flatMap(heads -> versions.findAll(
                                heads.stream().map(VersionHead::versionId).toList())
                        .collectMap(TimetableVersion::id)
                        .map(contents -> new ReceivedWeeks.One(received, heads, contents))))
                .collectList()
                .map(ReceivedWeeks::new);
    }

    private static Judgement judgement(
            List<Rejection> notReceived,
            List<WeekPolicyRules.Day> days,
            boolean boarding,
            Optional<Rejection> tooLate,
            List<Rejection> advice) {
        var all = new ArrayList<>(WeekPolicyRules.advice(days, boarding));
        all.addAll(advice);
        var broken = new ArrayList<>(notReceived);
        broken.addAll(WeekPolicyRules.broken(days, boarding));
        return new Judgement(broken, tooLate, all);
    }

    private Mono<WeekPolicyRules.Day> day(SchoolClass schoolClass, LocalDate date, List<Slot> slots) {
        return inForce(schoolClass, date, slots.getFirst())
                .zipWith(roster.schoolDay(schoolClass.schoolWithin(), date))
                .zipWith(
                        roster.termsKnown(schoolClass.schoolWithin()),
                        (found, terms) -> new WeekPolicyRules.Day(
                                date,
                                slots,
                                found.getT1(),
                                terms && found.getT2().term() == null));
    }

    private Mono<InForce> inForce(SchoolClass schoolClass, LocalDate date, Slot first) {
        return policies.at(schoolClass, date.atTime(first.start()).atZone(zone).toInstant());
    }

    /** The days that a rule in force asks for, or those of the settings where none does. */
    private Mono<Long> noticeDays(SchoolClass schoolClass, LocalDate today) {
        return policies.at(schoolClass, today.atStartOfDay(zone).toInstant())
                .map(inForce -> inForce.judge(Kind.TIMETABLE_NOTICE, Value.of(0)))
                .map(verdict -> verdict instanceof Verdict.Broken broken
                                && broken.limit().json() instanceof Number days
                        ? Math.max(days.longValue(), settings.noticeDays())
                        : (long) settings.noticeDays());
    }

    private Mono<Boolean> withoutNetwork(SchoolClass schoolClass) {
        return roster.connectivityOf(schoolClass.id())
                .map(ClassConnectivity::needsMoreThanTheNetwork)
                .defaultIfEmpty(false);
    }
}
