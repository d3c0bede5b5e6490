package io.airclass.contracts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names an event: its type as it stands in {@code ce_type}, its topic, and the sentence that documents it. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {
    /** The type with its version, for example {@code io.airclass.homework.submission-received.v1}. */
    String value();

    /** One of {@link Topics}. */
    String topic();

    /** When the event is published, in one sentence of docs/events.md. */
    String meaning();
}
