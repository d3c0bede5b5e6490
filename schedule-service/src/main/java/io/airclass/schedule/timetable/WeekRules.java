package io.airclass.schedule.timetable;

import io.airclass.contracts.Stage;
import io.airclass.kit.problem.Rejection;
import io.airclass.schedule.bells.BellRules;
import io.airclass.schedule.bells.BellSchedule;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a draft's week is made of. */
final class WeekRules {
    private WeekRules() {}

    /**
     * The times of a slot that says none, by the bells of each season between two days.
     *
     * @param timeless its times are not looked at
     * @return one slot for each season; empty where some day has no bell for the period
     */
    static Optional<List<Slot>> timed(
            Slot timeless, List<BellSchedule> bells, Stage stage, LocalDate first, LocalDate last) {
        var slots = new ArrayList<Slot>();
        var from = first;
        var times = BellRules.times(bells, stage, first, timeless.period());
        for (var day = first; !day.isAfter(last); day = day.plusDays(1)) {
            var now = BellRules.times(bells, stage, day, timeless.period());
            if (now.isEmpty()) {
                return Optional.empty();
            }
            if (!now.equals(times)) {
                slots.add(between(timeless, times.orElseThrow(), from, day.minusDays(1), first, last));
                from = day;
                times = now;
            }
        }
        slots.add(between(timeless, times.orElseThrow(), from, last, first, last));
        return Optional.of(slots);
    }

    private static Slot between(
            Slot slot, BellRules.Times times, LocalDate from, LocalDate until, LocalDate first, LocalDate last) {
        return new Slot(
                slot.weekday(),
                slot.period(),
                times.start(),
                times.end(),
                slot.subject(),
                slot.teacherId(),
                slot.room(),
                slot.mode(),
                slot.means(),
                slot.use(),
                slot.weeks(),
                slot.joint(),
                slot.studio(),
                slot.open(),
                from.equals(first) ? null : from,
                until.equals(last) ? null : until);
    }

    /**
     * The lessons that reach pupils over the network only, for a class where some have none (R025): a live lesson is not so where it names
     * another means, as a channel or paper; a recording or a lesson outside names only itself.
     */
    static List<Rejection> withoutAlternative(Week week) {
        return week.slots().stream()
                .filter(slot -> slot.mode().onScreen())
                .filter(slot -> slot.mode().needsMeans() || slot.means().isEmpty())
                .map(slot -> Rejection.ruleBroken("no-way-without-network")
                        .with("weekday", slot.weekday().getValue())
                        .with("period", slot.period())
                        .with("subject", slot.subject()))
                .toList();
    }

    /** Lessons of a timetable that other schools receive which nobody elsewhere can receive. */
    static List<Rejection> notReceived(Week week) {
        return week.slots().stream()
                .filter(slot -> !slot.mode().reachesOthers())
                .map(slot -> Rejection.ruleBroken("broadcast-mode-unfit")
                        .with("weekday", slot.weekday().getValue())
                        .with("period", slot.period())
                        .with("subject", slot.subject()))
                .toList();
    }
}
