/**
 * From the document to Kafka. A save leaves its events in the document; the relay sends them and then takes them out, so
 * a crash anywhere repeats an event and never loses one. Several replicas share the work: a document belongs to the one
 * that last touched {@code outboxAt} for {@code claimTime}, then to whoever claims it.
 */
package io.airclass.kit.outbox;
