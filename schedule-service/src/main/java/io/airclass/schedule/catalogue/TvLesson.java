package io.airclass.schedule.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A lesson on television (电视课), as a reviewed list of programmes has it: channel and time, and nothing to join.
 *
 * @param id of the resource that it is
 * @param version of the resource, which grows when it is announced anew
 * @param orgId who announces it, for its own classes and all below it
 * @param grades that it is for; none where it is for all of the stage
 * @param announcedAt when it was found good
 */
public record TvLesson(
        String id,
        long version,
        String orgId,
        String subject,
        String title,
        List<Integer> grades,
        String channel,
        Instant startsAt,
        Instant endsAt,
        Instant announcedAt) {

    boolean isFor(int grade) {
        return grades.isEmpty() || grades.contains(grade);
    }
}
