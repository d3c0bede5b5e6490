package io.airclass.schedule.booking;

import java.util.List;

/**
 * What one thing is taken for in one school year.
 *
 * @param bookings at most {@link BookingRules#BOOKINGS_MAX}
 * @param releases at most as many
 */
public record Resource(List<Booking> bookings, List<Release> releases) {
    static final Resource FREE = new Resource(List.of(), List.of());
}
