/**
 * Facts in and out: CloudEvents 1.0.2 in Kafka's binary mode, their data the JSON of a record of the contracts. A
 * listener waits for its handler; three failures send the record to the dead-letter topic and the partition moves on.
 */
package io.airclass.kit.events;
