package io.airclass.policy;

import java.time.LocalDate;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Where, for whom, under which regimes and on which days a rule applies. */
public record Reach(Scope scope, Learners learners, Set<Regime> regimes, Period period) {
    public Reach {
        if (regimes.isEmpty()) {
            throw new IllegalArgumentException("A rule that no regime knows");
        }
        regimes = Collections.unmodifiableSet(EnumSet.copyOf(regimes));
    }

    /** Whether the rule applies to a situation whose place lies in the scope; the scope itself is not looked at. */
    boolean coversWithinScope(Situation situation) {
        return coversWithinScope(situation.regime(), situation.day()) && learners.include(situation.cohort());
    }

    boolean coversWithinScope(Regime regime, LocalDate day) {
        return period.contains(day) && regimes.contains(regime);
    }

    /** Whether there is a pupil, a regime and a day that both reach, the scopes aside. */
    public boolean meets(Reach other) {
        return period.meets(other.period)
                && !Collections.disjoint(regimes, other.regimes)
                && learners.meet(other.learners);
    }
}
