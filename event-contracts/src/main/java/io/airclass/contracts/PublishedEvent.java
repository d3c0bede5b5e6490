package io.airclass.contracts;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A fact that a service tells the others; its record is the data of a CloudEvent, its {@link EventType} the rest. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public interface PublishedEvent {
    /** The key of the Kafka record: events of one key keep their order. Not part of the data. */
    String key();

    /**
     * The id of the aggregate that the event is about, which becomes {@code ce_subject}. Not part of the data; not called
     * {@code subject} because that is what a school teaches.
     */
    String aggregateId();
}
