/**
 * The phases (阶段) in which a region goes online: prepare, train, test, start, each from one day to another with a checklist that every school
 * ticks off.
 *
 * <p>Promises: of the phases that organisations set for a stage, the nearest above a school hold for it, so that two regions may run
 * different calendars at once; who ticked off what and when is kept, and whether it was late; the overview is counted from the
 * checklists' own documents. When lessons of the new term may begin for a grade, the rules in force say, not a phase.
 */
package io.airclass.schedule.phase;
