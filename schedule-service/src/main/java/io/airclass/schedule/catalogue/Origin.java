package io.airclass.schedule.catalogue;

import java.time.Instant;
import java.util.List;

/**
 * Whose a resource is.
 *
 * @param orgId of the school or bureau for whose people it is
 * @param within ids of that organisation and all above it, the root first
 */
public record Origin(String orgId, List<String> within, String authorId, Instant createdAt) {
    public Origin {
        within = List.copyOf(within);
    }
}
