/**
 * Who and what is taken when: classes, teachers across the whole region, rooms, live studios. Each has one document a school year, and a
 * clash is decided nowhere but in its compare-and-set: whoever wants several claims them in the order of their ids, so that of two who clash
 * the first thing they share decides. A claim is held for an attempt; what the attempt became, its owner says, and a claim whose attempt
 * came to nothing is no claim.
 */
package io.airclass.schedule.booking;
