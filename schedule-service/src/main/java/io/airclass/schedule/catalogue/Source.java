package io.airclass.schedule.catalogue;

import io.airclass.kit.files.StoredFile;
import java.time.Instant;

/** Where a resource is found. */
public sealed interface Source {

    /** A file of ours. */
    record OwnFile(String fileId, String name, String type, long bytes, String sha256, String blobId)
            implements Source {
        StoredFile content() {
            return new StoredFile(blobId, bytes, sha256, type);
        }
    }

    /** A page elsewhere, of a host that is allowed. */
    record Link(String url) implements Source {}

    /** On television; it is offered until it is over. */
    record Broadcast(String channel, Instant startsAt, Instant endsAt) implements Source {}
}
