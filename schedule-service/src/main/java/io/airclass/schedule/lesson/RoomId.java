package io.airclass.schedule.lesson;

import java.util.Optional;

/**
 * A room of a school, as it is called in timetables; written {@code school~room}.
 *
 * @param name as the timetables have it
 */
public record RoomId(String schoolId, String name) {
    private static final int CHARS_MAX = 150;

    /** Empty where the text names no room. */
    public static Optional<RoomId> parse(String text) {
        int between = text.indexOf('~');
        return between < 1 || between == text.length() - 1 || text.length() > CHARS_MAX
                ? Optional.empty()
                : Optional.of(new RoomId(text.substring(0, between), text.substring(between + 1)));
    }
}
