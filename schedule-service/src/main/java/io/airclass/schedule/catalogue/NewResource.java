package io.airclass.schedule.catalogue;

import io.airclass.contracts.Stage;
import io.airclass.contracts.schedule.ResourceType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * What somebody asks to have in the catalogue. Exactly one of {@code fileId}, {@code link} and {@code broadcast} says where it is.
 *
 * @param minutes absent is 0, not said
 */
record NewResource(
        @NotNull Stage stage,
        @Size(max = 12) List<@NotNull @Min(1) @Max(12) Integer> grades,

        @NotBlank @Size(max = SUBJECT_CHARS_MAX) @Pattern(regexp = ONE_LINE)
        String subject,

        @NotNull ResourceType type,

        @Size(max = EDITION_CHARS_MAX) @Pattern(regexp = ONE_LINE)
        String edition,

        @Valid NewUnit unit,

        @NotBlank @Size(max = TITLE_CHARS_MAX) @Pattern(regexp = ONE_LINE)
        String title,

        @Size(max = DESCRIPTION_CHARS_MAX) @Pattern(regexp = "[^\\u0000]*")
        String description,

        @Min(0) @Max(MINUTES_MAX) Integer minutes,
        @Pattern(regexp = "[A-Za-z0-9-]{1,64}") String fileId,
        @Size(max = LINK_CHARS_MAX) String link,
        @Valid NewBroadcast broadcast,
        Instant availableFrom,
        Instant availableUntil) {
    static final int SUBJECT_CHARS_MAX = 30;
    static final int EDITION_CHARS_MAX = 30;
    static final int UNIT_CHARS_MAX = 60;
    static final int TITLE_CHARS_MAX = 100;
    static final int DESCRIPTION_CHARS_MAX = 2_000;
    static final int CHANNEL_CHARS_MAX = 40;
    static final int LINK_CHARS_MAX = 500;
    static final int MINUTES_MAX = 1_000;
    static final String ONE_LINE = "[^\\p{Cntrl}\\u2028\\u2029]*";

    record NewUnit(
            @NotNull @Min(1) @Max(12) Integer grade,

            @NotBlank @Size(max = UNIT_CHARS_MAX) @Pattern(regexp = ONE_LINE)
            String name) {}

    record NewBroadcast(
            @NotBlank @Size(max = CHANNEL_CHARS_MAX) @Pattern(regexp = ONE_LINE)
            String channel,

            @NotNull Instant startsAt,
            @NotNull Instant endsAt) {}

    NewResource {
        grades = grades == null ? List.of() : grades;
        description = description == null ? "" : description;
        minutes = minutes == null ? 0 : minutes;
    }
}
