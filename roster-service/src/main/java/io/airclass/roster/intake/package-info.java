/**
 * Taking a roster in (import).
 *
 * <p>Promises: good rows go in, bad rows are listed, and a row stands or falls with what it depends on; the same bundle again changes
 * nothing and publishes nothing; a replica that dies in the middle is followed by another that completes the work; memory depends on
 * the number of rows by a few bytes each, not on their text. A whole bundle adds and changes; it never deletes a class or a person that
 * it does not name. A bundle of changes works its rows into what is stored: who leaves keeps an id and nothing else, an older row changes
 * nothing. Particulars are sealed after the people they are of, and no finding repeats one. An import touches only what lies below the organisation for which it was asked.
 */
package io.airclass.roster.intake;
