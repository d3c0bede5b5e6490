/**
 * Taking a roster in (import).
 *
 * <p>Promises: good rows go in, bad rows are listed, and a row stands or falls with what it depends on; the same bundle again changes
 * nothing and publishes nothing; a replica that dies in the middle is followed by another that completes the work; memory depends on
 * the number of rows by a few bytes each, not on their text. A bundle adds and changes; it never deletes a class or a person that it
 * does not name.
 */
package io.airclass.roster.intake;
