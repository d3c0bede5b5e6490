package io.airclass.schedule.booking;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** At which times two timetables meet that do not exclude each other: it is told, not refused. */
public final class MeetingRules {
    private MeetingRules() {}

    /**
     * The weekly times of one that meet weekly times of the other on some day from a day on, at most so many.
     *
     * @param key of what both are about, in a school year
     * @param some of one timetable
     * @param others of the other
     */
    public static List<Clash> clashes(
            ResourceKey key, List<Booking> some, List<Booking> others, LocalDate from, int limitMax) {
        return some.stream()
                .filter(booking -> booking.date() == null)
                .flatMap(booking -> since(booking, key.schoolYear(), from))
                .flatMap(one -> others.stream()
                        .filter(other -> other.date() == null)
                        .flatMap(other -> BookingRules.meet(key.schoolYear(), one, other, List.of())
                                .map(day -> Clash.of(key, one, other, day))
                                .stream()))
                .limit(limitMax)
                .toList();
    }

    /** A time in the weeks from that of a day on; nothing where they are over. */
    private static Stream<Booking> since(Booking booking, String schoolYear, LocalDate from) {
        if (from.isBefore(YearWeeks.firstMonday(schoolYear))) {
            return Stream.of(booking);
        }
        if (from.isAfter(YearWeeks.lastDay(YearWeeks.firstMonday(schoolYear).plusWeeks(1)))) {
            return Stream.empty();
        }
        long past = (1L << Long.numberOfTrailingZeros(YearWeeks.of(from).bits())) - 1;
        var left = new YearWeeks(booking.weeks().bits() & ~past);
        return left.isEmpty() ? Stream.empty() : Stream.of(booking.in(left));
    }
}
