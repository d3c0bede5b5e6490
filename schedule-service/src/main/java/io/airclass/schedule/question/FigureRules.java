package io.airclass.schedule.question;

import io.airclass.schedule.question.Question.Answered;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Counts questions and how long they waited. */
final class FigureRules {
    /** The longest waits of the buckets but the last. */
    static final Duration[] BOUNDS = Stream.of(5, 15, 30, 60, 120, 240, 480, 720, 1_440, 2_880, 4_320, 10_080)
            .map(Duration::ofMinutes)
            .toArray(Duration[]::new);

    private FigureRules() {}

    static DayFigures count(String schoolId, List<String> within, String day, Collection<Question> questions) {
        var waits = new long[BOUNDS.length + 1];
        questions.forEach(question -> {
            if (question instanceof Answered answered) {
                waits[bucket(Duration.between(answered.askedAt(), answered.answeredAt()))]++;
            }
        });
        return new DayFigures(
                schoolId,
                within,
                day,
                questions.size(),
                sum(waits),
                IntStream.range(0, waits.length).mapToObj(i -> waits[i]).toList());
    }

    static int bucket(Duration wait) {
        int bucket = 0;
        while (bucket < BOUNDS.length && wait.compareTo(BOUNDS[bucket]) > 0) {
            bucket++;
        }
        return bucket;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    /** The first so many, whole days only where there are several: of a day that is cut nothing is added up. */
    static List<DayFigures> upTo(List<DayFigures> byDay, int max) {
        if (byDay.size() <= max) {
            return byDay;
        }
        var cut = byDay.get(max).day();
        var whole = byDay.subList(0, max).stream()
                .filter(each -> !each.day().equals(cut))
                .toList();
        return whole.isEmpty() ? byDay.subList(0, max) : whole;
    }

    /** Of many days and schools together. */
    static Sums add(Collection<DayFigures> days) {
        var waits = new long[BOUNDS.length + 1];
        days.forEach(day -> IntStream.range(0, waits.length)
                .forEach(i -> waits[i] += day.waits().get(i)));
        return new Sums(
                days.stream().mapToLong(DayFigures::asked).sum(),
                sum(waits),
                atMostMinutes(waits, 50),
                atMostMinutes(waits, 90));
    }

    /**
     * @param medianMinutes half of those answered waited at most so long; empty where none is answered, or it was longer than the
     *     last of the bounds
     */
    record Sums(long asked, long answered, OptionalLong medianMinutes, OptionalLong ninetyMinutes) {}

    private static OptionalLong atMostMinutes(long[] waits, int percent) {
        long all = sum(waits);
        long needed = (all * percent + 99) / 100;
        long soFar = 0;
        for (int i = 0; i < BOUNDS.length && all > 0; i++) {
            soFar += waits[i];
            if (soFar >= needed) {
                return OptionalLong.of(BOUNDS[i].toMinutes());
            }
        }
        return OptionalLong.empty();
    }
}
