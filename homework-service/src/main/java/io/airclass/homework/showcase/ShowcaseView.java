package io.airclass.homework.showcase;

import io.airclass.homework.submission.Submission;
import io.airclass.homework.submission.SubmissionView;
import java.time.Instant;
import java.util.List;

/** What is shown of excellent work: the latest attempt and whose it is, no mark. */
record ShowcaseView(String submissionId, String studentId, String text, List<SubmissionView.FileView> files) {
    static ShowcaseView of(String submissionId, Submission submission) {
        return new ShowcaseView(
                submissionId,
                submission.assigned().studentId(),
                submission.latest().text(),
                submission.latest().files().stream()
                        .map(file -> new SubmissionView.FileView(file.id(), file.name(), file.type(), file.bytes()))
                        .toList());
    }

    /** Whether it is shown. */
    record State(String submissionId, Word word, Instant at) {
        enum Word {
            PROPOSED,
            SHARED,
            DECLINED
        }

        static State of(String submissionId, Showcase showcase) {
            return switch (showcase) {
                case Showcase.Proposed proposed -> new State(submissionId, Word.PROPOSED, proposed.proposedAt());
                case Showcase.Shared shared -> new State(submissionId, Word.SHARED, shared.agreedAt());
                case Showcase.Declined declined -> new State(submissionId, Word.DECLINED, declined.declinedAt());
            };
        }
    }
}
