package io.airclass.exam.paper;

import java.time.Instant;
import java.util.List;

/**
 * A paper. It does not change after it was made.
 *
 * @param org whose paper it is: a school or an organisation above
 */
public record Paper(String title, String subject, String org, List<PaperItem> items, String madeBy, Instant madeAt) {

    public Paper {
        items = List.copyOf(items);
    }

    public long totalHundredths() {
        return items.stream().mapToLong(PaperItem::marksHundredths).sum();
    }
}
