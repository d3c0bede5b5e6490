package io.airclass.schedule.replay;

import io.airclass.contracts.schedule.ReplayDeletedV1;
import io.airclass.contracts.schedule.ReplayExpiringV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.files.StoredFile;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.InForce;
import io.airclass.policy.Kind;
import io.airclass.policy.Limit;
import io.airclass.schedule.replay.Replay.Deleted;
import io.airclass.schedule.replay.Replay.Kept;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Optional;

/** How long a replay is kept, and what happens at its end. */
final class ReplayRules {
    static final Duration NOTICE = Duration.ofDays(7);
    static final int OF_A_LESSON_MAX = 10;
    /** Uploads, and the recordings of the rooms, which nobody asks. */
    static final int LISTED_MAX = 50;

    static final int SECONDS_MAX = 6 * 60 * 60;

    private ReplayRules() {}

    /** The most that any of these says, and no less than the setting. */
    static int keptMonths(Collection<InForce> inForce, int least) {
        return inForce.stream()
                .flatMap(each -> each.rules().stream())
                .filter(rule -> rule.kind() == Kind.REPLAY_KEPT)
                .map(rule -> rule.limit())
                .mapToInt(limit -> limit instanceof Limit.AtLeast(var months) ? months.intValue() : 0)
                .reduce(least, Math::max);
    }

    /** So many calendar months later, at the same time of day. */
    static Instant monthsAfter(Instant lessonEndedAt, int months, ZoneId zone) {
        return lessonEndedAt.atZone(zone).plusMonths(months).toInstant();
    }

    static Kept kept(Shown of, Content content, Instant keptUntil, String by, Instant at) {
        return new Kept(of, content, keptUntil, keptUntil, false, by, at, keptUntil.minus(NOTICE));
    }

    static ReplayReadyV1 ready(String id, Kept kept) {
        var of = kept.of();
        return new ReplayReadyV1(
                id, of.lessonId(), of.classIds(), of.schoolId(), of.within(), of.teacherId(), kept.expiresAt());
    }

    /** Why a file is not taken; empty where it is. */
    static Optional<Rejection> notTaken(StoredFile file) {
        if (file.bytes() == 0) {
            return Optional.of(Rejection.ruleBroken("replay-empty"));
        }
        return file.type().startsWith("video/") || file.type().startsWith("audio/")
                ? Optional.empty()
                : Optional.of(Rejection.unsupportedType("replay-type-not-taken").with("fileType", file.type()));
    }

    /** @param latest up to when it may be pinned */
    static Decision<Replay> pin(Replay current, Instant until, Instant latest, Instant at) {
        return switch (current) {
            case Deleted deleted -> Decision.rejected(goneSince(deleted.deletedAt()));
            case Kept kept when kept.isOver(at) -> Decision.rejected(goneSince(kept.expiresAt()));
            case Kept kept when until.equals(kept.expiresAt()) -> Decision.unchanged(kept);
            case Kept kept
            when until.isBefore(kept.keptUntil()) || until.isAfter(latest) ->
                Decision.rejected(Rejection.ruleBroken("pin-out-of-range")
                        .with("earliest", kept.keptUntil())
                        .with("latest", latest));
            case Kept kept -> {
                boolean noticed = kept.noticed() && at.isAfter(until.minus(NOTICE));
                yield Decision.accepted(new Kept(
                        kept.of(),
                        kept.content(),
                        kept.keptUntil(),
                        until,
                        noticed,
                        kept.addedBy(),
                        kept.addedAt(),
                        noticed ? until : until.minus(NOTICE)));
            }
        };
    }

    static Rejection goneSince(Instant since) {
        return Rejection.gone("replay-gone").with("since", since);
    }

    /** It is told that a replay will be deleted; then it is due to be. */
    static Kept noticed(Kept kept) {
        return new Kept(
                kept.of(),
                kept.content(),
                kept.keptUntil(),
                kept.expiresAt(),
                true,
                kept.addedBy(),
                kept.addedAt(),
                kept.expiresAt());
    }

    static ReplayExpiringV1 expiring(String id, Kept kept) {
        var of = kept.of();
        return new ReplayExpiringV1(
                id, of.lessonId(), of.classIds(), of.schoolId(), of.within(), of.teacherId(), kept.expiresAt());
    }

    /**
     * From now on nobody gets it; its content is to be removed.
     *
     * @param by empty where its time is over
     */
    static Decision<Replay> delete(Replay current, Optional<String> by, Instant at, Instant dueAt) {
        return switch (current) {
            case Deleted deleted -> Decision.unchanged(deleted);
            case Kept kept ->
                Decision.accepted(new Deleted(kept.of(), kept.content(), at, by.orElse(null), false, dueAt));
        };
    }

    static Deleted gone(Deleted deleted) {
        return new Deleted(deleted.of(), deleted.content(), deleted.deletedAt(), deleted.deletedBy(), true, null);
    }

    static ReplayDeletedV1 told(String id, Deleted deleted) {
        var of = deleted.of();
        return new ReplayDeletedV1(
                id,
                of.lessonId(),
                of.classIds(),
                of.schoolId(),
                of.within(),
                of.teacherId(),
                deleted.deletedAt(),
                deleted.content().sha256(),
                deleted.deletedBy() != null);
    }
}
