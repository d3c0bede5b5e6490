/**
 * A service's own copy of organisations, classes, people and terms, kept from the roster's compacted topics, so that no request
 * waits for the roster.
 *
 * <p>Promises: a record delivered twice or late changes nothing, what was deleted stays deleted, and every replica of a service
 * answers with a state at most five seconds older than what the service's database holds.
 *
 * <p>Why memory expires by time instead of by message: a consumer group hands each record to one replica, so the others would
 * need a second subscription each, and a message that overtakes the write of another replica would let the old state be read
 * back and kept for ever. An entry that lives three seconds is right after three seconds whatever happened, costs no consumer,
 * and still turns a class's rush of requests into one read. The replica that handles the record forgets its entry at once.
 */
package io.airclass.rosterview;
