package io.airclass.schedule.exchange;

import io.airclass.schedule.timetable.Week;

/**
 * The week of a class or group, as it is exported.
 *
 * @param name of the class or group
 * @param version of its timetable, which an import names again
 */
record HeldWeek(String id, String name, long version, Week week) {}
