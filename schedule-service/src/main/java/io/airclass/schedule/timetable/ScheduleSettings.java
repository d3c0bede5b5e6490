package io.airclass.schedule.timetable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a bureau may decide about timetables.
 *
 * @param noticeDays calendar days from the publication of a timetable to its first lesson, where no rule in force asks for more
 */
@ConfigurationProperties("airclass.schedule")
record ScheduleSettings(@DefaultValue("3") int noticeDays) {}
