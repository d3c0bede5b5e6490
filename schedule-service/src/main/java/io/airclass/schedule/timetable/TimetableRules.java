package io.airclass.schedule.timetable;

import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.timetable.Timetable.Drafted;
import io.airclass.schedule.timetable.Timetable.Published;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When a draft may be saved and published, and which version holds on a day. */
public final class TimetableRules {
    static final int VERSIONS_MAX = 200;
    static final int CONFLICTS_MAX = 50;

    /** How far a first day may lie from today, in days. */
    static final int EFFECTIVE_DAYS_MAX = 400;

    private TimetableRules() {}

    /** Whether a day is near enough to be meant. */
    static Optional<Rejection> effectiveDate(LocalDate effectiveFrom, LocalDate today) {
        boolean near = !effectiveFrom.isBefore(today.minusDays(EFFECTIVE_DAYS_MAX))
                && !effectiveFrom.isAfter(today.plusDays(EFFECTIVE_DAYS_MAX));
        return near
                ? Optional.empty()
                : Optional.of(Rejection.invalid("effective-date-out-of-range")
                        .with("effectiveFrom", effectiveFrom)
                        .with("daysMax", EFFECTIVE_DAYS_MAX));
    }

    /**
     * A new draft.
     *
     * @param current empty for the first one
     * @param asExpected whether the caller saw what is there now; empty when the caller did not say
     */
    static Decision<Timetable> save(
            Optional<Timetable> current,
            Optional<Boolean> asExpected,
            SchoolClass schoolClass,
            Week week,
            String savedBy,
            Instant at) {
        if (current.isPresent()
                && current.get() instanceof Drafted drafted
                && drafted.draft().equals(week)) {
            return Decision.unchanged(drafted);
        }
        if (asExpected.isPresent() && !asExpected.get()) {
            return Decision.rejected(Rejection.stale("stale-version"));
        }
        if (current.isPresent() && asExpected.isEmpty()) {
            return Decision.rejected(Rejection.versionRequired("if-match-missing"));
        }
        var versions = current.map(Timetable::versions).orElse(List.of());
        return Decision.accepted(
                new Drafted(schoolClass.schoolId(), schoolClass.within(), versions, week, savedBy, at));
    }

    /**
     * The draft becomes the next version; nothing happens when the newest version already says the same for those days.
     *
     * @param asExpected whether the caller saw what is there now; empty when the caller did not say
     * @param conflicts with what other classes have published
     * @param againstPolicy what refuses the draft by the rules in force on its days
     * @param today local to the school
     */
    static Decision<Timetable> publish(
            String classId,
            Timetable current,
            Optional<Boolean> asExpected,
            List<Conflict> conflicts,
            Optional<Rejection> againstPolicy,
            String publishedBy,
            LocalDate today,
            Instant at) {
        return switch (current) {
            case Published published -> Decision.unchanged(published);
            case Drafted _
            when asExpected.isPresent() && !asExpected.get() -> Decision.rejected(Rejection.stale("stale-version"));
            case Drafted drafted
            when saysTheSame(drafted) ->
                Decision.accepted(new Published(drafted.schoolId(), drafted.within(), drafted.versions()));
            case Drafted drafted -> publishNew(classId, drafted, conflicts, againstPolicy, publishedBy, today, at);
        };
    }

    private static boolean saysTheSame(Drafted drafted) {
        return !drafted.versions().isEmpty()
                && drafted.versions().getLast().contentHash().equals(contentHash(drafted.draft()))
                && !drafted.versions()
                        .getLast()
                        .effectiveFrom()
                        .isAfter(drafted.draft().effectiveFrom());
    }

    private static Decision<Timetable> publishNew(
            String classId,
            Drafted drafted,
            List<Conflict> conflicts,
            Optional<Rejection> againstPolicy,
            String publishedBy,
            LocalDate today,
            Instant at) {
        var effectiveFrom = drafted.draft().effectiveFrom();
        if (!drafted.versions().isEmpty() && effectiveFrom.isBefore(today)) {
            return Decision.rejected(
                    Rejection.ruleBroken("effective-date-passed").with("effectiveFrom", effectiveFrom));
        }
        if (drafted.versions().size() >= VERSIONS_MAX) {
            return Decision.rejected(Rejection.conflict("versions-full").with("max", VERSIONS_MAX));
        }
        if (!conflicts.isEmpty()) {
            return Decision.rejected(refusal(conflicts));
        }
        if (againstPolicy.isPresent()) {
            return Decision.rejected(againstPolicy.get());
        }
        var version = version(classId, drafted);
        var versions = new ArrayList<>(drafted.versions());
        versions.add(new VersionHead(
                version.number(),
                version.id(),
                effectiveFrom,
                contentHash(drafted.draft()),
                version.slots().size(),
                publishedBy,
                at));
        return Decision.accepted(
                new Published(drafted.schoolId(), drafted.within(), List.copyOf(versions)),
                new TimetablePublishedV1(
                        classId,
                        classId,
                        drafted.schoolId(),
                        drafted.within(),
                        effectiveFrom,
                        version.number(),
                        version.slots().size()));
    }

    /** What the draft would be as a version; the same draft gives the same document. */
    static TimetableVersion version(String classId, Drafted drafted) {
        int number = drafted.versions().size() + 1;
        var week = drafted.draft();
        return new TimetableVersion(
                Ids.from("timetable-version", classId, number + "", week.effectiveFrom() + "", contentHash(week)),
                classId,
                number,
                week.effectiveFrom(),
                week.slots(),
                week.teacherIds());
    }

    static String contentHash(Week week) {
        return Ids.sha256Hex(week.slots().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The version that holds on a day: the newest publication of those that have begun. */
    public static Optional<VersionHead> on(LocalDate day, List<VersionHead> versions) {
        return versions.stream()
                .filter(version -> !version.effectiveFrom().isAfter(day))
                .max(Comparator.comparing(VersionHead::number));
    }

    /** The versions that hold on some day from this one on. */
    static List<VersionHead> from(LocalDate day, List<VersionHead> versions) {
        return versions.stream()
                .filter(version -> on(later(version.effectiveFrom(), day), versions)
                        .filter(version::equals)
                        .isPresent())
                .toList();
    }

    private static LocalDate later(LocalDate a, LocalDate b) {
        return a.isAfter(b) ? a : b;
    }

    /** Lessons of the same class at the same time. */
    static List<Conflict> within(String classId, List<Slot> slots) {
        var conflicts = new ArrayList<Conflict>();
        for (int i = 0; i < slots.size(); i++) {
            for (int j = i + 1; j < slots.size() && conflicts.size() < CONFLICTS_MAX; j++) {
                if (slots.get(i).overlaps(slots.get(j))) {
                    conflicts.add(Conflict.of(Conflict.Kind.CLASS, classId, slots.get(i), classId, slots.get(j)));
                }
            }
        }
        return conflicts;
    }

    /** Lessons of the same teacher in another class at the same time. */
    static List<Conflict> between(List<Slot> slots, Collection<TimetableVersion> others) {
        var conflicts = new ArrayList<Conflict>();
        for (var other : others) {
            for (var theirs : other.slots()) {
                for (var slot : slots) {
                    if (slot.teacherId().equals(theirs.teacherId())
                            && slot.overlaps(theirs)
                            && conflicts.size() < CONFLICTS_MAX) {
                        conflicts.add(
                                Conflict.of(Conflict.Kind.TEACHER, slot.teacherId(), slot, other.classId(), theirs));
                    }
                }
            }
        }
        return conflicts;
    }

    static Rejection refusal(List<Conflict> conflicts) {
        return Rejection.ruleBroken("timetable-conflict")
                .with("count", conflicts.size())
                .with("conflicts", conflicts);
    }
}
