package io.airclass.homework.submission;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a student hands in.
 *
 * @param text may be absent when there are files
 * @param fileIds files that the student uploaded, in order; may be absent when there is text
 */
record HandInRequest(
        @Size(max = TEXT_CHARS_MAX) String text,
        @Size(max = FILES_MAX) List<@NotBlank @Size(max = ID_CHARS_MAX) String> fileIds) {
    /** With {@link SubmissionRules#ATTEMPTS_MAX} of them a document stays well under a megabyte. */
    static final int TEXT_CHARS_MAX = 10_000;

    static final int FILES_MAX = 20;
    static final int ID_CHARS_MAX = 64;

    HandInRequest {
        text = text == null ? "" : text;
        fileIds = fileIds == null ? List.of() : fileIds.stream().distinct().toList();
    }
}
