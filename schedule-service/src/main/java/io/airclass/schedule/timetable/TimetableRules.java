package io.airclass.schedule.timetable;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.ids.Ids;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.Attempt;
import io.airclass.schedule.booking.YearWeeks;
import io.airclass.schedule.timetable.Timetable.Approved;
import io.airclass.schedule.timetable.Timetable.Drafted;
import io.airclass.schedule.timetable.Timetable.Published;
import io.airclass.schedule.timetable.Timetable.Publishing;
import io.airclass.schedule.timetable.Timetable.Submitted;
import io.airclass.schedule.timetable.Timetable.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The way of a timetable from draft to publication, and which version holds on a day. */
public final class TimetableRules {
    static final int VERSIONS_MAX = 200;
    static final int OVERLAPS_MAX = 50;
    /** How far a first day may lie from today, in days. */
    static final int EFFECTIVE_DAYS_MAX = 400;

    static final int TEXT_CHARS_MAX = 500;

    private TimetableRules() {}

    /** Whether the days of a draft are near enough to be meant, and lie in one school year. */
    static Optional<Rejection> days(LocalDate effectiveFrom, LocalDate lastDay, LocalDate today) {
        boolean near = !effectiveFrom.isBefore(today.minusDays(EFFECTIVE_DAYS_MAX))
                && !effectiveFrom.isAfter(today.plusDays(EFFECTIVE_DAYS_MAX));
        if (!near) {
            return Optional.of(Rejection.invalid("effective-date-out-of-range")
                    .with("effectiveFrom", effectiveFrom)
                    .with("daysMax", EFFECTIVE_DAYS_MAX));
        }
        var yearEnd = YearWeeks.lastDay(effectiveFrom);
        return lastDay.isBefore(effectiveFrom) || lastDay.isAfter(yearEnd)
                ? Optional.of(Rejection.invalid("last-day-unfit")
                        .with("effectiveFrom", effectiveFrom)
                        .with("lastDayMax", yearEnd))
                : Optional.empty();
    }

    /**
     * A new draft; what was submitted or approved before must be so anew.
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
        if (current.isPresent() && saysTheSame(current.get(), week)) {
            return Decision.unchanged(current.get());
        }
        if (asExpected.isPresent() && !asExpected.get()) {
            return Decision.rejected(Rejection.stale("stale-version"));
        }
        if (current.isPresent() && asExpected.isEmpty()) {
            return Decision.rejected(Rejection.versionRequired("if-match-missing"));
        }
        if (current.isPresent() && current.get() instanceof Publishing) {
            return Decision.rejected(Rejection.conflict("publication-running"));
        }
        var versions = current.map(Timetable::versions).orElse(List.of());
        return Decision.accepted(
                new Drafted(schoolClass.schoolId(), schoolClass.within(), versions, week, savedBy, at, null));
    }

    /** Whether a timetable has this draft already, or nothing waits and its newest version says the same for the same days. */
    private static boolean saysTheSame(Timetable current, Week week) {
        return switch (current) {
            case Waiting waiting -> waiting.draft().equals(week);
            case Published published -> {
                var last = published.versions().getLast();
                yield last.contentHash().equals(contentHash(week))
                        && last.effectiveFrom().equals(week.effectiveFrom())
                        && last.lastDay().equals(week.lastDay())
                        && last.temporary() == week.temporary();
            }
        };
    }

    /** Hands the draft over to review. */
    static Decision<Timetable> submit(Timetable current, Optional<Boolean> asExpected, String by, Instant at) {
        return switch (current) {
            case Submitted submitted -> Decision.unchanged(submitted);
            case Drafted _ when isStale(asExpected) -> Decision.rejected(Rejection.stale("stale-version"));
            case Drafted drafted ->
                Decision.accepted(new Submitted(
                        drafted.schoolId(),
                        drafted.within(),
                        drafted.versions(),
                        drafted.draft(),
                        drafted.savedBy(),
                        by,
                        at));
            case Approved _, Publishing _, Published _ ->
                Decision.rejected(Rejection.conflict("timetable-not-drafted"));
        };
    }

    /** Finds the draft fit to be published; never by who wrote it. */
    static Decision<Timetable> approve(Timetable current, Optional<Boolean> asExpected, String by, Instant at) {
        return switch (current) {
            case Approved approved -> Decision.unchanged(approved);
            case Submitted _ when isStale(asExpected) -> Decision.rejected(Rejection.stale("stale-version"));
            case Submitted submitted
            when submitted.savedBy().equals(by) -> Decision.rejected(Rejection.forbidden("reviewer-is-author"));
            case Submitted submitted ->
                Decision.accepted(new Approved(
                        submitted.schoolId(),
                        submitted.within(),
                        submitted.versions(),
                        submitted.draft(),
                        submitted.savedBy(),
                        by,
                        at));
            case Drafted _, Publishing _, Published _ ->
                Decision.rejected(Rejection.conflict("timetable-not-submitted"));
        };
    }

    /** Gives the draft back to who wrote it, with what is to be changed. */
    static Decision<Timetable> sendBack(Timetable current, Optional<Boolean> asExpected, String comment, Instant at) {
        return switch (current) {
            case Waiting waiting
            when waiting instanceof Submitted || waiting instanceof Approved ->
                isStale(asExpected)
                        ? Decision.rejected(Rejection.stale("stale-version"))
                        : Decision.accepted(new Drafted(
                                waiting.schoolId(),
                                waiting.within(),
                                waiting.versions(),
                                waiting.draft(),
                                waiting.savedBy(),
                                at,
                                comment));
            default -> Decision.rejected(Rejection.conflict("timetable-not-submitted"));
        };
    }

    private static boolean isStale(Optional<Boolean> asExpected) {
        return asExpected.isPresent() && !asExpected.get();
    }

    /**
     * Why a draft cannot be published, whatever others have; empty when it can.
     *
     * @param today local to the school
     */
    static Optional<Rejection> unfit(Approved approved, LocalDate today) {
        var effectiveFrom = approved.draft().effectiveFrom();
        if (!approved.versions().isEmpty() && effectiveFrom.isBefore(today)) {
            return Optional.of(Rejection.ruleBroken("effective-date-passed").with("effectiveFrom", effectiveFrom));
        }
        return approved.versions().size() >= VERSIONS_MAX
                ? Optional.of(Rejection.conflict("versions-full").with("max", VERSIONS_MAX))
                : Optional.empty();
    }

    /**
     * Whether there is time enough from the publication to the first lesson.
     *
     * @param firstLesson the day of it
     * @param daysMin calendar days, local to the school
     */
    static Optional<Rejection> notice(LocalDate today, LocalDate firstLesson, long daysMin) {
        long days = ChronoUnit.DAYS.between(today, firstLesson);
        return days >= daysMin
                ? Optional.empty()
                : Optional.of(Rejection.ruleBroken("notice-too-short")
                        .with("firstLesson", firstLesson)
                        .with("days", days)
                        .with("daysMin", daysMin));
    }

    /** The first day from its first on that has a lesson; its first day where none has. */
    static LocalDate firstLesson(Week week, Map<LocalDate, SchoolDay> days) {
        return week.effectiveFrom()
                .datesUntil(week.lastDay().plusDays(1))
                .filter(day -> week.slots().stream().anyMatch(slot -> TermDays.has(slot, day, days)))
                .findFirst()
                .orElse(week.effectiveFrom());
    }

    /**
     * Why a draft cannot be published while single lessons of its days are changed: what was changed must be in it as it was. Where the calendar
     * has become another since, so that the timetable itself does not have the lesson on that day any more (an odd week is an even one), the draft
     * may leave that period as it is, or empty; only another lesson there would be taken for the one that was changed.
     *
     * @param heads of the versions before
     * @param contents of the versions before that hold on these days, by the version's id
     * @param days what they are, by date
     * @param today changes of earlier days are history
     */
    static Optional<Rejection> contradiction(
            Week draft,
            List<VersionHead> heads,
            Map<String, List<Slot>> contents,
            ChangedLessons.Found found,
            Map<LocalDate, SchoolDay> days,
            LocalDate today) {
        if (found.changing()) {
            return Optional.of(Rejection.conflict("lesson-changing"));
        }
        var dates = found.lessons().stream()
                .filter(changed -> !changed.date().isBefore(today) && draft.decides(changed.date(), heads))
                .filter(changed -> TermDays.weekday(changed.date(), days)
                        .filter(changed.planned().weekday()::equals)
                        .isPresent())
                .filter(changed -> contradicts(
                        changed,
                        inPlace(
                                changed,
                                on(changed.date(), heads)
                                        .map(head -> contents.getOrDefault(head.versionId(), List.of()))
                                        .orElse(List.of()),
                                days),
                        inPlace(changed, draft.slots(), days)))
                .map(ChangedLessons.Changed::date)
                .distinct()
                .sorted()
                .toList();
        return dates.isEmpty()
                ? Optional.empty()
                : Optional.of(Rejection.conflict("days-changed")
                        .with("count", dates.size())
                        .with("dates", dates.stream().limit(OVERLAPS_MAX).toList()));
    }

    /** The lessons that some slots have on the day and in the period of a changed one. */
    private static List<Slot> inPlace(
            ChangedLessons.Changed changed, List<Slot> slots, Map<LocalDate, SchoolDay> days) {
        return slots.stream()
                .filter(slot -> slot.period() == changed.period() && TermDays.has(slot, changed.date(), days))
                .map(Slot::onDay)
                .toList();
    }

    private static boolean contradicts(ChangedLessons.Changed changed, List<Slot> now, List<Slot> then) {
        return !then.contains(changed.planned()) && (now.contains(changed.planned()) || !now.containsAll(then));
    }

    /** Gives a draft to a publication, if it is the one that was found fit. */
    static Decision<Timetable> lock(Timetable current, boolean asFoundFit, String publicationId) {
        return switch (current) {
            case Publishing publishing
            when publishing.publicationId().equals(publicationId) -> Decision.unchanged(publishing);
            case Approved approved
            when asFoundFit ->
                Decision.accepted(new Publishing(
                        approved.schoolId(),
                        approved.within(),
                        approved.versions(),
                        approved.draft(),
                        approved.savedBy(),
                        approved.approvedBy(),
                        approved.approvedAt(),
                        publicationId));
            default -> Decision.rejected(Rejection.stale("stale-version"));
        };
    }

    /** Takes the draft back from a publication that failed. */
    static Decision<Timetable> unlock(Timetable current, String publicationId) {
        return current instanceof Publishing publishing
                        && publishing.publicationId().equals(publicationId)
                ? Decision.accepted(new Approved(
                        publishing.schoolId(),
                        publishing.within(),
                        publishing.versions(),
                        publishing.draft(),
                        publishing.savedBy(),
                        publishing.approvedBy(),
                        publishing.approvedAt()))
                : Decision.unchanged(current);
    }

    /** The draft is the newest version, as its publication says. */
    static Decision<Timetable> complete(
            String holderId, Timetable current, String publicationId, Attempt.Asked asked, Instant publishedAt) {
        if (!(current instanceof Publishing publishing)
                || !publishing.publicationId().equals(publicationId)) {
            return Decision.unchanged(current);
        }
        var head = head(holderId, publishing, asked, publishedAt);
        var versions = new ArrayList<>(publishing.versions());
        versions.add(head);
        return Decision.accepted(
                new Published(publishing.schoolId(), publishing.within(), List.copyOf(versions)),
                new TimetablePublishedV1(
                        holderId,
                        holderId,
                        publishing.schoolId(),
                        publishing.within(),
                        head.effectiveFrom(),
                        head.number(),
                        head.lessonsPerWeek(),
                        head.lastDay(),
                        head.temporary(),
                        head.emergency(),
                        asked.askedBy()));
    }

    /** What the draft will be among the versions. */
    static VersionHead head(String holderId, Publishing publishing, Attempt.Asked asked, Instant publishedAt) {
        var version = version(holderId, publishing);
        var draft = publishing.draft();
        return new VersionHead(
                version.number(),
                version.id(),
                draft.effectiveFrom(),
                draft.lastDay(),
                draft.temporary(),
                contentHash(draft),
                version.slots().size(),
                draft.why(),
                publishing.approvedBy(),
                asked.askedBy(),
                publishedAt,
                asked.emergencyReason() != null);
    }

    /** What the draft would be as a version; the same draft gives the same document. */
    static TimetableVersion version(String holderId, Waiting waiting) {
        int number = waiting.versions().size() + 1;
        var week = waiting.draft();
        return new TimetableVersion(
                Ids.from("timetable-version", holderId, number + "", week.effectiveFrom() + "", contentHash(week)),
                holderId,
                number,
                week.effectiveFrom(),
                week.lastDay(),
                week.slots(),
                week.teacherIds());
    }

    static String contentHash(Week week) {
        return Ids.sha256Hex(week.slots().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** The version that holds on a day: of those that say something of it the newest, a temporary one before the others. */
    public static Optional<VersionHead> on(LocalDate day, List<VersionHead> versions) {
        return versions.stream()
                .filter(version -> version.has(day))
                .max(Comparator.comparing(VersionHead::temporary).thenComparing(VersionHead::number));
    }

    /** The version that held on a day as was known at an instant. */
    public static Optional<VersionHead> on(LocalDate day, List<VersionHead> versions, Instant asOf) {
        return on(
                day,
                versions.stream()
                        .filter(version -> !version.publishedAt().isAfter(asOf))
                        .toList());
    }

    /** Lessons of the same file at the same time, at most {@link #OVERLAPS_MAX}. */
    static List<Overlap> overlaps(List<Slot> slots) {
        var overlaps = new ArrayList<Overlap>();
        for (int i = 0; i < slots.size(); i++) {
            for (int j = i + 1; j < slots.size() && overlaps.size() < OVERLAPS_MAX; j++) {
                if (slots.get(i).overlaps(slots.get(j))) {
                    overlaps.add(Overlap.of(slots.get(i), slots.get(j)));
                }
            }
        }
        return overlaps;
    }

    static Rejection refusal(List<Overlap> overlaps) {
        return Rejection.ruleBroken("timetable-conflict")
                .with("count", overlaps.size())
                .with("conflicts", overlaps);
    }
}
