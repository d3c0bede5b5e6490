package io.airclass.homework.file;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.Set;

/** Decides which files are taken. */
final class FileRules {
    private static final Set<String> TYPES = Set.of(
            "image/jpeg",
            "image/png",
            "image/gif",
            "image/webp",
            "image/heic",
            "image/heif",
            "image/bmp",
            "application/pdf",
            "text/plain",
            "application/msword",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private FileRules() {}

    static Decision<HomeworkFile> take(StoredFile stored, String name, String ownerId, Instant at) {
        if (stored.bytes() == 0) {
            return Decision.rejected(Rejection.ruleBroken("file-empty"));
        }
        if (!isTaken(stored.type())) {
            return Decision.rejected(
                    Rejection.unsupportedType("file-type-not-taken").with("fileType", stored.type()));
        }
        return Decision.accepted(
                new HomeworkFile(ownerId, name, stored.type(), stored.bytes(), stored.sha256(), stored.id(), at));
    }

    private static boolean isTaken(String type) {
        return type.startsWith("audio/") || type.startsWith("video/") || TYPES.contains(type);
    }
}
