package io.airclass.schedule.replay;

import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What counts as watched. */
final class WatchRules {
    static final int SPANS_MAX = 200;

    /** What a player may be ahead of the clock: its first report, and what it had before us. */
    static final int AHEAD_SECONDS_MAX = 60;

    private WatchRules() {}

    /**
     * What was watched before and now; never less than before.
     *
     * @param before empty at the first report
     * @param nothing how it begins
     * @param begun what the first report tells
     * @param length of the replay, in seconds
     * @param speedMax seconds of a replay in one
     */
    static Decision<Watching> watch(
            Optional<Watching> before,
            Watching nothing,
            ReplayWatchedV1 begun,
            List<Span> now,
            int length,
            int speedMax,
            Instant at) {
        if (now.stream().anyMatch(span -> span.from() < 0 || span.until() <= span.from() || span.until() > length)) {
            return Decision.rejected(Rejection.invalid("watched-range-wrong").with("seconds", length));
        }
        var known = before.orElse(nothing);
        var spans = union(known.spans(), now);
        if (before.isPresent() && spans.equals(known.spans())) {
            return Decision.unchanged(known);
        }
        if (spans.size() > SPANS_MAX) {
            return Decision.rejected(
                    Rejection.ruleBroken("watched-too-scattered").with("max", SPANS_MAX));
        }
        long possible = Duration.between(known.begunAt(), at).toSeconds() * speedMax + AHEAD_SECONDS_MAX;
        var next = new Watching(known.replayId(), known.lessonId(), known.studentId(), spans, known.begunAt(), at);
        return next.seconds() > possible
                ? Decision.rejected(Rejection.ruleBroken("watched-too-fast").with("possible", possible))
                : before.isPresent() ? Decision.accepted(next) : Decision.accepted(next, begun);
    }

    static List<Span> union(List<Span> some, List<Span> others) {
        var all = new ArrayList<>(some);
        all.addAll(others);
        all.sort(Comparator.comparingInt(Span::from).thenComparingInt(Span::until));
        var merged = new ArrayList<Span>();
        for (var span : all) {
            if (!merged.isEmpty() && span.from() <= merged.getLast().until()) {
                var last = merged.removeLast();
                merged.add(new Span(last.from(), Math.max(last.until(), span.until())));
            } else {
                merged.add(span);
            }
        }
        return merged;
    }

    /** Of the whole replay, rounded down. */
    static int percent(Watching watching, int length) {
        return (int) (watching.seconds() * 100L / length);
    }
}
