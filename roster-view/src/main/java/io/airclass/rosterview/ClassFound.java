package io.airclass.rosterview;

import org.bson.codecs.pojo.annotations.BsonId;

/** A class by its id alone. */
public record ClassFound(@BsonId String id) {}
