package io.airclass.roster.profile;

import io.airclass.roster.personal.Sealed;
import java.time.Instant;
import java.util.List;

/**
 * A completed profile; the document's id is the person's. Numbers are with the person's other particulars.
 *
 * @param counted whether it counts for the rate: a student's or a teacher's
 * @param within ids of all organisations that the person stood in or below when it was completed
 */
public record Profile(Sealed name, String documentKind, Instant completedAt, boolean counted, List<String> within) {
    public Profile {
        within = List.copyOf(within);
    }
}
