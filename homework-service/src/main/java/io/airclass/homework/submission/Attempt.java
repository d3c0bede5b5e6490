package io.airclass.homework.submission;

import java.time.Instant;
import java.util.List;

/**
 * Work as it was handed in once.
 *
 * @param number counts from 1
 * @param late whether it came after the assignment was due
 */
public record Attempt(long number, String text, List<HandedInFile> files, Instant receivedAt, boolean late) {
    public Attempt {
        files = List.copyOf(files);
    }

    boolean hasSameContent(String otherText, List<HandedInFile> otherFiles) {
        return text.equals(otherText) && files.equals(otherFiles);
    }
}
