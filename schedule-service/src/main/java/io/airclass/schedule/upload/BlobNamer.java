package io.airclass.schedule.upload;

import reactor.core.publisher.Mono;

/** Documents of one kind that name contents of the file store. */
public interface BlobNamer {
    /** As in the notes of what lands. */
    String kind();

    /** Whether the document of that id names this content. */
    Mono<Boolean> names(String id, String blobId);
}
