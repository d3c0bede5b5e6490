/**
 * Handing a roster out (export).
 *
 * <p>Promises: a bundle of OneRoster 1.2 CSV with our own columns beside, which imported again gives the same organisations, terms, classes,
 * people and usernames; it holds what lies below one organisation and the line above it, no passwords, and particulars only for a stated reason to
 * who may have them disclosed; on disk it is sealed at all times; it is
 * streamed, so memory does not grow with the region; the file is there for a time; who asked for it and who fetched it is audited.
 */
package io.airclass.roster.export;
