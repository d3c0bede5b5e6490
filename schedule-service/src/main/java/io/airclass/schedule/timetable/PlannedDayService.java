package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.RosterView;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.bells.BellRules;
import io.airclass.schedule.bells.BellRules.Times;
import io.airclass.schedule.bells.BellService;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.timetable.Timetable.Publishing;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** What the timetables have on a day, as it is now: for those who decide by it. */
@Service
public class PlannedDayService {
    private final TimetableRepository timetables;
    private final VersionRepository versions;
    private final WeekService weeks;
    private final BellService bells;
    private final RosterView roster;

    PlannedDayService(
            TimetableRepository timetables,
            VersionRepository versions,
            WeekService weeks,
            BellService bells,
            RosterView roster) {
        this.timetables = timetables;
        this.versions = versions;
        this.weeks = weeks;
        this.bells = bells;
        this.roster = roster;
    }

    /**
     * A day of a timetable.
     *
     * @param slots that take place on it, as {@link Slot#onDay}
     */
    public record Plan(SchoolDay day, List<Slot> slots) {
        public Optional<Slot> slot(int period) {
            return slots.stream().filter(slot -> slot.period() == period).findFirst();
        }
    }

    /** Refused with {@code publication-running} while the timetable is becoming another. */
    public Mono<Plan> on(SchoolClass holder, LocalDate day) {
        return timetables
                .find(holder.id())
                .flatMap(found -> found.value() instanceof Publishing
                        ? Refused.<List<Slot>>mono(Rejection.conflict("publication-running"))
                        : slots(found.value().versions(), day))
                .defaultIfEmpty(List.of())
                .zipWith(
                        roster.schoolDay(holder.schoolWithin(), day),
                        (slots, schoolDay) -> new Plan(schoolDay, onDay(slots, schoolDay)));
    }

    private Mono<List<Slot>> slots(List<VersionHead> heads, LocalDate day) {
        return Mono.justOrEmpty(TimetableRules.on(day, heads))
                .flatMap(head -> versions.findAll(List.of(head.versionId())).next())
                .map(TimetableVersion::slots);
    }

    private static List<Slot> onDay(List<Slot> slots, SchoolDay day) {
        return slots.stream()
                .filter(slot -> slot.weekday() == day.weekdayTimetable()
                        && slot.takesPlace(day.date(), day.weekNumber().orElse(null)))
                .map(Slot::onDay)
                .toList();
    }

    /** When a period is on a day by the bells; empty where none ring for it. */
    public Mono<Optional<Times>> times(SchoolClass holder, LocalDate day, int period) {
        return bells.of(holder.schoolId())
                .map(found -> BellRules.times(found.schedules(), holder.stage(), day, period));
    }

    /** What the rules in force say against these lessons of a day; empty where nothing. */
    public Mono<Optional<Rejection>> refusal(Learners learners, LocalDate day, List<Slot> slots) {
        var week = new Week(day, day, true, "", slots);
        return weeks.judge(learners, week, day)
                .map(judgement -> judgement.refusals().stream().findFirst());
    }
}
