package io.airclass.schedule.figures;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Figures together; what is not there is zero. */
record Sums(Map<Figure, Long> counts) {
    static final Sums NONE = new Sums(Map.of());

    Sums {
        var known = new EnumMap<Figure, Long>(Figure.class);
        counts.forEach((figure, count) -> {
            if (count != 0) {
                known.put(figure, count);
            }
        });
        counts = known;
    }

    long of(Figure figure) {
        return counts.getOrDefault(figure, 0L);
    }

    Sums plus(Sums other) {
        var sums = new EnumMap<Figure, Long>(Figure.class);
        sums.putAll(counts);
        other.counts.forEach((figure, count) -> sums.merge(figure, count, Long::sum));
        return new Sums(sums);
    }

    Sums with(Figure figure, long count) {
        var sums = new EnumMap<Figure, Long>(Figure.class);
        sums.putAll(counts);
        sums.put(figure, count);
        return new Sums(sums);
    }

    static Sums add(Collection<Sums> some) {
        return some.stream().reduce(NONE, Sums::plus);
    }

    /** Without what tells of students. */
    Sums withoutStudents() {
        var sums = new EnumMap<Figure, Long>(Figure.class);
        counts.forEach((figure, count) -> {
            if (!figure.ofStudents()) {
                sums.put(figure, count);
            }
        });
        return new Sums(sums);
    }

    /** As it is stored. */
    Map<String, Long> byKey() {
        var byKey = new LinkedHashMap<String, Long>();
        counts.forEach((figure, count) -> byKey.put(figure.key(), count));
        return byKey;
    }

    static Sums ofKeys(Map<String, Long> byKey) {
        var sums = new EnumMap<Figure, Long>(Figure.class);
        byKey.forEach((key, count) -> sums.put(Figure.of(key), count));
        return new Sums(sums);
    }
}
