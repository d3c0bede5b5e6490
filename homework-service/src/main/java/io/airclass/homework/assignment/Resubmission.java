package io.airclass.homework.assignment;

/** How long a student may hand in again. */
public enum Resubmission {
    NEVER,
    /** Until it is due; late work is handed in once. */
    UNTIL_DUE,
    /** Until the teacher has marked it, and again when the teacher returns it. */
    UNTIL_MARKED
}
