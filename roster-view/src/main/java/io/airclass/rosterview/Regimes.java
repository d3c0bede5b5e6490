package io.airclass.rosterview;

import io.airclass.contracts.roster.RegimePeriod;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * What an organisation decided about its regime, as this service knows it.
 *
 * @param sequence of the event that told this state
 */
public record Regimes(@BsonId String id, long sequence, boolean deleted, List<RegimePeriod> periods) {}
