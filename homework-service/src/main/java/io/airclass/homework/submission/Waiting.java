package io.airclass.homework.submission;

/** How many submissions of a class to an assignment wait to be marked. */
public record Waiting(String assignmentId, String classId, long submissions) {}
