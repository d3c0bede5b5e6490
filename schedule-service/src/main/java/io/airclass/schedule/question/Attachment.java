package io.airclass.schedule.question;

import io.airclass.kit.files.StoredFile;
import io.airclass.schedule.upload.Upload;

/**
 * A picture or a voice that goes with a question or an answer. It has no name: people name files after themselves.
 *
 * @param type media type, by content
 * @param blobId its name in the file store
 */
public record Attachment(String type, long bytes, String sha256, String blobId) {

    static Attachment of(Upload upload) {
        return new Attachment(upload.type(), upload.bytes(), upload.sha256(), upload.blobId());
    }

    StoredFile content() {
        return new StoredFile(blobId, bytes, sha256, type);
    }
}
