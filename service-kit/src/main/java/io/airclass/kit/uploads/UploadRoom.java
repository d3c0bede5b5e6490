package io.airclass.kit.uploads;

import java.time.Instant;
import java.util.List;

/** What one person has in progress; one document a person, in which the limits are decided. */
public record UploadRoom(List<Taken> taken) {
    public UploadRoom {
        taken = List.copyOf(taken);
    }

    /** @param bytes as announced */
    public record Taken(String uploadId, long bytes, Instant since) {}
}
