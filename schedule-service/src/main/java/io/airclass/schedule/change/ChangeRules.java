package io.airclass.schedule.change;

import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonPlace;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.booking.Booking;
import io.airclass.schedule.booking.Release;
import io.airclass.schedule.booking.ResourceKey;
import io.airclass.schedule.booking.Wish;
import io.airclass.schedule.booking.YearWeeks;
import io.airclass.schedule.change.ChangeRules.Proposal.Nothing;
import io.airclass.schedule.change.ChangeRules.Proposal.Parts;
import io.airclass.schedule.change.ChangeRules.Proposal.Told;
import io.airclass.schedule.change.LessonChange.Part;
import io.airclass.schedule.group.GroupService.Learners;
import io.airclass.schedule.lesson.LessonId;
import io.airclass.schedule.timetable.BookingPlanRules;
import io.airclass.schedule.timetable.PlannedDayService.Plan;
import io.airclass.schedule.timetable.Slot;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What may be changed about one lesson, and what that takes and frees. */
final class ChangeRules {
    static final int CHANGES_MAX = 1_000;
    static final int WHY_CHARS_MAX = 500;
    /** How long after a lesson it can still be said who gave it, in days. */
    static final int COVER_DAYS_BACK = 7;
    /** How far a lesson may be moved, in days. */
    static final int MOVE_DAYS_MAX = 60;

    private ChangeRules() {}

    /**
     * A lesson as it stands.
     *
     * @param now absent where it is cancelled
     */
    record Standing(LocalDate date, int period, Dated planned, Optional<Dated> now, Optional<DayChange> change) {
        static Standing of(LocalDate date, Slot planned, Optional<DayChange> change) {
            var dated = new Dated(date, planned.onDay());
            return new Standing(
                    date,
                    planned.period(),
                    dated,
                    change.isPresent() ? Optional.ofNullable(change.get().now()) : Optional.of(dated),
                    change);
        }

        private Optional<String> swap() {
            return change.filter(last -> last.kind() == LessonChangeKind.SWAPPED)
                    .map(DayChange::changeId);
        }

        Part to(Dated after) {
            return new Part(date, period, planned, now.orElse(null), after);
        }
    }

    /** What is to be done about a lesson. */
    sealed interface Proposal {
        /** These lessons become others. */
        record Parts(List<Part> parts) implements Proposal {}

        /** It is so already. */
        record Nothing() implements Proposal {}

        /** It cannot be. */
        record Told(Rejection rejection) implements Proposal {}
    }

    static Proposal cover(Standing lesson, String teacherId, LocalDate today) {
        if (lesson.now().isEmpty()) {
            return new Told(Rejection.conflict("lesson-cancelled"));
        }
        var now = lesson.now().get();
        if (now.slot().teacherId().equals(teacherId)) {
            return new Nothing();
        }
        return now.date().isBefore(today.minusDays(COVER_DAYS_BACK))
                ? new Told(Rejection.conflict("lesson-past").with("date", now.date()))
                : new Parts(List.of(lesson.to(given(now, teacherId))));
    }

    static Proposal cancel(Standing lesson, Instant at, ZoneId zone) {
        if (lesson.now().isEmpty()) {
            return new Nothing();
        }
        return begun(lesson, at, zone).orElseGet(() -> new Parts(List.of(lesson.to(null))));
    }

    /** @param to with the weekday whose timetable that day runs */
    static Proposal move(Standing lesson, Dated to, Instant at, ZoneId zone) {
        if (lesson.now().isEmpty()) {
            return new Told(Rejection.conflict("lesson-cancelled"));
        }
        if (lesson.now().get().equals(to)) {
            return new Nothing();
        }
        boolean far = to.date().isAfter(lesson.date().plusDays(MOVE_DAYS_MAX))
                || to.date().isBefore(lesson.date().minusDays(MOVE_DAYS_MAX));
        if (far || !start(to, zone).isAfter(at)) {
            return new Told(Rejection.ruleBroken("lesson-time-unfit").with("daysMax", MOVE_DAYS_MAX));
        }
        return begun(lesson, at, zone).orElseGet(() -> new Parts(List.of(lesson.to(to))));
    }

    /** Each takes place when and where the other did. */
    static Proposal swap(Standing one, Standing other, Instant at, ZoneId zone) {
        if (one.now().isEmpty() || other.now().isEmpty()) {
            return new Told(Rejection.conflict("lesson-cancelled"));
        }
        if (one.swap().isPresent() && one.swap().equals(other.swap())) {
            return new Nothing();
        }
        var first = one.now().get();
        var second = other.now().get();
        return begun(one, at, zone)
                .or(() -> begun(other, at, zone))
                .orElseGet(
                        () -> new Parts(List.of(one.to(inPlaceOf(first, second)), other.to(inPlaceOf(second, first)))));
    }

    /** @param partner the other lesson of a swap, which goes back too */
    static Proposal restore(Standing lesson, Optional<Standing> partner, Instant at, ZoneId zone) {
        if (lesson.now().filter(lesson.planned()::equals).isPresent()) {
            return new Nothing();
        }
        var both = Stream.concat(Stream.of(lesson), partner.stream()).toList();
        return both.stream()
                .flatMap(one -> notToRestore(one, at, zone).stream())
                .findFirst()
                .orElseGet(() -> new Parts(
                        both.stream().map(one -> one.to(one.planned())).toList()));
    }

    private static Optional<Proposal> notToRestore(Standing lesson, Instant at, ZoneId zone) {
        return start(lesson.planned(), zone).isAfter(at)
                ? begun(lesson, at, zone)
                : Optional.of(new Told(Rejection.conflict("lesson-past").with("date", lesson.date())));
    }

    private static Optional<Proposal> begun(Standing lesson, Instant at, ZoneId zone) {
        return lesson.now()
                .filter(now -> !start(now, zone).isAfter(at))
                .map(now -> new Told(Rejection.conflict("lesson-past").with("date", now.date())));
    }

    private static Instant start(Dated dated, ZoneId zone) {
        return dated.date().atTime(dated.slot().start()).atZone(zone).toInstant();
    }

    private static Dated inPlaceOf(Dated lesson, Dated other) {
        var place = other.slot();
        return moved(lesson, other.date(), place.weekday(), place.period(), place.start(), place.end(), place.room());
    }

    /**
     * The same lesson at another time or place; with the other classes of a joint lesson, and open to groups, only while the time is the same.
     *
     * @param weekday whose timetable the day runs
     */
    static Dated moved(
            Dated lesson, LocalDate date, DayOfWeek weekday, int period, LocalTime start, LocalTime end, String room) {
        var slot = lesson.slot();
        boolean sameTime = date.equals(lesson.date()) && start.equals(slot.start()) && end.equals(slot.end());
        return new Dated(date, slot(slot, weekday, period, start, end, slot.teacherId(), room, sameTime));
    }

    private static Dated given(Dated lesson, String teacherId) {
        var slot = lesson.slot();
        return new Dated(
                lesson.date(),
                slot(slot, slot.weekday(), slot.period(), slot.start(), slot.end(), teacherId, slot.room(), true));
    }

    private static Slot slot(
            Slot slot,
            DayOfWeek weekday,
            int period,
            LocalTime start,
            LocalTime end,
            String teacherId,
            String room,
            boolean sameTime) {
        return new Slot(
                weekday,
                period,
                start,
                end,
                slot.subject(),
                teacherId,
                room,
                slot.mode(),
                slot.means(),
                slot.use(),
                slot.weeks(),
                sameTime ? slot.joint() : "",
                slot.studio(),
                slot.open() && sameTime,
                null,
                null);
    }

    /** The lessons of a day as they would be. */
    static List<Slot> onDay(Plan plan, List<DayChange> changes, List<Part> parts) {
        var date = plan.day().date();
        var standing = changes.stream()
                .filter(change -> parts.stream().noneMatch(part -> change.isOf(part.date(), part.period())))
                .toList();
        var asPlanned = plan.slots().stream()
                .filter(slot -> standing.stream().noneMatch(change -> change.isOf(date, slot.period()))
                        && parts.stream()
                                .noneMatch(part -> part.date().equals(date) && part.period() == slot.period()));
        var otherwise = Stream.concat(
                        standing.stream().map(DayChange::now), parts.stream().map(Part::after))
                .filter(now -> now != null && now.date().equals(date))
                .map(Dated::slot);
        return Stream.concat(asPlanned, otherwise).toList();
    }

    /** Whether no lesson lies over another. */
    static boolean followEachOther(List<Slot> slots) {
        var inTime = slots.stream().sorted(Comparator.comparing(Slot::start)).toList();
        return IntStream.range(1, inTime.size())
                .noneMatch(i -> inTime.get(i).start().isBefore(inTime.get(i - 1).end()));
    }

    /** All changes of the timetable, with this one. */
    static List<DayChange> applied(List<DayChange> changes, String changeId, LessonChange change, Instant at) {
        var next = new ArrayList<>(changes);
        for (var part : change.parts()) {
            int times = changes.stream()
                    .filter(one -> one.isOf(part.date(), part.period()))
                    .findFirst()
                    .map(DayChange::times)
                    .orElse(0);
            next.removeIf(one -> one.isOf(part.date(), part.period()));
            next.add(new DayChange(
                    part.date(), part.period(), part.planned(), part.after(), change.kind(), changeId, at, times + 1));
        }
        return List.copyOf(next);
    }

    /** Gives the timetable's days to a change, if nothing was changed since it was found fit. */
    static Decision<ChangedDays> begin(ChangedDays current, boolean asFoundFit, String changeId, LessonChange change) {
        if (current.isGivenTo(changeId)) {
            return Decision.unchanged(current);
        }
        if (current.pending() != null) {
            return Decision.rejected(Rejection.conflict("lesson-changing"));
        }
        if (applied(current.changes(), changeId, change, change.askedAt()).size() > CHANGES_MAX) {
            return Decision.rejected(Rejection.conflict("changes-full"));
        }
        return asFoundFit
                ? Decision.accepted(current.givenTo(changeId))
                : Decision.rejected(Rejection.stale("stale-version"));
    }

    /**
     * The change is true.
     *
     * @param classIds that take part
     */
    static Decision<ChangedDays> complete(
            ChangedDays current,
            String changeId,
            LessonChange change,
            SchoolClass holder,
            List<String> classIds,
            Instant at,
            ZoneId zone) {
        if (!current.isGivenTo(changeId)) {
            return Decision.unchanged(current);
        }
        var changes = applied(current.changes(), changeId, change, at);
        var teacherIds = changes.stream()
                .map(DayChange::now)
                .filter(Objects::nonNull)
                .map(now -> now.slot().teacherId())
                .filter(id -> !id.isEmpty())
                .distinct()
                .toList();
        return new Decision.Accepted<>(
                new ChangedDays(
                        current.holderId(),
                        current.schoolId(),
                        current.schoolYear(),
                        current.number() + 1,
                        changes,
                        teacherIds,
                        null),
                change.parts().stream()
                        .<PublishedEvent>map(part -> told(changeId, change, part, holder, classIds, zone))
                        .toList());
    }

    static Decision<ChangedDays> undo(ChangedDays current, String changeId) {
        return current.isGivenTo(changeId) ? Decision.accepted(current.givenTo(null)) : Decision.unchanged(current);
    }

    private static LessonChangedV1 told(
            String changeId, LessonChange change, Part part, SchoolClass holder, List<String> classIds, ZoneId zone) {
        return new LessonChangedV1(
                changeId,
                new LessonId(change.holderId(), part.date(), part.period()).toString(),
                change.holderId(),
                classIds,
                holder.schoolId(),
                holder.schoolWithin(),
                change.kind(),
                part.planned().slot().subject(),
                place(part.before(), zone),
                place(part.after(), zone),
                change.changedBy());
    }

    private static LessonPlace place(Dated dated, ZoneId zone) {
        if (dated == null) {
            return null;
        }
        var slot = dated.slot();
        return new LessonPlace(
                start(dated, zone),
                dated.date().atTime(slot.end()).atZone(zone).toInstant(),
                slot.period(),
                slot.teacherId(),
                slot.room());
    }

    /** What a change takes and frees: at each thing that its lessons have to do with, all that the timetable's changes say of it. */
    record Needs(Map<ResourceKey, List<Booking>> bookings, Map<ResourceKey, List<Release>> releases) {}

    /** @param changes all of the timetable, the one that is made among them */
    static Needs needs(Learners learners, List<DayChange> changes, LessonChange change, String changeId, int number) {
        var bookings = new LinkedHashMap<ResourceKey, List<Booking>>();
        var releases = new LinkedHashMap<ResourceKey, List<Release>>();
        change.parts().stream()
                .flatMap(part -> Stream.of(part.planned(), part.before(), part.after()))
                .filter(Objects::nonNull)
                .flatMap(dated -> things(learners, dated).keySet().stream())
                .forEach(key -> {
                    bookings.putIfAbsent(key, new ArrayList<>());
                    releases.putIfAbsent(key, new ArrayList<>());
                });
        for (var one : changes) {
            if (one.isBack() && !one.changeId().equals(changeId)) {
                continue; // its weekly time holds it
            }
            things(learners, one.planned()).keySet().stream()
                    .filter(releases::containsKey)
                    .forEach(key -> releases.get(key)
                            .add(new Release(learners.id(), number, changeId, false, one.date(), one.period())));
            if (one.now() != null) {
                things(learners, one.now()).forEach((key, overlay) -> {
                    if (bookings.containsKey(key)) {
                        bookings.get(key).add(booking(learners, one.now(), changeId, number, overlay));
                    }
                });
            }
        }
        return new Needs(bookings, releases);
    }

    /** The lessons that a change gives their weekly times back. */
    static Set<Wish.Day> back(LessonChange change) {
        return change.parts().stream()
                .filter(part -> part.planned().equals(part.after()))
                .map(part -> new Wish.Day(part.date(), part.period()))
                .collect(Collectors.toSet());
    }

    private static Map<ResourceKey, Boolean> things(Learners learners, Dated dated) {
        return BookingPlanRules.things(learners, dated.slot(), dated.date());
    }

    static Booking booking(Learners learners, Dated dated, String changeId, int number, boolean overlay) {
        var slot = dated.slot();
        return new Booking(
                learners.id(),
                number,
                changeId,
                false,
                slot.weekday(),
                YearWeeks.of(dated.date()),
                dated.date(),
                slot.period(),
                slot.start(),
                slot.end(),
                slot.subject(),
                slot.joint().isEmpty() ? "" : learners.schoolClass().schoolId() + "/" + slot.joint(),
                overlay,
                slot.open());
    }
}
