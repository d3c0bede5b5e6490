package io.airclass.schedule.feed;

import biweekly.Biweekly;
import biweekly.ICalVersion;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.property.Method;
import biweekly.property.Status;
import biweekly.util.Duration;
import io.airclass.contracts.Role;
import io.airclass.rosterview.Person;
import io.airclass.rosterview.SchoolClass;
import io.airclass.schedule.lesson.CalendarEntry;
import java.util.Date;
import java.util.List;
import java.util.Set;

/** Who may have which calendar, and what stands in it. */
final class FeedRules {
    static final int FEEDS_MAX = 20;
    /** Days that a calendar goes back. */
    static final int DAYS_BACK = 14;
    /** Days that it looks ahead; with at most 20 lessons a day it stays under 1 MB. */
    static final int DAYS_AHEAD = 70;

    private static final Set<Role> OUTSIDERS = Set.of(Role.STUDENT, Role.GUARDIAN);
    private static final Duration REFRESH = Duration.builder().hours(1).build();

    private FeedRules() {}

    /** A student's own, and the guardian's of a child. */
    static boolean mayHaveOfStudent(String ownerId, Person student) {
        return student.id().equals(ownerId) && student.roles().contains(Role.STUDENT) || student.isGuardedBy(ownerId);
    }

    static boolean mayHaveOfTeacher(String ownerId, Person teacher) {
        return teacher.id().equals(ownerId) && !OUTSIDERS.containsAll(teacher.roles());
    }

    /** Who learns in a class or teaches it, and the guardians of who learns there. */
    static boolean mayHaveOfClass(String ownerId, SchoolClass schoolClass, List<Person> children) {
        return schoolClass.memberIds().contains(ownerId)
                || children.stream().anyMatch(child -> schoolClass.hasStudent(child.id()));
    }

    /** The staff of the school. */
    static boolean mayHaveOfRoom(Person owner, String schoolId) {
        return owner.schoolIds().contains(schoolId) && !OUTSIDERS.containsAll(owner.roles());
    }

    /** What one student has: a time that the class leaves open gives way to the lesson of the student's group in it. */
    static List<CalendarEntry> ofOne(List<CalendarEntry> entries) {
        return entries.stream()
                .filter(entry -> entry.cancelled()
                        || !entry.lesson().open()
                        || entries.stream()
                                .noneMatch(other -> !other.cancelled()
                                        && !other.lesson().open()
                                        && other.lesson().overlaps(entry.lesson())))
                .toList();
    }

    /** The same text for the same entries. */
    static String calendar(String name, List<CalendarEntry> entries) {
        var calendar = new ICalendar();
        calendar.setVersion(ICalVersion.V2_0);
        calendar.setProductId("-//Airclass//Lessons//ZH");
        calendar.setMethod(Method.publish());
        calendar.setName(name);
        calendar.setRefreshInterval(REFRESH);
        entries.forEach(entry -> calendar.addEvent(event(entry)));
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(CalendarEntry entry) {
        var lesson = entry.lesson();
        var event = new VEvent();
        event.setUid(lesson.id() + "@airclass");
        event.setSequence(entry.sequence());
        event.setDateTimeStamp(Date.from(entry.knownSince()));
        event.setDateStart(Date.from(lesson.startsAt()));
        event.setDateEnd(Date.from(lesson.endsAt()));
        event.setSummary(lesson.subject() + " " + lesson.className());
        if (!lesson.room().isEmpty()) {
            event.setLocation(lesson.room());
        }
        if (!lesson.means().isEmpty()) {
            event.setDescription(lesson.mode().chinese() + " " + lesson.means());
        }
        event.setStatus(entry.cancelled() ? Status.cancelled() : Status.confirmed());
        return event;
    }
}
