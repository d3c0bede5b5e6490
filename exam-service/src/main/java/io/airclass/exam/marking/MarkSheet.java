package io.airclass.exam.marking;

import io.airclass.exam.marking.ItemScore.Marked;
import io.airclass.exam.marking.ItemScore.Waiting;
import java.util.List;

/** The scores of all items of a paper (成绩单), in the paper's order, and what they may be at most, in hundredths of a mark. */
public record MarkSheet(List<ItemScore> items, long maxHundredths) {

    public MarkSheet {
        items = List.copyOf(items);
    }

    /** The sum of what is marked so far. */
    public long totalHundredths() {
        return items.stream()
                .mapToLong(item -> switch (item) {
                    case Marked(var _, long hundredths) -> hundredths;
                    case Waiting _ -> 0;
                })
                .sum();
    }

    /** Whether nothing waits for a teacher. */
    public boolean isFinal() {
        return items.stream().allMatch(Marked.class::isInstance);
    }
}
