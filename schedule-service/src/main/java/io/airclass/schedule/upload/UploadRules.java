package io.airclass.schedule.upload;

import io.airclass.contracts.Role;
import io.airclass.kit.auth.Caller;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.PlainPicture;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.Set;

/** Decides who may upload what. */
public final class UploadRules {
    /** Of one picture by somebody who asks. */
    static final long PICTURE_BYTES_MAX = 20L * 1024 * 1024;

    private static final Set<Role> ASKERS = Set.of(Role.STUDENT, Role.GUARDIAN);
    private static final Set<Role> STAFF = Set.of(
            Role.TEACHER,
            Role.HEAD_TEACHER,
            Role.SCHOOL_ADMINISTRATOR,
            Role.PRINCIPAL,
            Role.TEACHING_OFFICER,
            Role.ORG_ADMINISTRATOR,
            Role.RESEARCHER);

    /** Those that can be made plain; what a telephone has in another form (HEIC), it can send as JPEG. */
    private static final Set<String> PICTURES = PlainPicture.TYPES;

    private static final Set<String> DOCUMENTS = Set.of(
            "application/pdf",
            "application/epub+zip",
            "text/plain",
            "application/msword",
            "application/vnd.ms-powerpoint",
            "application/vnd.ms-excel",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private UploadRules() {}

    static boolean mayUpload(Caller caller) {
        return isStaff(caller) || ASKERS.stream().anyMatch(caller::hasSomewhere);
    }

    static boolean isStaff(Caller caller) {
        return STAFF.stream().anyMatch(caller::hasSomewhere);
    }

    /** @param bytesMax the largest file that the service takes */
    static long bytesMax(Caller caller, long bytesMax) {
        return isStaff(caller) ? bytesMax : Math.min(bytesMax, PICTURE_BYTES_MAX);
    }

    public static boolean isPicture(String type) {
        return PICTURES.contains(type);
    }

    public static boolean isSound(String type) {
        return type.startsWith("audio/");
    }

    static Decision<Upload> take(Caller caller, StoredFile stored, String name, Instant at) {
        if (stored.bytes() == 0) {
            return Decision.rejected(Rejection.ruleBroken("file-empty"));
        }
        boolean taken = isPicture(stored.type())
                || (isStaff(caller)
                        && (isSound(stored.type())
                                || stored.type().startsWith("video/")
                                || DOCUMENTS.contains(stored.type())));
        return taken
                ? Decision.accepted(new Upload(
                        caller.personId(), name, stored.type(), stored.bytes(), stored.sha256(), stored.id(), at))
                : Decision.rejected(
                        Rejection.unsupportedType("file-type-not-taken").with("fileType", stored.type()));
    }

    /** Something is being made of a file of the caller's. */
    static Decision<Upload> attach(Caller caller, String id, Upload current) {
        if (!caller.is(current.ownerId()) || current.isGoing()) {
            return Decision.rejected(Rejection.ruleBroken("file-not-yours").with("fileId", id));
        }
        return isUsedUncounted(current) ? Decision.unchanged(current) : Decision.accepted(current.used());
    }

    /** What was to be made of it was refused. */
    static Decision<Upload> release(Upload current, Instant at) {
        return current.uses() == null ? Decision.unchanged(current) : Decision.accepted(current.released(at));
    }

    /** Of how many nobody knows: it stays in use. */
    private static boolean isUsedUncounted(Upload current) {
        return current.unattachedSince() == null && current.uses() == null;
    }

    /** Begins the end of one that nothing was made of; refused where something was in the meantime. */
    static Decision<Upload> leave(Upload current) {
        if (current.unattachedSince() == null) {
            return Decision.rejected(Rejection.conflict("file-in-use"));
        }
        return current.isGoing() ? Decision.unchanged(current) : Decision.accepted(current.leaving());
    }
}
