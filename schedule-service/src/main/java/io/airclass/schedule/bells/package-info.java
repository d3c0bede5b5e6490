/**
 * Bell schedules (作息时间表): when the periods of a day begin and end, by school, stage and season. A timetable that names periods takes its
 * times from here when it is saved; changed bells change no timetable that is saved already.
 */
package io.airclass.schedule.bells;
