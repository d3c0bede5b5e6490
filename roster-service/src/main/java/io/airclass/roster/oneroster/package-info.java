/**
 * Reads a bundle in the form of OneRoster 1.2 CSV (1.1 is tolerated): a zip with a manifest and one CSV file for each kind of row.
 *
 * <p>Promises: every file is streamed, so memory does not grow with the bundle; hostile zips (bombs, traversal, doubled entries, damaged
 * archives) are refused before a row is read; every fault is told with file, line, column, a stable code and what to do; a row that is
 * handed on has only fields of the right form. Nothing here knows the database.
 */
package io.airclass.roster.oneroster;
