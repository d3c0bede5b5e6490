package io.airclass.homework.draft;

import java.time.Instant;
import java.util.List;

/**
 * What a student has so far; the id stands for assignment and student.
 *
 * @param expiresAt when it is removed at the latest
 */
public record Work(
        String assignmentId, String studentId, String text, List<String> fileIds, Instant savedAt, Instant expiresAt) {
    public Work {
        fileIds = List.copyOf(fileIds);
    }

    boolean says(WorkRequest asked) {
        return text.equals(asked.text()) && fileIds.equals(asked.fileIds());
    }
}
