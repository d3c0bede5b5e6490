package io.airclass.homework.marking;

import io.airclass.homework.submission.Annotation;
import io.airclass.homework.submission.Outcome;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A teacher's judgement.
 *
 * @param outcome absent is marked
 * @param score with at most two decimals; absent where there is a level only, or the parts say it
 * @param level one of the homework's; absent where there is a score only
 * @param comment for student and guardians; may be absent
 * @param voiceFileId of an audio file that the teacher uploaded; may be absent
 * @param annotations signs on the pages of what was handed in; may be absent
 * @param parts what each question is given, where the homework is marked by questions; may be absent
 * @param correctUntil of what is returned: the last instant at which the correction is taken; absent is three days
 */
record MarkRequest(
        Outcome outcome,
        @PositiveOrZero @Digits(integer = 4, fraction = 2) BigDecimal score,
        @Size(max = 10) String level,
        @Size(max = COMMENT_CHARS_MAX) String comment,
        @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String voiceFileId,
        @Size(max = ANNOTATIONS_MAX) List<@NotNull @Valid Annotation> annotations,
        @Size(max = PARTS_MAX) List<@NotNull @Valid PartScore> parts,
        Instant correctUntil) {
    static final int COMMENT_CHARS_MAX = 2_000;
    static final int ANNOTATIONS_MAX = 200;
    static final int PARTS_MAX = 50;

    static MarkRequest inOrder() {
        return new MarkRequest(Outcome.COMPLETED, null, null, null, null, null, null, null);
    }

    MarkRequest {
        outcome = outcome == null ? Outcome.MARKED : outcome;
        comment = comment == null ? "" : comment;
        annotations = annotations == null ? List.of() : annotations.stream().toList();
        parts = parts == null ? List.of() : parts.stream().toList();
    }
}
