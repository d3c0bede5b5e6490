package io.airclass.homework.taken;

/**
 * How long a child worked; the id is a hash of assignment and child, so that a later word replaces it.
 *
 * @param minutes as the child or a guardian said
 */
public record Taken(String assignmentId, String classId, long minutes) {}
