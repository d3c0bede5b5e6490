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
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/** Who may have which calendar, and what stands in it. */
final class FeedRules {
    static final int FEEDS_MAX = 20;
    /** Days that a calendar goes back. */
    static final int DAYS_BACK = 14;
    /** Days that it looks ahead; with at most 20 lessons a day it stays under 1 MB. */
    static final int DAYS_AHEAD = 70;

    /** How calendars are written; another number where they are written otherwise, so that none is taken for an older one. */
    private static final String FORM = "1\n";

    private static final int NUMBERS_BYTES = Integer.BYTES + 3 * Long.BYTES + 1;

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
                                        && other.lesson().announced() == null
                                        && other.lesson().overlaps(entry.lesson())))
                .toList();
    }

    /**
     * A lesson as a calendar tells it, and nothing of it besides.
     *
     * @param location empty where none is named
     * @param description empty where there is nothing to say
     */
    private record Told(
            String id,
            int sequence,
            Instant knownSince,
            Instant startsAt,
            Instant endsAt,
            String summary,
            String location,
            String description,
            boolean cancelled) {
        static Told of(CalendarEntry entry) {
            var lesson = entry.lesson();
            return new Told(
                    lesson.id() + "@airclass",
                    entry.sequence(),
                    entry.knownSince(),
                    lesson.startsAt(),
                    lesson.endsAt(),
                    lesson.subject() + " " + lesson.className(),
                    lesson.room(),
                    lesson.means().isEmpty() ? "" : lesson.mode().chinese() + " " + lesson.means(),
                    entry.cancelled());
        }

        private void hash(MessageDigest digest) {
            hash(digest, id);
            hash(digest, summary);
            hash(digest, location);
            hash(digest, description);
            digest.update(ByteBuffer.allocate(NUMBERS_BYTES)
                    .putInt(sequence)
                    .putLong(knownSince.toEpochMilli())
                    .putLong(startsAt.toEpochMilli())
                    .putLong(endsAt.toEpochMilli())
                    .put((byte) (cancelled ? 1 : 0))
                    .flip());
        }

        private static void hash(MessageDigest digest, String text) {
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            digest.update(bytes);
        }
    }

    /** Another for each calendar that says something else, and known before it is written. */
    static String tag(String name, List<CalendarEntry> entries) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            Told.hash(digest, FORM + name);
            entries.forEach(entry -> Told.of(entry).hash(digest));
            return '"' + HexFormat.of().formatHex(digest.digest()) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every JVM has SHA-256", impossible);
        }
    }

    /** The same text for the same entries. */
    static String calendar(String name, List<CalendarEntry> entries) {
        var calendar = new ICalendar();
        calendar.setVersion(ICalVersion.V2_0);
        calendar.setProductId("-//Airclass//Lessons//ZH");
        calendar.setMethod(Method.publish());
        calendar.setName(name);
        calendar.setRefreshInterval(REFRESH);
        entries.forEach(entry -> calendar.addEvent(event(Told.of(entry))));
        return Biweekly.write(calendar).go();
    }

    private static VEvent event(Told lesson) {
        var event = new VEvent();
        event.setUid(lesson.id());
        event.setSequence(lesson.sequence());
        event.setDateTimeStamp(Date.from(lesson.knownSince()));
        event.setDateStart(Date.from(lesson.startsAt()));
        event.setDateEnd(Date.from(lesson.endsAt()));
        event.setSummary(lesson.summary());
        if (!lesson.location().isEmpty()) {
            event.setLocation(lesson.location());
        }
        if (!lesson.description().isEmpty()) {
            event.setDescription(lesson.description());
        }
        event.setStatus(lesson.cancelled() ? Status.cancelled() : Status.confirmed());
        return event;
    }
}
