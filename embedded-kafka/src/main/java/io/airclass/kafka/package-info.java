/**
 * A real Apache Kafka broker for one machine: one node that is broker and controller, on loopback only.
 *
 * <p>It keeps every acknowledged record over a clean stop and over the death of its process. It does not sync each record to the disk, as
 * Kafka never does, so the loss of power may cost the last seconds: a cluster of three is the answer to that.
 */
package io.airclass.kafka;
