package io.airclass.schedule.replay;

import io.airclass.contracts.MayBeAbsent;
import java.time.Instant;
import java.util.List;

/**
 * That a student who missed a lesson is to watch its replay; {@code _id} is lesson and student.
 *
 * @param within ids of the class and all above it
 * @param replayId what was watched; absent while it is open
 * @param percent watched when it was closed
 */
public record ReplayTask(
        String lessonId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        boolean open,
        Instant missedAt,
        @MayBeAbsent Instant closedAt,
        @MayBeAbsent String replayId,
        int percent) {

    ReplayTask closed(String byReplayId, int percentWatched, Instant at) {
        return new ReplayTask(
                lessonId, classId, schoolId, within, studentId, false, missedAt, at, byReplayId, percentWatched);
    }
}
