package io.airclass.schedule.timetable;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * In which weeks of the term (教学周) something takes place.
 *
 * @param numbers of a list, ascending; empty for the other kinds
 */
public record WeekPattern(Kind kind, List<Integer> numbers) {
    /** Every week. */
    public static final WeekPattern ALL = new WeekPattern(Kind.ALL, List.of());

    static final int WEEK_MAX = 30;

    private static final Pattern PART = Pattern.compile("([1-9]\\d?)(?:-([1-9]\\d?))?");

    /** All weeks, those with odd or even numbers, or a list. */
    public enum Kind {
        ALL,
        ODD,
        EVEN,
        LIST
    }

    /** Reads {@code all}, {@code odd}, {@code even}, 单周, 双周, or a list like {@code 1-8,10}; empty text means all. */
    public static Optional<WeekPattern> parse(String text) {
        return switch (text) {
            case "", "all", "全部", "每周" -> Optional.of(ALL);
            case "odd", "单周", "单" -> Optional.of(new WeekPattern(Kind.ODD, List.of()));
            case "even", "双周", "双" -> Optional.of(new WeekPattern(Kind.EVEN, List.of()));
            default -> list(text);
        };
    }

    private static Optional<WeekPattern> list(String text) {
        var numbers = new TreeSet<Integer>();
        for (var part : text.replace('，', ',').replace("、", ",").split(",", -1)) {
            var match = PART.matcher(part.strip());
            if (!match.matches()) {
                return Optional.empty();
            }
            int first = Integer.parseInt(match.group(1));
            int last = match.group(2) == null ? first : Integer.parseInt(match.group(2));
            if (last < first || last > WEEK_MAX) {
                return Optional.empty();
            }
            for (int week = first; week <= last; week++) {
                numbers.add(week);
            }
        }
        return Optional.of(new WeekPattern(Kind.LIST, List.copyOf(numbers)));
    }

    /** @param week of the term, from 1; null outside any term, where only what is every week takes place */
    public boolean has(Integer week) {
        return switch (kind) {
            case ALL -> true;
            case ODD -> week != null && week % 2 != 0;
            case EVEN -> week != null && week % 2 == 0;
            case LIST -> week != null && numbers.contains(week);
        };
    }

    /** Whether there is a week in which both take place. */
    boolean meets(WeekPattern other) {
        for (int week = 1; week <= WEEK_MAX; week++) {
            if (has(week) && other.has(week)) {
                return true;
            }
        }
        return false;
    }

    /** As it is read. */
    @Override
    public String toString() {
        return switch (kind) {
            case ALL -> "all";
            case ODD -> "odd";
            case EVEN -> "even";
            case LIST -> numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
        };
    }
}
