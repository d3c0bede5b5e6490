package io.airclass.homework.submission;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.kit.store.Stored;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A submission as it is read: the latest attempt with its mark, and what came before.
 *
 * @param earlierAttempts the first one first; absent in lists
 * @param correctUntil the last instant at which a correction is taken; absent where none is asked for
 * @param mark absent until it is marked
 * @param earlierMarks the first one first
 */
public record SubmissionView(
        String id,
        String assignmentId,
        String classId,
        String studentId,
        State state,
        long attempt,
        String text,
        List<FileView> files,
        boolean late,
        Instant receivedAt,
        @JsonInclude(JsonInclude.Include.NON_NULL) Instant correctUntil,
        @JsonInclude(JsonInclude.Include.NON_NULL) MarkView mark,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<AttemptView> earlierAttempts,
        List<MarkView> earlierMarks) {

    /** What has happened to it. */
    public enum State {
        HANDED_IN,
        MARKED,
        RETURNED
    }

    /** @param size in bytes */
    public record FileView(String id, String name, String type, long size) {}

    public record AttemptView(long attempt, String text, List<FileView> files, boolean late, Instant receivedAt) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MarkView(
            long round,
            Outcome outcome,
            BigDecimal score,
            BigDecimal maxScore,
            String level,
            String comment,
            String voiceFileId,
            List<Annotation> annotations,
            List<PartMark> parts,
            String markedBy,
            Instant markedAt,
            long attempt) {}

    /** All of it. */
    public static SubmissionView whole(Stored<Submission> stored) {
        var attempts = stored.value().attempts();
        return of(
                stored,
                attempts.subList(0, attempts.size() - 1).stream()
                        .map(SubmissionView::attempt)
                        .toList());
    }

    /** As one of a list. */
    public static SubmissionView listed(Stored<Submission> stored) {
        return of(stored, null);
    }

    private static SubmissionView of(Stored<Submission> stored, List<AttemptView> earlier) {
        var submission = stored.value();
        var assigned = submission.assigned();
        var latest = submission.latest();
        var marks = submission.rounds().stream().map(SubmissionView::mark).toList();
        return new SubmissionView(
                stored.id(),
                assigned.assignmentId(),
                assigned.classId(),
                assigned.studentId(),
                switch (submission) {
                    case Submission.HandedIn _ -> State.HANDED_IN;
                    case Submission.Marked _ -> State.MARKED;
                    case Submission.Returned _ -> State.RETURNED;
                },
                latest.number(),
                latest.text(),
                files(latest),
                latest.late(),
                latest.receivedAt(),
                submission instanceof Submission.Returned returned ? returned.until() : null,
                marks.isEmpty() ? null : marks.getLast(),
                earlier,
                marks.isEmpty() ? marks : marks.subList(0, marks.size() - 1));
    }

    private static AttemptView attempt(Attempt attempt) {
        return new AttemptView(attempt.number(), attempt.text(), files(attempt), attempt.late(), attempt.receivedAt());
    }

    private static List<FileView> files(Attempt attempt) {
        return attempt.files().stream()
                .map(file -> new FileView(file.id(), file.name(), file.type(), file.bytes()))
                .toList();
    }

    private static MarkView mark(MarkingRound round) {
        return new MarkView(
                round.number(),
                round.outcome(),
                round.score(),
                round.maxScore(),
                round.level(),
                round.comment(),
                round.voiceFileId(),
                round.annotations(),
                round.parts(),
                round.markedBy(),
                round.markedAt(),
                round.attempt());
    }
}
