package io.airclass.homework.submission;

import java.time.Instant;
import java.util.List;

/** A student's work on one assignment; one record for each state. */
public sealed interface Submission {
    Assigned assigned();

    /** All attempts, the latest last; never empty. */
    List<Attempt> attempts();

    /** All marking rounds, the latest last. */
    List<MarkingRound> rounds();

    default Attempt latest() {
        return attempts().getLast();
    }

    /**
     * Handed in, and the latest attempt is not marked yet.
     *
     * @param parts questions of the latest attempt that are marked already
     */
    record HandedIn(Assigned assigned, List<Attempt> attempts, List<MarkingRound> rounds, List<PartMark> parts)
            implements Submission {
        public HandedIn {
            attempts = List.copyOf(attempts);
            rounds = List.copyOf(rounds);
            parts = List.copyOf(parts);
        }
    }

    /** Marked, once or more. */
    record Marked(Assigned assigned, List<Attempt> attempts, List<MarkingRound> rounds) implements Submission {
        public Marked {
            attempts = List.copyOf(attempts);
            rounds = List.copyOf(rounds);
        }

        public MarkingRound latestRound() {
            return rounds.getLast();
        }
    }

    /**
     * To be corrected and handed in once more.
     *
     * @param until the last instant at which the correction is taken
     */
    record Returned(Assigned assigned, List<Attempt> attempts, List<MarkingRound> rounds, Instant until)
            implements Submission {
        public Returned {
            attempts = List.copyOf(attempts);
            rounds = List.copyOf(rounds);
        }
    }
}
