package io.airclass.schedule.booking;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** At which times two timetables meet that do not exclude each other: it is told, not refused. */
public final class MeetingRules {
    private MeetingRules() {}

    /**
     * The times of one that meet times of the other on some day from a day on, at most so many: weekly ones without the days that they are free
     * again, and those of single days.
     *
     * @param key of what both are about, in a school year
     * @param some of one timetable
     * @param others of the other
     */
    public static List<Clash> clashes(ResourceKey key, Resource some, Resource others, LocalDate from, int limitMax) {
        var theirs = held(others, key.schoolYear(), from).toList();
        var releases = Stream.concat(some.releases().stream(), others.releases().stream())
                .toList();
        return held(some, key.schoolYear(), from)
                .flatMap(one -> theirs.stream()
                        .flatMap(other -> BookingRules.meet(key.schoolYear(), one, other, releases)
                                .map(day -> Clash.of(key, one, other, day))
                                .stream()))
                .limit(limitMax)
                .toList();
    }

    private static Stream<Booking> held(Resource resource, String schoolYear, LocalDate from) {
        return resource.bookings().stream()
                .flatMap(booking -> booking.date() == null
                        ? since(booking, schoolYear, from)
                        : Stream.of(booking).filter(one -> !one.date().isBefore(from)))
                .flatMap(booking -> without(booking, resource.releases()));
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
        return in(booking, booking.weeks().bits() & ~past);
    }

    /** A weekly time without the weeks in whose day it is free again. */
    private static Stream<Booking> without(Booking booking, List<Release> releases) {
        long free = releases.stream()
                .filter(release ->
                        release.frees(booking, release.date()) && release.date().getDayOfWeek() == booking.weekday())
                .mapToLong(release -> YearWeeks.of(release.date()).bits())
                .reduce(0, (one, other) -> one | other);
        return free == 0 ? Stream.of(booking) : in(booking, booking.weeks().bits() & ~free);
    }

    private static Stream<Booking> in(Booking booking, long weeks) {
        var left = new YearWeeks(weeks);
        return left.isEmpty() ? Stream.empty() : Stream.of(booking.in(left));
    }
}
