package io.airclass.schedule.lesson;

import io.airclass.contracts.roster.SchoolDay;
import io.airclass.schedule.timetable.Slot;
import io.airclass.schedule.timetable.TimetableVersion;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a version of a timetable makes of a day. */
final class LessonRules {
    private static final Comparator<Lesson> IN_TIME =
            Comparator.comparing(Lesson::startsAt).thenComparing(Lesson::classId);
    private static final int YEAR_MIN = 2000;
    private static final int YEAR_MAX = 2100;

    private LessonRules() {}

    static boolean isPlausible(LocalDate day) {
        return day.getYear() >= YEAR_MIN && day.getYear() <= YEAR_MAX;
    }

    /** The lessons of one class: those of the weekday that the day runs; none on a holiday. */
    static List<Lesson> on(SchoolDay day, TimetableVersion version, String className, ZoneId zone) {
        return version.slots().stream()
                .filter(slot -> slot.weekday() == day.weekdayTimetable())
                .filter(slot -> slot.takesPlace(day.date(), day.weekNumber().orElse(null)))
                .map(slot -> lesson(day.date(), version.classId(), className, slot, zone))
                .sorted(IN_TIME)
                .toList();
    }

    static List<Lesson> inTime(List<Lesson> lessons) {
        return lessons.stream().distinct().sorted(IN_TIME).toList();
    }

    /** What one student has: a time that the class leaves open gives way to the lesson of the student's group in it. */
    static List<Lesson> ofOne(List<Lesson> ofClasses, List<Lesson> ofGroups) {
        return inTime(Stream.concat(
                        ofClasses.stream()
                                .filter(lesson ->
                                        !lesson.open() || ofGroups.stream().noneMatch(lesson::overlaps)),
                        ofGroups.stream())
                .toList());
    }

    private static Lesson lesson(LocalDate day, String classId, String className, Slot slot, ZoneId zone) {
        return new Lesson(
                new LessonId(classId, day, slot.period()).toString(),
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
                slot.open());
    }
}
