package io.airclass.policy;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * All that one organisation ever decided about its regime, the latest decision last. A decision only adds: what held before its
 * period begins is never rewritten.
 */
public record RegimeTimeline(List<RegimePeriod> periods) {
    public RegimeTimeline {
        periods = List.copyOf(periods);
    }

    /** The period that holds: of all that contain the instant, the one that was decided last; when it ends, what it covered holds again. */
    public Optional<RegimePeriod> at(Instant at) {
        for (int i = periods.size() - 1; i >= 0; i--) {
            if (periods.get(i).contains(at)) {
                return Optional.of(periods.get(i));
            }
        }
        return Optional.empty();
    }
}
