/**
 * Timetables as files: a Chinese grid (节次 down, 星期 across) or a flat list, of one class, a group, a broadcast, a teacher or a whole school,
 * as CSV and xlsx.
 *
 * <p>Promises: what is exported and imported again changes nothing; what is wrong is told with sheet and cell, all of it at once; of a
 * school's file the classes that are right are stored and those with faults are not touched. A teacher stands there by number; the names
 * of people are not known here, and those that a file brings are used to read it and never kept.
 *
 * <p>A school's file is of classes, or of teachers. <b>Sheets of teachers</b> replace all that these teachers give in the classes and groups
 * that the file names, in a cell or in its list 班级名单, and nothing else: what other teachers give there stays as it is in the draft (or
 * in what was published last, where there is none), and so do lessons that nobody of the roster gives, and all of the classes that the
 * file does not name. Each class stands or falls by itself, and the answer tells of each. Where two sheets give a class the same period,
 * each cell is told with the other; a period that a teacher has who is not in the file is told too. A fault that leaves open which class
 * is meant, as a name that no class has, stands against every class of that teacher: no lesson is lost by a slip of the pen.
 */
package io.airclass.schedule.exchange;
