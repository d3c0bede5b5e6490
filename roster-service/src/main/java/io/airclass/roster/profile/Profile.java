package io.airclass.roster.profile;

import io.airclass.roster.personal.Sealed;
import java.time.Instant;

/** A completed profile; the document's id is the person's. Numbers are with the person's other particulars. */
public record Profile(Sealed name, String documentKind, Instant completedAt) {
    Profile sealedAs(Sealed other) {
        return new Profile(other, documentKind, completedAt);
    }
}
