package io.airclass.schedule.group;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.rosterview.SchoolClass;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Some students of a school who learn something together.
 *
 * @param within ids of all ancestors, the root first, the group itself last
 * @param classIds the classes that the students come from
 * @param teacherIds who teaches the group
 * @param closed whether it exists no longer; its past lessons stay
 * @param offer to whom outside the school it is offered; absent where to nobody
 * @param guests students of other schools that chose it, at most as many as places are offered
 */
public record StudyGroup(
        String schoolId,
        List<String> within,
        String name,
        Kind kind,
        Stage stage,
        int grade,
        List<String> classIds,
        List<String> studentIds,
        List<String> teacherIds,
        boolean closed,
        String savedBy,
        Instant savedAt,
        @MayBeAbsent Offer offer,
        List<Guest> guests) {
    public StudyGroup {
        guests = guests == null ? List.of() : List.copyOf(guests);
    }

    /**
     * Places for students of other schools.
     *
     * @param orgId of an organisation above the school, whose students may come in
     */
    public record Offer(String orgId, int places) {}

    /** @param classId of the class that the student came from */
    public record Guest(String studentId, String classId, String schoolId, Instant at) {}

    boolean hasGuest(String personId) {
        return guests.stream().anyMatch(guest -> guest.studentId().equals(personId));
    }

    StudyGroup with(Offer nextOffer, List<Guest> nextGuests) {
        return new StudyGroup(
                schoolId,
                within,
                name,
                kind,
                stage,
                grade,
                classIds,
                studentIds,
                teacherIds,
                closed,
                savedBy,
                savedAt,
                nextOffer,
                nextGuests);
    }

    /** What a group is for. */
    public enum Kind {
        ELECTIVE,
        EXAMINATION,
        CONTEST,
        PRACTICE
    }

    /** The group as timetables see a class, with those of other schools. */
    SchoolClass asClass(String id, long version) {
        var students = Stream.concat(studentIds.stream(), guests.stream().map(Guest::studentId))
                .distinct()
                .toList();
        return new SchoolClass(
                id,
                version,
                closed,
                schoolId,
                name,
                grade,
                stage,
                within,
                students,
                teacherIds.stream()
                        .map(teacher -> new ClassTeacher(teacher, name))
                        .toList(),
                null,
                null,
                Stream.concat(students.stream(), teacherIds.stream()).distinct().toList());
    }
}
