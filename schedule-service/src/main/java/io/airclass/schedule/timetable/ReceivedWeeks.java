package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.schedule.broadcast.Received;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a class receives from broadcasts, week by week. */
record ReceivedWeeks(List<One> all) {
    /**
     * One broadcast.
     *
     * @param heads of its published versions
     * @param contents by the ids of the versions
     */
    record One(Received received, List<VersionHead> heads, Map<String, TimetableVersion> contents) {
        private List<Slot> on(LocalDate day, Map<LocalDate, SchoolDay> days) {
            return Optional.of(day).filter(received.on()).flatMap(one -> TimetableRules.on(one, heads)).stream()
                    .flatMap(head -> contents.get(head.versionId()).slots().stream())
                    .filter(slot -> TermDays.has(slot, day, days))
                    .toList();
        }
    }

    /** The lessons that a class receives on a day. */
    List<Slot> on(LocalDate day, Map<LocalDate, SchoolDay> days) {
        return all.stream().flatMap(one -> one.on(day, days).stream()).toList();
    }
}
