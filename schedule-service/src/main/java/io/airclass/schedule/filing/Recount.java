package io.airclass.schedule.filing;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A bundle and its tally below which something happened.
 *
 * @param marks how often it was told
 * @param dueAt when any replica counts anew
 */
public record Recount(@BsonId String id, long marks, Instant dueAt) {}
