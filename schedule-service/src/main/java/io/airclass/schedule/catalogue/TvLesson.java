package io.airclass.schedule.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A lesson on television (电视课), as a reviewed list of programmes has it: channel and time, and nothing to join.
 *
 * @param id of the resource that it is
 * @param grades that it is for; none where it is for all of the stage
 */
record TvLesson(
        String id,
        String subject,
        String title,
        List<Integer> grades,
        String channel,
        Instant startsAt,
        Instant endsAt) {

    boolean isFor(int grade) {
        return grades.isEmpty() || grades.contains(grade);
    }
}
