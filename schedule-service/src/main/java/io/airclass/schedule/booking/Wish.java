package io.airclass.schedule.booking;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one attempt wants.
 *
 * @param attempt id of the publication or change
 * @param replaces the holders whose weekly times this attempt decides anew, with the number of the version that does: what earlier ones
 *     hold is in nobody's way
 * @param replacesDays the holders whose times and releases of single days this attempt decides anew, at the things it names, with its
 *     number among their changes
 * @param back lessons that take their weekly time again: what is claimed for their day is only held until the attempt is true
 * @param bookings by what they take
 * @param releases by what they free
 * @param sharing pairs of groups with a student in common: these may not overlay a class at the same time
 */
public record Wish(
        String attempt,
        Map<String, Integer> replaces,
        Map<String, Integer> replacesDays,
        Set<Day> back,
        Map<ResourceKey, List<Booking>> bookings,
        Map<ResourceKey, List<Release>> releases,
        Set<Set<String>> sharing) {
    /** A lesson of the one holder whose days are decided anew, as its timetable has it. */
    public record Day(LocalDate date, int period) {}

    public Wish {
        back = Set.copyOf(back);
        bookings = Map.copyOf(bookings);
        releases = Map.copyOf(releases);
        replaces = Map.copyOf(replaces);
        replacesDays = Map.copyOf(replacesDays);
        sharing = Set.copyOf(sharing);
    }
}
