/**
 * Calendars that a phone subscribes to (iCalendar, RFC 5545 and RFC 7986): of a student, a teacher, a class or a room. An address holds a
 * secret that is shown once and kept as its hash; whoever made it can revoke it, and it gives nothing any more when that person may not see
 * the lessons any more.
 */
package io.airclass.schedule.feed;
