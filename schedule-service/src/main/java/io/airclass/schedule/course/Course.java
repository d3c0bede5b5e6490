package io.airclass.schedule.course;

import java.time.Instant;
import java.util.List;

/** A course; one record for each state. */
public sealed interface Course {
    String schoolId();

    /** Ids of all ancestors of the class or group, the root first, itself last. */
    List<String> within();

    /** Id of the class or group. */
    String holderId();

    String schoolYear();

    String subject();

    Plan plan();

    /** It is being written, perhaps anew. */
    record Drafted(
            String schoolId,
            List<String> within,
            String holderId,
            String schoolYear,
            String subject,
            Plan plan,
            String savedBy,
            Instant savedAt)
            implements Course {}

    /** Students see it. */
    record Published(
            String schoolId,
            List<String> within,
            String holderId,
            String schoolYear,
            String subject,
            Plan plan,
            String publishedBy,
            Instant publishedAt)
            implements Course {}
}
