package io.airclass.schedule.booking;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What one thing is taken for in one school year.
 *
 * @param bookings at most {@link BookingRules#BOOKINGS_MAX}
 * @param releases at most as many
 */
public record Resource(List<Booking> bookings, List<Release> releases) {
    static final Resource FREE = new Resource(List.of(), List.of());

    /** The times that are so, with the same releases. */
    public Resource only(Predicate<Booking> which) {
        return new Resource(bookings.stream().filter(which).toList(), releases);
    }

    /** What it is taken for on single days stays, what every week is these. */
    public Resource weekly(List<Booking> weekly) {
        return new Resource(
                Stream.concat(weekly.stream(), bookings.stream().filter(booking -> booking.date() != null))
                        .toList(),
                releases);
    }
}
