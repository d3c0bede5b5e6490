package io.airclass.exam.marking;

/** What became of one item. */
public sealed interface ItemScore {

    String itemId();

    /** Marked; in hundredths of a mark. */
    record Marked(String itemId, long hundredths) implements ItemScore {}

    /** Waits for a teacher. */
    record Waiting(String itemId) implements ItemScore {}
}
