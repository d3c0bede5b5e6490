package io.airclass.kit.uploads;

import io.airclass.kit.files.StoredFile;
import reactor.core.publisher.Mono;

/** Makes a file of a service out of an upload; every call may be repeated. */
public interface UploadTaker {

    /** The content that the file of this id names; empty where there is no such file. */
    Mono<String> contentOf(String fileId);

    /**
     * Makes the file of an upload, under the upload's id, and gives the id of the content that it names. What is refused leaves no content
     * but {@code whole}.
     *
     * @param plainId a content's id that may be used in place of that of {@code whole}
     */
    Mono<String> take(String uploadId, Upload.About about, StoredFile whole, String plainId);
}
