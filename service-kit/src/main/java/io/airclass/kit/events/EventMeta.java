package io.airclass.kit.events;

import java.time.Instant;

/**
 * What a CloudEvent says about itself.
 *
 * @param id unique; the same in every delivery
 * @param type with its version
 * @param subject id of the aggregate that the event is about
 * @param time when it happened
 * @param sequence version of the aggregate after the change: an older one than what a reader holds is ignored
 */
public record EventMeta(String id, String type, String subject, Instant time, long sequence) {}
