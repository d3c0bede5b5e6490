/**
 * Open streams (server-sent events) on which a person's messages arrive at once.
 *
 * <p>Promises: a client that reconnects with {@code Last-Event-ID} gets what it missed, each message once, from whichever replica
 * it reaches. A client that does not read is cut off instead of being remembered without bound, and a stream ends with the token
 * that opened it.
 *
 * <p>How: every replica reads all of the topic {@code airclass.notification.live.v1} with a group of its own. Inboxes have no
 * counter that writers would queue for; messages are ordered by the instant at which they were written. As writers overlap, a
 * position is not only the latest instant but also the messages sent in the ten seconds before it ({@link
 * io.airclass.notification.stream.StreamPosition}).
 */
package io.airclass.notification.stream;
