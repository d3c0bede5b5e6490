/**
 * Holidays (节假日), adjusted working days (调休) and what a day is for a school.
 *
 * <p>Promises: for each day the nearest organisation up the tree holds that says something of it; what an organisation says of a school
 * year is one document, changed by compare-and-set and told whole; how it is read is {@link io.airclass.contracts.roster.SchoolDay}, the
 * same in every service.
 */
package io.airclass.roster.calendar;
