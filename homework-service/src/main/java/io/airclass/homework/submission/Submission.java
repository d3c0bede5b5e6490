package io.airclass.homework.submission;

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

    /** Handed in and not marked yet. */
    record HandedIn(Assigned assigned, List<Attempt> attempts) implements Submission {
        public HandedIn {
            attempts = List.copyOf(attempts);
        }

        @Override
        public List<MarkingRound> rounds() {
            return List.of();
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
}
