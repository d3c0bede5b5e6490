package io.airclass.schedule.lesson;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.catalogue.TvLesson;
import io.airclass.schedule.change.DayChange;
import io.airclass.schedule.timetable.Mode;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableVersion;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a version of a timetable makes of a day. */
final class LessonRules {
    private static final Comparator<Lesson> IN_TIME =
            Comparator.comparing(Lesson::startsAt).thenComparing(Lesson::classId);

    private LessonRules() {}

    /** The lessons of one class: those of the weekday that the day runs; none on a holiday. */
    static List<Lesson> on(SchoolDay day, TimetableVersion version, String className, ZoneId zone) {
        return version.slots().stream()
                .filter(slot -> slot.weekday() == day.weekdayTimetable())
                .filter(slot -> slot.takesPlace(day.date(), day.weekNumber().orElse(null)))
                .map(slot -> lesson(
                        day.date(),
                        new LessonId(version.classId(), day.date(), slot.period()).toString(),
                        version.classId(),
                        className,
                        slot,
                        zone))
                .sorted(IN_TIME)
                .toList();
    }

    /**
     * The lessons of some days as they are held: with what was changed about them, and those that were moved here from other days.
     *
     * @param planned those that the timetable has from the first day to the last
     * @param changes of the timetable
     */
    static List<Lesson> held(
            List<Lesson> planned,
            List<DayChange> changes,
            SchoolClass holder,
            LocalDate first,
            LocalDate last,
            ZoneId zone) {
        var touching = changes.stream()
                .filter(change -> !change.isBack() && change.touches(first, last))
                .collect(Collectors.toMap(
                        change -> new LessonId(holder.id(), change.date(), change.period()).toString(),
                        Function.identity()));
        if (touching.isEmpty()) {
            return planned;
        }
        var held = new ArrayList<Lesson>();
        var still = new HashSet<String>();
        for (var lesson : planned) {
            var change = touching.get(lesson.id());
            if (change == null) {
                held.add(lesson);
            } else {
                still.add(lesson.id());
                if (change.now() == null) {
                    held.add(changed(lesson, change, true));
                }
            }
        }
        touching.forEach((id, change) -> {
            var now = change.now();
            boolean moved = now != null && !now.date().equals(change.date());
            if (now != null
                    && !now.date().isBefore(first)
                    && !now.date().isAfter(last)
                    && (moved || still.contains(id))) {
                held.add(changed(lesson(now.date(), id, holder, now.slot(), zone), change, false));
            }
        });
        held.sort(IN_TIME);
        return List.copyOf(held);
    }

    private static Lesson changed(Lesson lesson, DayChange change, boolean cancelled) {
        var planned = change.planned().slot();
        return new Lesson(
                lesson.id(),
                lesson.classId(),
                lesson.className(),
                lesson.date(),
                lesson.period(),
                lesson.startsAt(),
                lesson.endsAt(),
                lesson.start(),
                lesson.end(),
                lesson.subject(),
                lesson.teacherId(),
                lesson.room(),
                lesson.mode(),
                lesson.means(),
                cancelled,
                new Lesson.Changed(
                        change.kind(),
                        change.date(),
                        change.period(),
                        planned.start(),
                        planned.teacherId(),
                        planned.room(),
                        change.at()),
                lesson.announced(),
                lesson.open());
    }

    /** Whether somebody gives it, or would have given it. */
    static boolean concerns(Lesson lesson, String teacherId) {
        return lesson.teacherId().equals(teacherId)
                || lesson.changed() != null
                        && lesson.changed().plannedTeacherId().equals(teacherId);
    }

    /** Each once, in the order of time; what is so already stays the list that it is. */
    static List<Lesson> inTime(List<Lesson> lessons) {
        return isInTime(lessons)
                ? lessons
                : lessons.stream().distinct().sorted(IN_TIME).toList();
    }

    private static boolean isInTime(List<Lesson> lessons) {
        for (int i = 1; i < lessons.size(); i++) {
            if (IN_TIME.compare(lessons.get(i - 1), lessons.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Of both, each once, in the order of time. */
    static List<Lesson> inTime(List<Lesson> some, List<Lesson> others) {
        return others.isEmpty()
                ? inTime(some)
                : inTime(
                        some.isEmpty()
                                ? others
                                : Stream.concat(some.stream(), others.stream()).toList());
    }

    /** A lesson that somebody announces for television, as one of a class. */
    static Lesson televised(TvLesson lesson, SchoolClass schoolClass, ZoneId zone) {
        var starts = lesson.startsAt().atZone(zone);
        return new Lesson(
                lesson.id(),
                schoolClass.id(),
                schoolClass.name(),
                starts.toLocalDate(),
                0,
                lesson.startsAt(),
                lesson.endsAt(),
                starts.toLocalTime(),
                lesson.endsAt().atZone(zone).toLocalTime(),
                lesson.subject(),
                "",
                "",
                Mode.TV,
                lesson.channel(),
                false,
                null,
                new Lesson.Announced(lesson.orgId(), lesson.title(), lesson.announcedAt(), lesson.version()),
                false);
    }

    /** What is announced for television and is not in the timetable as such: the same channel at the same time. */
    static List<Lesson> notPlanned(List<Lesson> televised, List<Lesson> planned) {
        return televised.stream()
                .filter(lesson -> planned.stream()
                        .noneMatch(other -> other.mode() == Mode.TV
                                && !other.cancelled()
                                && other.means().equals(lesson.means())
                                && other.overlaps(lesson)))
                .toList();
    }

    /** What one student has: a time that the class leaves open gives way to the lesson of the student's group in it. */
    static List<Lesson> ofOne(List<Lesson> ofClasses, List<Lesson> ofGroups) {
        return ofGroups.isEmpty()
                ? inTime(ofClasses)
                : inTime(
                        ofClasses.stream()
                                .filter(lesson -> !lesson.open()
                                        || ofGroups.stream()
                                                .noneMatch(other -> !other.cancelled() && lesson.overlaps(other)))
                                .toList(),
                        ofGroups);
    }

    private static Lesson lesson(LocalDate day, String id, SchoolClass holder, Slot slot, ZoneId zone) {
        return lesson(day, id, holder.id(), holder.name(), slot, zone);
    }

    private static Lesson lesson(LocalDate day, String id, String classId, String className, Slot slot, ZoneId zone) {
        return new Lesson(
                id,
                classId,
                className,
                day,
                slot.period(),
                day.atTime(slot.start()).atZone(zone).toInstant(),
                day.atTime(slot.end()).atZone(zone).toInstant(),
                slot.start(),
                slot.end(),
                slot.subject(),
                slot.teacherId(),
                slot.room(),
                slot.mode(),
                slot.means(),
                false,
                null,
                null,
                slot.open());
    }
}
