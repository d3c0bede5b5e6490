package io.airclass.schedule.live;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far a school has come with trying the platform; {@code _id} is the school's id. What was reached stays reached.
 *
 * @param startedAt when a lesson for trying first started
 * @param joiners the first two who came in, apart from the teacher
 * @param joinedAt when the second of them came
 * @param replayAt when a replay of such a lesson could first be watched
 */
public record Readiness(
        List<String> within,
        @MayBeAbsent Instant startedAt,
        List<String> joiners,
        @MayBeAbsent Instant joinedAt,
        @MayBeAbsent Instant replayAt) {
    static final int JOINERS_WANTED = 2;

    static Readiness nothing(List<String> within) {
        return new Readiness(within, null, List.of(), null, null);
    }

    Readiness started(Instant at) {
        return startedAt != null ? this : new Readiness(within, at, joiners, joinedAt, replayAt);
    }

    Readiness joined(String personId, Instant at) {
        if (joiners.size() >= JOINERS_WANTED || joiners.contains(personId)) {
            return this;
        }
        var all = Stream.concat(joiners.stream(), Stream.of(personId)).toList();
        return new Readiness(within, startedAt, all, all.size() == JOINERS_WANTED ? at : null, replayAt);
    }

    Readiness replay(Instant at) {
        return replayAt != null ? this : new Readiness(within, startedAt, joiners, joinedAt, at);
    }

    /** Whether everything had been tried before an instant. */
    boolean readyBefore(Instant at) {
        return Stream.of(startedAt, joinedAt, replayAt).allMatch(each -> each != null && each.isBefore(at));
    }
}
