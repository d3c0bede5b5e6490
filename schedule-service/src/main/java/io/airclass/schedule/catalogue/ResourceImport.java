package io.airclass.schedule.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * A list that was sent for an organisation; what came of its rows, they say themselves.
 *
 * @param within ids of the organisation and all above it, the root first
 */
public record ResourceImport(String orgId, List<String> within, String authorId, long rows, Instant startedAt) {}
