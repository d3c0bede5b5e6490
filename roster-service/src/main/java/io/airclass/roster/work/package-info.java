/**
 * Files that last as long as a piece of work: an upload while it is read, a bundle while it is written. They lie in one directory of this
 * process, readable by nobody else, and what a process leaves that was killed goes when the next one starts.
 */
package io.airclass.roster.work;
