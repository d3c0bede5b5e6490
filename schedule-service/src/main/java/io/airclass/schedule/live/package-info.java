/**
 * The life of a live lesson. A lesson is planned by the timetable; a document of it is written when it starts. Only the teacher who gives
 * it starts it, and only who was trained for it (R060); the teachers and the head teacher keep order, the students take part, nobody else
 * comes in. All who join a lesson are in the same room, whichever replica they ask; a room whose provider is down is left for the next
 * provider's within the call that finds it so.
 */
package io.airclass.schedule.live;
