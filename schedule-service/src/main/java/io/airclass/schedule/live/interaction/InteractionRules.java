package io.airclass.schedule.live.interaction;

import io.airclass.schedule.live.Attender;
import java.util.List;
import java.util.function.Predicate;

/** What is told of how often pupils took part. */
final class InteractionRules {
    /** Sums of fewer are told to nobody but who teaches them: they would tell of single ones (C6). */
    static final int STUDENTS_MIN = 5;

    private InteractionRules() {}

    /**
     * Those of these sums that are told; the sums of all are made of these alone, so that no subtraction tells the others.
     *
     * @param taught whether the asker teaches a class, and is told of each in it anyway
     */
    static List<Taken> told(List<Taken> classes, Predicate<String> taught) {
        return classes.stream()
                .filter(taken ->
                        taken.of().equals(Attender.STAFF) || taken.people() >= STUDENTS_MIN || taught.test(taken.of()))
                .toList();
    }
}
