/**
 * The figures of lessons: what was planned, held, attended and watched, by day, up the tree. Nobody types one: they are a fold over what the
 * schedule tells, in any order and however often, and what its timetables have for the day.
 */
package io.airclass.schedule.figures;
