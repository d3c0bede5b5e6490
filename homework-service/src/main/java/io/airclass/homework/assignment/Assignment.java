package io.airclass.homework.assignment;

import io.airclass.contracts.MayBeAbsent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Homework that was set; one record for each state. */
public sealed interface Assignment {
    String classId();

    String schoolId();

    /** Ids of all ancestors of the class, the root first, the class last. */
    List<String> within();

    String subject();

    String title();

    String text();

    String teacherId();

    /**
     * The class may hand in until {@code dueAt}, and as late work until the grace period after it is over; both instants
     * still count.
     *
     * @param expectedMinutes how long the teacher thinks it takes; 0 when not said
     * @param written whether it is written homework; absent for what was opened before that was asked
     */
    record Open(
            String classId,
            String schoolId,
            List<String> within,
            String subject,
            String title,
            String text,
            Instant dueAt,
            long graceMinutes,
            long expectedMinutes,
            @MayBeAbsent Boolean written,
            BigDecimal maxScore,
            String teacherId,
            Instant openedAt)
            implements Assignment {
        public Open {
            within = List.copyOf(within);
        }

        public boolean isLate(Instant at) {
            return at.isAfter(dueAt);
        }

        /** The last instant at which work is taken. */
        public Instant takenUntil() {
            return dueAt.plus(Duration.ofMinutes(graceMinutes));
        }

        public boolean takes(Instant at) {
            return !at.isAfter(takenUntil());
        }
    }
}
