/**
 * Who was in a live lesson, and before what sort of screen. A join is acknowledged when it is stored; joins and signs of life are written in
 * batches, so that a whole region comes in within five minutes. What is stored are moments at which somebody was seen, by minute and sort
 * of device; they can be told twice, late, and to any replica, and presence is their union. Nobody is made to come or to check in (R068):
 * there is nothing here by which somebody could.
 */
package io.airclass.schedule.live.attendance;
