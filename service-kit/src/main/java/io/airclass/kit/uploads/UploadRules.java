package io.airclass.kit.uploads;

import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.kit.uploads.Upload.Done;
import io.airclass.kit.uploads.Upload.Ended;
import io.airclass.kit.uploads.Upload.Finishing;
import io.airclass.kit.uploads.Upload.Landing;
import io.airclass.kit.uploads.Upload.Piece;
import io.airclass.kit.uploads.Upload.Receiving;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides about uploads: who has room for one, which bytes come next, and when it ends. */
public final class UploadRules {
    /** A body is stored in pieces of about so many bytes: so much is lost of it where the process is killed. */
    public static final long PIECE_BYTES = 4 * 1024 * 1024;

    /** Of one person in progress. */
    public static final int UPLOADS_MAX = 20;

    /** All that one person has in progress is no more than so many files of the largest size. */
    static final int WHOLE_FILES_MAX = 5;

    /** Of one upload: pieces, and bodies that brought none. */
    static final int NAMED_MAX = 2_000;

    /** An upload to which nothing was added for so long expires. */
    static final Duration IDLE_MAX = Duration.ofDays(1);

    /** The longest that one may take altogether. */
    static final Duration AGE_MAX = Duration.ofDays(7);

    /** Who finishes an upload has so long, and then another may. */
    static final Duration FINISHING_MAX = Duration.ofMinutes(5);

    /** After a failure that may pass. */
    static final Duration AGAIN_AFTER = Duration.ofSeconds(5);

    /** How long one that is complete can be asked about. */
    static final Duration DONE_KEPT = Duration.ofDays(1);

    /** No body takes longer for one piece. */
    static final Duration ENDED_KEPT = Duration.ofMinutes(30);

    /** No file takes longer in one body. */
    static final Duration LANDING_MAX = Duration.ofHours(1);

    /** A place in a person's room without an upload is nobody's when it is older. */
    static final Duration RESERVING_MAX = Duration.ofMinutes(1);

    private UploadRules() {}

    /** @param bytesMax of one file */
    static Decision<UploadRoom> reserve(UploadRoom room, String uploadId, long bytes, long bytesMax, Instant at) {
        if (room.taken().stream().anyMatch(taken -> taken.uploadId().equals(uploadId))) {
            return Decision.unchanged(room);
        }
        long roomBytes = bytesMax * WHOLE_FILES_MAX;
        long takenBytes =
                room.taken().stream().mapToLong(UploadRoom.Taken::bytes).sum();
        if (room.taken().size() >= UPLOADS_MAX || takenBytes + bytes > roomBytes) {
            return Decision.rejected(Rejection.ruleBroken("too-many-uploads")
                    .with("uploadsMax", UPLOADS_MAX)
                    .with("bytesMax", roomBytes));
        }
        return Decision.accepted(new UploadRoom(
                Stream.concat(room.taken().stream(), Stream.of(new UploadRoom.Taken(uploadId, bytes, at)))
                        .toList()));
    }

    static Decision<UploadRoom> release(UploadRoom room, Set<String> uploadIds) {
        var left = room.taken().stream()
                .filter(taken -> !uploadIds.contains(taken.uploadId()))
                .toList();
        return left.size() == room.taken().size() ? Decision.unchanged(room) : Decision.accepted(new UploadRoom(left));
    }

    /**
     * Whether a place in a room is nobody's.
     *
     * @param upload null where there is none
     */
    static boolean isIdle(UploadRoom.Taken taken, Upload upload, Instant at) {
        return switch (upload) {
            case null -> taken.since().plus(RESERVING_MAX).isBefore(at);
            case Receiving _, Finishing _ -> false;
            case Done _, Ended _, Landing _ -> true;
        };
    }

    static Receiving announced(Upload.About about, Instant at) {
        return new Receiving(about, 0, List.of(), 0, at.plus(IDLE_MAX));
    }

    /**
     * A body is about to come: the content that takes it gets its name, and whoever still writes an earlier one will find that they lost.
     *
     * @param bodyBytes as its header says, or null
     */
    static Decision<Upload> begin(Upload upload, long offset, Long bodyBytes, Instant at) {
        return switch (upload) {
            case Receiving it -> begin(it, offset, bodyBytes, at);
            case Finishing it -> atEnd(it, it.about(), offset);
            case Done it -> atEnd(it, it.about(), offset);
            case Ended _, Landing _ -> Decision.rejected(Rejection.gone("upload-gone"));
        };
    }

    private static Decision<Upload> begin(Receiving upload, long offset, Long bodyBytes, Instant at) {
        long bytesLeft = upload.about().length() - upload.offset();
        if (!upload.dueAt().isAfter(at)) {
            return Decision.rejected(Rejection.gone("upload-gone"));
        }
        if (offset != upload.offset()) {
            return Decision.rejected(offsetWrong(upload.offset()));
        }
        if (bodyBytes != null && bodyBytes > bytesLeft) {
            return Decision.rejected(longerThanSaid(bytesLeft));
        }
        if (upload.named() >= NAMED_MAX) {
            return Decision.rejected(
                    Rejection.ruleBroken("upload-in-too-many-pieces").with("piecesMax", NAMED_MAX));
        }
        return Decision.accepted(
                new Receiving(upload.about(), offset, upload.pieces(), upload.named() + 1, upload.dueAt()));
    }

    /** Who did not hear that all is there may send nothing once more. */
    private static Decision<Upload> atEnd(Upload upload, Upload.About about, long offset) {
        return offset == about.length() ? Decision.unchanged(upload) : Decision.rejected(offsetWrong(about.length()));
    }

    private static Rejection offsetWrong(long offset) {
        return Rejection.conflict("upload-offset-wrong").with("offset", offset);
    }

    static Rejection longerThanSaid(long bytesLeft) {
        return Rejection.tooLarge("upload-longer-than-said").with("bytesLeft", bytesLeft);
    }

    /** The content that was named last is on the disk. */
    static Upload add(Receiving upload, long bytes, Instant at) {
        var about = upload.about();
        long offset = upload.offset() + bytes;
        var pieces = Stream.concat(upload.pieces().stream(), Stream.of(new Piece(upload.named(), bytes)))
                .toList();
        if (offset == about.length()) {
            return new Finishing(about, pieces, upload.named() + 2, at.plus(FINISHING_MAX));
        }
        var oldest = about.createdAt().plus(AGE_MAX);
        var idle = at.plus(IDLE_MAX);
        return new Receiving(about, offset, pieces, upload.named() + 1, idle.isBefore(oldest) ? idle : oldest);
    }

    /** Takes on what another did not end. */
    static Decision<Upload> finishAgain(Finishing upload, Instant at) {
        if (upload.dueAt().isAfter(at)) {
            return Decision.rejected(Rejection.locked("upload-finishing", AGAIN_AFTER));
        }
        return Decision.accepted(
                new Finishing(upload.about(), upload.pieces(), upload.named() + 2, at.plus(FINISHING_MAX)));
    }

    static Finishing later(Finishing upload, Instant at) {
        return new Finishing(upload.about(), upload.pieces(), upload.named(), at.plus(AGAIN_AFTER));
    }

    /** Whether it was tried for so long that it is given up. */
    static boolean isHopeless(Finishing upload, Instant at) {
        return upload.about().createdAt().plus(AGE_MAX).plus(IDLE_MAX).isBefore(at);
    }

    static Done done(Finishing upload, Instant at) {
        return new Done(upload.about(), upload.named(), at.plus(DONE_KEPT));
    }

    static Ended ended(Upload.About about, long named, Instant at) {
        return new Ended(about.ownerId(), named, at.plus(ENDED_KEPT));
    }

    /** The owner does not want it any more. */
    static Decision<Upload> withdraw(Upload upload, Instant at) {
        return switch (upload) {
            case Receiving it -> Decision.accepted(ended(it.about(), it.named(), at));
            case Finishing _, Done _ -> Decision.rejected(Rejection.conflict("upload-complete"));
            case Ended _, Landing _ -> Decision.rejected(Rejection.gone("upload-gone"));
        };
    }
}
