package io.airclass.homework.submission;

/** What a teacher's look at a submission comes to. */
public enum Outcome {
    /** With a score, a level, or both. */
    MARKED,
    /** Seen and in order (已阅), without either. */
    COMPLETED,
    /** To be corrected and handed in once more (退回订正). */
    RETURNED
}
