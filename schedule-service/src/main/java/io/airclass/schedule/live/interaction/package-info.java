/**
 * That pupils take part: a hand raised, an answer given, a vote, a word said. What was said is never kept. One entry for each id that a client
 * makes, however often and to whichever replica it is sent; at most {@value io.airclass.schedule.live.interaction.InteractionRepository#OF_PERSON_MAX}
 * of a person in a lesson. Sums are told to all who may see the lesson, those of a class of which fewer than five took
 * part only to its teachers; people only to those whose class, self or child they are.
 */
package io.airclass.schedule.live.interaction;
