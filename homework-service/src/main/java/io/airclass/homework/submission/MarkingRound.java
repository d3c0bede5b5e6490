package io.airclass.homework.submission;

import io.airclass.contracts.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What a teacher said about an attempt (批改).
 *
 * @param number counts from 1
 * @param score absent where there is none
 * @param maxScore absent where there is no score
 * @param level absent where there is none
 * @param voiceFileId of what the teacher said aloud; may be absent
 * @param parts what each question was given, where it is marked by questions
 * @param annotations empty in a list, which does not read them
 * @param attempt number of the attempt that was marked
 */
public record MarkingRound(
        long number,
        Outcome outcome,
        @MayBeAbsent BigDecimal score,
        @MayBeAbsent BigDecimal maxScore,
        @MayBeAbsent String level,
        String comment,
        @MayBeAbsent String voiceFileId,
        List<Annotation> annotations,
        List<PartMark> parts,
        String markedBy,
        Instant markedAt,
        long attempt) {
    public MarkingRound {
        annotations = annotations == null ? List.of() : List.copyOf(annotations);
        parts = List.copyOf(parts);
    }
}
