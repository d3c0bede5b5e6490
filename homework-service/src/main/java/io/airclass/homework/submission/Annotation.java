package io.airclass.homework.submission;

import io.airclass.contracts.MayBeAbsent;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;

/**
 * A sign that a teacher set on a page of what was handed in (批注).
 *
 * @param fileId of the picture or document
 * @param page from 1; of a picture 1
 * @param points x and y in turn, in ten-thousandths of the page's width and height, from the upper left corner: one point of a pin or a text, two
 *     opposite corners of a box, all points of a stroke
 * @param text of a text, or what a pin says; may be absent
 * @param colour as {@code #RRGGBB}; absent is red
 */
public record Annotation(
        @NotNull @Pattern(regexp = "[A-Za-z0-9._-]{1,64}") String fileId,
        @Min(1) @Max(PAGE_MAX) long page,
        @NotNull AnnotationShape shape,
        @NotEmpty @Size(max = NUMBERS_MAX) List<@NotNull @Min(0) @Max(WHOLE) Long> points,
        @MayBeAbsent @Size(max = TEXT_CHARS_MAX) String text,
        @MayBeAbsent @Pattern(regexp = "#[0-9A-Fa-f]{6}") String colour) {
    static final long PAGE_MAX = 200;

    /** Of a stroke of 500 points. */
    static final int NUMBERS_MAX = 1_000;

    static final int TEXT_CHARS_MAX = 500;

    /** The width or the height of a page. */
    public static final long WHOLE = 10_000;

    public Annotation {
        points = points == null ? List.of() : points.stream().toList();
    }
}
