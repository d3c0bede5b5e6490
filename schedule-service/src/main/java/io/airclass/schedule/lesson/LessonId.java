package io.airclass.schedule.lesson;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * Names one dated lesson: whose timetable has it, and where it stood there when it was published. It stays the same for a lesson that is
 * moved to another day. Written {@code holder~20260907~3}.
 *
 * @param holderId of the class, the group or the broadcast in whose timetable the lesson is
 * @param date for which the timetable has it
 * @param period of that day (节次)
 */
public record LessonId(String holderId, LocalDate date, int period) {
    private static final char BETWEEN = '~';
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;
    private static final int PERIOD_MAX = 20;
    private static final int CHARS_MAX = 90;

    /** Empty where the text names no lesson. */
    public static Optional<LessonId> parse(String text) {
        int second = text.lastIndexOf(BETWEEN);
        int first = second < 0 ? -1 : text.lastIndexOf(BETWEEN, second - 1);
        if (first < 1
                || text.length() > CHARS_MAX
                || !text.substring(second + 1).matches("[1-9]\\d?")) {
            return Optional.empty();
        }
        try {
            var id = new LessonId(
                    text.substring(0, first),
                    LocalDate.parse(text.substring(first + 1, second), DATE),
                    Integer.parseInt(text.substring(second + 1)));
            return Optional.of(id)
                    .filter(one -> one.period <= PERIOD_MAX && one.toString().equals(text));
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return holderId + BETWEEN + DATE.format(date) + BETWEEN + period;
    }
}
