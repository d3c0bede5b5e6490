/**
 * Dates in requests: a day or an instant that anybody names in an address, a parameter or a body lies between the years 2000 and 2100, else 400
 * {@code date-out-of-range}. What reckons with dates need not fear one that no calendar and no database holds.
 */
package io.airclass.schedule.dates;
