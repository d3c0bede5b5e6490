package io.airclass.homework.marking;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;

/** Comments that a teacher uses again and again, in the teacher's order; the id is the teacher's. */
public record MarkingComments(
        @NotNull @Size(max = COMMENTS_MAX) List<@NotBlank @Size(max = MarkRequest.COMMENT_CHARS_MAX) String> comments) {
    static final int COMMENTS_MAX = 100;
}
