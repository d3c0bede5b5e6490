package io.airclass.schedule.figures;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The figures of one organisation, class or group on one day.
 *
 * @param parentId what it is added up in; absent at the root
 * @param within ids of the place and all above it on that day, the root first
 * @param sums by {@link Figure#key}
 * @param hidden ids of those directly below whose figures of students are not told for this day
 * @param marks counts what those below told; a sum that was made before the last of them is made again
 * @param dueAt when it is added up anew, or told to what is above; absent where nothing is to be done
 * @param facts what was told; absent where it is the sum of what is below
 */
public record DayFigures(
        String orgId,
        @MayBeAbsent String parentId,
        List<String> within,
        String day,
        Map<String, Long> sums,
        List<String> hidden,
        long marks,
        @MayBeAbsent Instant dueAt,
        @MayBeAbsent DayFacts facts) {

    /** The first that is known of a class or group. */
    static DayFigures first(List<String> within, LocalDate day) {
        String parent = within.size() < 2 ? null : within.get(within.size() - 2);
        return new DayFigures(
                within.getLast(), parent, within, day.toString(), Map.of(), List.of(), 0, null, DayFacts.NONE);
    }

    static String id(String orgId, LocalDate day) {
        return orgId + "~" + day;
    }

    Optional<List<String>> above() {
        return parentId == null ? Optional.empty() : Optional.of(within.subList(0, within.size() - 1));
    }

    Sums counted() {
        return Sums.ofKeys(sums);
    }

    LocalDate date() {
        return LocalDate.parse(day);
    }

    /** With other facts, their sums, and to be told upwards at that time. */
    DayFigures with(DayFacts known, Instant due) {
        return new DayFigures(
                orgId, parentId, within, day, FactRules.count(known).byKey(), hidden, marks, due, known);
    }
}
