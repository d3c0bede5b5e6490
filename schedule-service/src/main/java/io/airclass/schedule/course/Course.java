package io.airclass.schedule.course;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A course; one record for each state. */
public sealed interface Course {
    String schoolId();

    /** Ids of all ancestors of the class or group, the root first, itself last. */
    List<String> within();

    /** Id of the class or group. */
    String holderId();

    String schoolYear();

    String subject();

    /** What is written: of a course that is being written anew, what it is to become. */
    Plan plan();

    /** What students see of it; empty where they see nothing. */
    default Optional<Published> published() {
        return Optional.empty();
    }

    /** It is being written, and was never published. */
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
            implements Course {
        @Override
        public Optional<Published> published() {
            return Optional.of(this);
        }
    }

    /**
     * Students see what was published while it is written anew.
     *
     * @param plan that takes its place when it is published
     */
    record Revised(
            String schoolId,
            List<String> within,
            String holderId,
            String schoolYear,
            String subject,
            Plan plan,
            String savedBy,
            Instant savedAt,
            Plan publishedPlan,
            String publishedBy,
            Instant publishedAt)
            implements Course {
        @Override
        public Optional<Published> published() {
            return Optional.of(new Published(
                    schoolId, within, holderId, schoolYear, subject, publishedPlan, publishedBy, publishedAt));
        }
    }
}
