package io.airclass.schedule.phase;

import org.bson.codecs.pojo.annotations.BsonId;

/** How many checklists have an item done. */
public record ItemCount(@BsonId String item, long count) {}
