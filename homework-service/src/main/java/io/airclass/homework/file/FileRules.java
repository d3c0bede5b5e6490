package io.airclass.homework.file;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/** Decides what a file may be called and which files are taken. */
final class FileRules {
    static final int NAME_CHARS_MAX = 120;

    /** What it is called when nothing usable was sent. */
    static final String NAMELESS = "file";

    /** Control characters, and the invisible ones that turn the direction of writing or hide in a name. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\p{Zl}\\p{Zp}]");

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

    /** The name without path parts and unseen characters, of bounded length, never empty. */
    static String name(String raw) {
        var whole = raw == null ? "" : raw;
        var last = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1);
        var seen = UNSEEN.matcher(last).replaceAll("").strip();
        var dotless = seen.matches("\\.*") ? "" : seen;
        return dotless.isEmpty() ? NAMELESS : shortened(dotless);
    }

    /** Cut in the middle, so that the ending stays. */
    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        if (length <= NAME_CHARS_MAX) {
            return name;
        }
        int half = NAME_CHARS_MAX / 2;
        return name.substring(0, name.offsetByCodePoints(0, half))
                + name.substring(name.offsetByCodePoints(name.length(), -half));
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
        return type.startsWith("audio/") || type.startsWith("video/") || TYPES.contains(type);
    }
}
