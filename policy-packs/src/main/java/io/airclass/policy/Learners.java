package io.airclass.policy;

import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Whom a rule is for: pupils of any of the grades or of any of the stages; everyone where neither is named. */
public record Learners(SortedSet<Integer> grades, SortedSet<Stage> stages) {
    public static final Learners EVERYONE = new Learners(Set.of(), Set.of());

    public Learners {
        grades = Collections.unmodifiableSortedSet(new TreeSet<>(grades));
        stages = Collections.unmodifiableSortedSet(new TreeSet<>(stages));
    }

    public Learners(Set<Integer> grades, Set<Stage> stages) {
        this(new TreeSet<>(grades), new TreeSet<>(stages));
    }

    public boolean include(Cohort cohort) {
        return grades.isEmpty() && stages.isEmpty()
                || grades.contains(cohort.grade())
                || stages.contains(cohort.stage());
    }

    /** Whether some pupil is among both. */
    public boolean meet(Learners other) {
        return Cohort.everyone().stream().anyMatch(cohort -> include(cohort) && other.include(cohort));
    }
}
