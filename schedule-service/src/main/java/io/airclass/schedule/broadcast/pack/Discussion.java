package io.airclass.schedule.broadcast.pack;

import java.time.Instant;

/**
 * That a lesson was discussed with a class's teachers afterwards (课后共同研讨).
 *
 * @param note what came of it
 */
public record Discussion(String lessonId, String classId, String note, String by, Instant at) {}
