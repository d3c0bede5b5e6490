/**
 * Replays (回放): files that a teacher uploads and recordings of providers. One is kept for the months that the policy says, counted by the
 * calendar from the end of its lesson, or longer where it is pinned; seven days before its end that is told, then it is deleted, its content
 * is really gone, and a record says so. A student who missed a lesson has a task that closes by watching: by the union of what the player
 * reports, which cannot grow faster than somebody can watch.
 */
package io.airclass.schedule.replay;
