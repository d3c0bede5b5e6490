package io.airclass.schedule.question;

import io.airclass.contracts.Stage;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * What somebody asks.
 *
 * @param childId for whom a guardian asks; absent where a student asks
 * @param fileIds pictures, uploaded before
 * @param keptPrivate whether nobody else may read it when it is answered; absent is false
 */
record NewQuestion(
        @Pattern(regexp = ID) String childId,
        @NotNull Stage stage,

        @NotBlank @Size(max = SUBJECT_CHARS_MAX) @Pattern(regexp = "[^\\p{Cntrl}\\u2028\\u2029]*")
        String subject,

        @NotBlank @Size(max = TEXT_CHARS_MAX) @Pattern(regexp = NO_ZERO)
        String text,

        @Size(max = FILES_MAX) List<@NotNull @Pattern(regexp = ID) String> fileIds,
        Boolean keptPrivate) {
    static final int SUBJECT_CHARS_MAX = 30;
    static final int TEXT_CHARS_MAX = 2_000;
    static final int ANSWER_CHARS_MAX = 5_000;
    static final int COMMENT_CHARS_MAX = 500;
    static final int FILES_MAX = 9;
    static final String ID = "[A-Za-z0-9._-]{1,64}";
    static final String NO_ZERO = "[^\\u0000]*";

    NewQuestion {
        fileIds = fileIds == null ? List.of() : fileIds;
        keptPrivate = keptPrivate != null && keptPrivate;
    }
}
