package io.airclass.schedule.timetable;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.settings.AirclassSettings;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.access.AccessRules;
import io.airclass.schedule.bells.BellService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.TimetableCsv.Reading;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Makes the week of a draft of what is given: a file, or the lessons of another week. */
@Service
public class DraftService {
    private final WeekService weeks;
    private final BellService bells;
    private final RosterView roster;
    private final Clock clock;
    private final ZoneId zone;

    DraftService(WeekService weeks, BellService bells, RosterView roster, AirclassSettings settings, Clock clock) {
        this.weeks = weeks;
        this.bells = bells;
        this.roster = roster;
        this.clock = clock;
        this.zone = settings.timeZone();
    }

    /**
     * What a draft is saved with.
     *
     * @param effectiveFrom empty for today
     * @param lastDay the last day of a temporary arrangement, inclusive; empty for what holds to the end of the term
     */
    public record Days(Optional<LocalDate> effectiveFrom, Optional<LocalDate> lastDay, String why) {}

    /** Refused with every wrong cell where the file has some. */
    Mono<Week> ofFile(Learners learners, Days days, Reading reading, Locale locale) {
        return week(learners, days, (first, last) -> take(learners, reading, first, last, locale));
    }

    /** What is held in the week of a day, with the bells of the new days where the times were those of a season. */
    Mono<Week> of(Learners learners, Days days, LocalDate weekOf, List<Slot> slots) {
        var stage = learners.schoolClass().stage();
        return bells.of(learners.schoolClass().schoolId())
                .flatMap(rung -> week(
                        learners,
                        days,
                        (first, last) -> Mono.just(slots.stream()
                                .filter(slot -> slot.isHeldAround(weekOf))
                                .flatMap(slot -> slot.isSeasonal()
                                        ? WeekRules.timed(slot, rung.schedules(), stage, first, last)
                                                .orElseGet(() -> List.of(slot.always()))
                                                .stream()
                                        : Stream.of(slot))
                                .toList())));
    }

    private Mono<Week> week(Learners learners, Days days, BiFunction<LocalDate, LocalDate, Mono<List<Slot>>> slots) {
        var today = LocalDate.ofInstant(clock.instant(), zone);
        var first = days.effectiveFrom().orElse(today);
        return days.lastDay()
                .map(Mono::just)
                .orElseGet(() -> weeks.lastDay(learners.schoolClass(), first))
                .flatMap(last -> TimetableRules.days(first, last, today)
                        .map(Refused::<Week>mono)
                        .orElseGet(() -> slots.apply(first, last)
                                .map(found ->
                                        new Week(first, last, days.lastDay().isPresent(), days.why(), found))))
                .flatMap(week -> {
                    var overlaps = TimetableRules.overlaps(week.slots());
                    return week.slots().isEmpty()
                            ? Refused.mono(Rejection.invalid("timetable-empty"))
                            : overlaps.isEmpty() ? Mono.just(week) : Refused.mono(TimetableRules.refusal(overlaps));
                });
    }

    /** The rows of a file as slots, with the times of the bells where a row says none. */
    private Mono<List<Slot>> take(Learners learners, Reading reading, LocalDate first, LocalDate last, Locale locale) {
        var schoolClass = learners.schoolClass();
        return unknownTeachers(schoolClass, reading, locale)
                .zipWith(bells.of(schoolClass.schoolId()), (unknown, rung) -> {
                    var faults = new ArrayList<>(reading.faults());
                    faults.addAll(unknown);
                    faults.addAll(notReceived(learners, reading, locale));
                    var slots = new ArrayList<Slot>();
                    for (var row : reading.rows()) {
                        if (row.timed()) {
                            slots.add(row.slot());
                        } else {
                            WeekRules.timed(row.slot(), rung.schedules(), schoolClass.stage(), first, last)
                                    .or(() -> row.kept()
                                            ? Optional.of(List.of(row.slot().always()))
                                            : Optional.empty())
                                    .ifPresentOrElse(
                                            slots::addAll,
                                            () -> faults.add(CellFault.Kind.NO_BELL.at(row.number(), "start", locale)));
                        }
                    }
                    return faults.isEmpty()
                            ? Mono.<List<Slot>>just(slots)
                            : Refused.<List<Slot>>mono(Rejection.invalid("timetable-cells")
                                    .with("count", faults.size())
                                    .with(
                                            "errors",
                                            faults.stream().map(reading::placed).toList()));
                })
                .flatMap(Function.identity());
    }

    /** Classes of other schools receive no lesson that is held in a classroom. */
    private List<CellFault> notReceived(Learners learners, Reading reading, Locale locale) {
        return reading.rows().stream()
                .filter(row -> weeks.isReceived(learners) && !row.slot().mode().reachesOthers())
                .map(row -> CellFault.Kind.MODE_NOT_RECEIVED.at(row.number(), "mode", locale))
                .toList();
    }

    private Mono<List<CellFault>> unknownTeachers(SchoolClass schoolClass, Reading reading, Locale locale) {
        var others = reading.rows().stream()
                .filter(row -> !row.kept())
                .map(row -> row.slot().teacherId())
                .filter(id -> !id.isEmpty() && !schoolClass.isTaughtBy(id) && !schoolClass.isHeadedBy(id))
                .collect(Collectors.toSet());
        return others.isEmpty()
                ? Mono.just(List.of())
                : roster.people(others).map(people -> reading.rows().stream()
                        .filter(row -> !row.kept() && others.contains(row.slot().teacherId()))
                        .filter(row ->
                                !AccessRules.teachesAt(people.get(row.slot().teacherId()), schoolClass.schoolId()))
                        .map(row -> CellFault.Kind.TEACHER_UNKNOWN.at(row.number(), "teacherId", locale))
                        .toList());
    }
}
