package io.airclass.roster.profile;

import java.time.Instant;

/**
 * The switches of an organisation, for itself and all below it that have none of their own.
 *
 * @param profileRequired whether people complete their profile before anything else
 */
public record RegionSettings(boolean profileRequired, String changedBy, Instant changedAt) {}
