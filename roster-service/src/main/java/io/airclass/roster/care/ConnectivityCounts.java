package io.airclass.roster.care;

import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.ConnectivityCount;
import io.airclass.roster.classes.SchoolClass;
import java.util.List;

/**
 * How many students of a class have what to learn with.
 *
 * @param counts in the order of their kinds, of those that somebody has
 * @param unstated for whom nobody has said it
 */
public record ConnectivityCounts(List<ConnectivityCount> counts, long unstated) {

    ConnectivityChangedV1 changed(String classId, SchoolClass schoolClass) {
        return new ConnectivityChangedV1(
                classId, schoolClass.schoolId(), schoolClass.within(), counts, Math.toIntExact(unstated));
    }
}
