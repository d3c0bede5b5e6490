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
        @JsonInclude(JsonInclude.Include.NON_NULL) MarkView mark,
        @JsonInclude(JsonInclude.Include.NON_NULL) List<AttemptView> earlierAttempts,
        List<MarkView> earlierMarks) {

    /** What has happened to it. */
    public enum State {
        HANDED_IN,
        MARKED
    }

    /** @param size in bytes */
    public record FileView(String id, String name, String type, long size) {}

    public record AttemptView(long attempt, String text, List<FileView> files, boolean late, Instant receivedAt) {}

    public record MarkView(
            long round,
            BigDecimal score,
            BigDecimal maxScore,
            String comment,
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
    static SubmissionView listed(Stored<Submission> stored) {
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
                },
                latest.number(),
                latest.text(),
                files(latest),
                latest.late(),
                latest.receivedAt(),
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
                round.score(),
                round.maxScore(),
                round.comment(),
                round.markedBy(),
                round.markedAt(),
                round.attempt());
    }
}
