/**
 * The end of what is kept of people: attendance, what was watched of replays and what is still to be watched, and uploads that nothing was
 * made of. It promises: what is older than its time goes, some at a time, by an index, on whichever replica looks first; what somebody uses
 * again in that moment stays.
 */
package io.airclass.schedule.retention;
