/**
 * Timetables as files: a Chinese grid (节次 down, 星期 across) or a flat list, of one class, a group or a whole school, as CSV and xlsx.
 *
 * <p>Promises: what is exported and imported again changes nothing; what is wrong is told with sheet and cell, all of it at once; of a
 * school's file the classes that are right are stored and those with faults are not touched. A teacher stands there by number; the names
 * of people are not known here, and those that a file brings are used to read it and never kept.
 */
package io.airclass.schedule.exchange;
