package io.airclass.schedule.change;

/**
 * Somebody who could give a lesson.
 *
 * @param teachesSubject whether the teacher gives this subject to some class of the school
 * @param teachesClass whether the teacher gives something to this class
 * @param covers lessons that the teacher gives for others in this school year
 */
record Suggestion(String teacherId, boolean teachesSubject, boolean teachesClass, long covers) {}
