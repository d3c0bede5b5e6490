package io.airclass.schedule.booking;

import io.airclass.contracts.roster.SchoolDay;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Locale;

/**
 * What can be in one place at a time, for one school year.
 *
 * @param id of the class or teacher; of a room, the school and the name
 * @param schoolYear as {@code 2026-2027}
 */
public record ResourceKey(Kind kind, String id, String schoolYear) implements Comparable<ResourceKey> {
    private static final Comparator<ResourceKey> ORDER = Comparator.comparing(ResourceKey::toString);

    /** What is taken. */
    public enum Kind {
        CLASS,
        TEACHER,
        ROOM,
        STUDIO
    }

    public static ResourceKey schoolClass(String classId, LocalDate day) {
        return new ResourceKey(Kind.CLASS, classId, SchoolDay.schoolYearOf(day));
    }

    public static ResourceKey teacher(String personId, LocalDate day) {
        return new ResourceKey(Kind.TEACHER, personId, SchoolDay.schoolYearOf(day));
    }

    public static ResourceKey room(String schoolId, String room, LocalDate day) {
        return new ResourceKey(Kind.ROOM, schoolId + "/" + room, SchoolDay.schoolYearOf(day));
    }

    public static ResourceKey studio(String schoolId, String studio, LocalDate day) {
        return new ResourceKey(Kind.STUDIO, schoolId + "/" + studio, SchoolDay.schoolYearOf(day));
    }

    /** The id of the document: the order in which things are claimed is that of these ids. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + ":" + id + ":" + schoolYear;
    }

    @Override
    public int compareTo(ResourceKey other) {
        return ORDER.compare(this, other);
    }
}
