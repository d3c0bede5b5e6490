package io.airclass.exam.bank;

import java.util.List;

/**
 * What every kind of question has: its name, where it came from, its stem (题干). What the source did not give is the empty text.
 *
 * @param externalId the id the source gave it
 * @param generalFeedback shown to everyone after the results are out, whatever they answered
 */
public record About(
        String title,
        String externalId,
        List<String> tags,
        String category,
        FormattedText stem,
        FormattedText generalFeedback) {

    public About {
        tags = List.copyOf(tags);
    }

    /** A question of which only the stem is known. */
    public static About of(String stem) {
        return new About("", "", List.of(), "", FormattedText.moodle(stem), FormattedText.NONE);
    }
}
