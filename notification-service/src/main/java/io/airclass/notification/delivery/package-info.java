/**
 * From a fact of another service to messages in the inboxes of those whom it concerns.
 *
 * <p>Promises: each recipient gets one message for each fact (a guardian one for each child it concerns), however often the fact
 * is delivered; a crash half-way is completed when the fact is delivered again; who hears of what is decided by pure rules.
 */
package io.airclass.notification.delivery;
