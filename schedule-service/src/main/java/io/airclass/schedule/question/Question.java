package io.airclass.schedule.question;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/** A question at the desk; one record for each state. */
public sealed interface Question {
    Matter matter();

    Asker asker();

    /** Since when it waits, or waited. */
    Instant askedAt();

    /**
     * How an open question is found.
     *
     * @param desk where it lies: region, stage and subject
     * @param within ids of the student's school and all above it
     */
    record Open(String desk, List<String> within) {
        public Open {
            within = List.copyOf(within);
        }
    }

    /**
     * How an answered question is found by others.
     *
     * @param keys for each choice of stage and subject in its region
     * @param terms of its text and its answer, in its region
     */
    record Shown(List<String> keys, List<String> terms) {
        public Shown {
            keys = List.copyOf(keys);
            terms = List.copyOf(terms);
        }
    }

    /** Nobody has it. */
    record Waiting(Matter matter, Asker asker, Instant askedAt, Open open) implements Question {}

    /** A teacher has it; from {@code claimedUntil} on another may take it. */
    record Claimed(Matter matter, Asker asker, Instant askedAt, Open open, String claimantId, Instant claimedUntil)
            implements Question {}

    /** A teacher could not answer it as it stands. */
    record Unclear(Matter matter, Asker asker, Instant askedAt, String teacherId, String comment, Instant returnedAt)
            implements Question {}

    /**
     * It is answered.
     *
     * @param earlier what was said before it was corrected, the latest last
     * @param answeredAt for the first time
     * @param hiddenBy the reviewer who hid it; absent where nobody did
     * @param shown absent where others may not read it
     */
    record Answered(
            Matter matter,
            Asker asker,
            Instant askedAt,
            Answer answer,
            List<Answer> earlier,
            Instant answeredAt,
            @MayBeAbsent String hiddenBy,
            @MayBeAbsent Shown shown)
            implements Question {
        public Answered {
            earlier = List.copyOf(earlier);
        }
    }
}
