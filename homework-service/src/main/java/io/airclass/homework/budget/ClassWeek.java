package io.airclass.homework.budget;

import io.airclass.contracts.MayBeAbsent;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * The homework of a class in one week, Monday to Sunday: as much as is needed to judge a day and the days without homework.
 *
 * @param schoolId of the class
 * @param within ids of all ancestors of the class, the root first, the class last
 * @param dueAt when the first reservation that is held is settled; absent where none is
 */
public record ClassWeek(
        String classId,
        String schoolId,
        List<String> within,
        LocalDate monday,
        List<Reservation> reservations,
        @MayBeAbsent Instant dueAt) {
    /** More pieces of homework than any class gets in a week. */
    static final int RESERVATIONS_MAX = 500;

    /** Students that are named in all of them: with this and the former a document stays under a megabyte. */
    static final int NAMED_MAX = 10_000;

    public ClassWeek {
        within = List.copyOf(within);
        reservations = List.copyOf(reservations);
    }

    static LocalDate mondayOf(LocalDate day) {
        return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    static String id(String classId, LocalDate monday) {
        return classId + "~" + monday.format(DateTimeFormatter.BASIC_ISO_DATE);
    }

    ClassWeek with(List<Reservation> others) {
        var due = others.stream()
                .map(Reservation::heldUntil)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new ClassWeek(classId, schoolId, within, monday, others, due);
    }

    boolean isTooLarge() {
        return reservations.size() > RESERVATIONS_MAX
                || reservations.stream()
                                .mapToInt(each -> each.studentIds().size())
                                .sum()
                        > NAMED_MAX;
    }

    Stream<Reservation> of(String assignmentId) {
        return reservations.stream().filter(each -> each.assignmentId().equals(assignmentId));
    }

    Stream<Reservation> others(String assignmentId) {
        return reservations.stream().filter(each -> !each.assignmentId().equals(assignmentId));
    }

    /**
     * What a day asks of the one of these students who has most to do: what the whole class has to do, and what only some have to.
     *
     * @param studentIds empty for all of the class
     */
    long burden(LocalDate day, List<String> studentIds, ToLongFunction<Reservation> minutes) {
        long ofAll =
                on(day).filter(Reservation::isOfWholeClass).mapToLong(minutes).sum();
        var ofSome = new HashMap<String, Long>();
        on(day).forEach(each -> each.studentIds().stream()
                .filter(student -> studentIds.isEmpty() || studentIds.contains(student))
                .forEach(student -> ofSome.merge(student, minutes.applyAsLong(each), Long::sum)));
        return ofAll + ofSome.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    Stream<Reservation> on(LocalDate day) {
        return reservations.stream().filter(each -> each.day().equals(day));
    }
}
