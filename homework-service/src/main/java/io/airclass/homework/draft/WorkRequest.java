package io.airclass.homework.draft;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What a device saves.
 *
 * @param text may be absent
 * @param fileIds of the student's own files; may be absent
 */
record WorkRequest(
        @Size(max = 10_000) String text,
        @Size(max = 20) List<@NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String> fileIds) {
    WorkRequest {
        text = text == null ? "" : text;
        fileIds = fileIds == null ? List.of() : fileIds.stream().distinct().toList();
    }
}
