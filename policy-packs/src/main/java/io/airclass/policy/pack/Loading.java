package io.airclass.policy.pack;

import io.airclass.policy.Policies;
import java.util.List;

/** What came of reading packs. */
public sealed interface Loading {

    /** All packs are good. */
    record Loaded(Policies policies) implements Loading {}

    /** None was taken; the faults in the order of files and lines, at most {@link PackLoader#FAULTS_MAX}. */
    record Refused(List<Fault> faults) implements Loading {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
