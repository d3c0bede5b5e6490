package io.airclass.homework.draft;

import io.airclass.kit.store.Stored;
import java.time.Instant;
import java.util.List;

/** Saved work as its student reads it. */
record WorkView(String assignmentId, String text, List<String> fileIds, Instant savedAt, Instant expiresAt) {
    static WorkView of(Stored<Work> stored) {
        var work = stored.value();
        return new WorkView(work.assignmentId(), work.text(), work.fileIds(), work.savedAt(), work.expiresAt());
    }
}
