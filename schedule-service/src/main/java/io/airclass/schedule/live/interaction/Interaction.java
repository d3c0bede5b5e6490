package io.airclass.schedule.live.interaction;

import java.time.Instant;

/**
 * One time that somebody took part.
 *
 * @param group the class that they are counted with, or the staff
 * @param id made by the client; the same again is the same
 */
record Interaction(String lessonId, String group, String personId, String id, InteractionKind kind, Instant at) {}
