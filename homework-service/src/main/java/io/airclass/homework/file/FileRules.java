package io.airclass.homework.file;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.PlainPicture;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.Set;

/** Decides whose files are taken, and which. */
public final class FileRules {
    private static final Set<String> TYPES = Set.of(
            "application/pdf",
            "text/plain",
            "application/msword",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private static final Set<Role> UPLOADERS = Set.of(Role.STUDENT, Role.TEACHER, Role.HEAD_TEACHER);

    private FileRules() {}

    public static boolean mayUpload(Caller caller) {
        return UPLOADERS.stream().anyMatch(caller::hasSomewhere);
    }

    /** Those that can be made plain; what a telephone has in another form (HEIC), it can send as JPEG. */
    static boolean isPicture(String type) {
        return PlainPicture.TYPES.contains(type);
    }

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
        return isPicture(type) || type.startsWith("audio/") || type.startsWith("video/") || TYPES.contains(type);
    }
}
