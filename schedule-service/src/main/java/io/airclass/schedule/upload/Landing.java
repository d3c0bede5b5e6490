package io.airclass.schedule.upload;

import java.time.Instant;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A content that is on its way into the file store.
 *
 * @param id of the content
 * @param kind of the document that is to name it
 * @param namedBy id of that document
 */
public record Landing(@BsonId String id, String kind, String namedBy, Instant since) {}
