/**
 * Lessons: what the published timetables make of a day. They are computed, not stored; a lesson keeps its id when the timetable
 * around it changes, because the id is made of class, day and period.
 */
package io.airclass.schedule.lesson;
