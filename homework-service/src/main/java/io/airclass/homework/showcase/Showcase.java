package io.airclass.homework.showcase;

import java.time.Instant;

/** A submission that may be shown to its class; the id is the submission's. One record for each state. */
public sealed interface Showcase {
    String assignmentId();

    String classId();

    String studentId();

    /** Waits for the author's word. */
    record Proposed(String assignmentId, String classId, String studentId, String proposedBy, Instant proposedAt)
            implements Showcase {}

    /** Is shown. */
    record Shared(String assignmentId, String classId, String studentId, String agreedBy, Instant agreedAt)
            implements Showcase {}

    /** Is not shown. */
    record Declined(String assignmentId, String classId, String studentId, String declinedBy, Instant declinedAt)
            implements Showcase {}
}
