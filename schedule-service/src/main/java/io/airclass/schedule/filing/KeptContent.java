package io.airclass.schedule.filing;

import org.bson.codecs.pojo.annotations.BsonId;

/** A content under the id that its version names. */
public record KeptContent(@BsonId String id, FilingContent content) {}
