/**
 * What each person was told: unread first, the newest first, in the reader's language.
 *
 * <p>Promises: a person reads their own inbox and no other; a message is written once and changes only by being read; the text is
 * made when it is read, so that a corrected template corrects old messages too.
 */
package io.airclass.notification.inbox;
