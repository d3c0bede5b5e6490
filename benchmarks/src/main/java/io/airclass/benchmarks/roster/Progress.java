package io.airclass.benchmarks.roster;

import java.util.ArrayList;
import java.util.List;

/** How far an import was when: told by its own report, second by second. Not for several threads. */
final class Progress {
    private static final double PEOPLE_EACH = 10_000;

    private record Sample(double seconds, long rowsDone) {}

    private final List<Sample> people = new ArrayList<>();

    void add(double seconds, long rowsDone) {
        if (people.isEmpty() || people.getLast().rowsDone() < rowsDone) {
            people.add(new Sample(seconds, rowsDone));
        }
    }

    /** Seconds for 10,000 people in each third of the people; none where they went by unseen. */
    List<Double> secondsByThird() {
        if (people.size() < 4) {
            return List.of();
        }
        long first = people.getFirst().rowsDone();
        long count = people.getLast().rowsDone() - first;
        var seconds = new ArrayList<Double>();
        for (int third = 0; third < 3; third++) {
            double took = at(first + (third + 1) * count / 3.0) - at(first + third * count / 3.0);
            seconds.add(took / (count / 3.0) * PEOPLE_EACH);
        }
        return seconds;
    }

    /** When so many rows were done, between two looks. */
    private double at(double rows) {
        for (int i = 1; i < people.size(); i++) {
            var before = people.get(i - 1);
            var after = people.get(i);
            if (after.rowsDone() >= rows) {
                double share = (rows - before.rowsDone()) / (after.rowsDone() - before.rowsDone());
                return before.seconds() + share * (after.seconds() - before.seconds());
            }
        }
        return people.getLast().seconds();
    }
}
