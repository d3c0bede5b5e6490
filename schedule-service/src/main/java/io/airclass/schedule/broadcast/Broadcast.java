package io.airclass.schedule.broadcast;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.rosterview.SchoolClass;
import java.time.Instant;
import java.util.List;

/**
 * Lessons that one organisation gives and classes of many schools receive.
 *
 * @param orgId of the bureau or live school that gives it
 * @param within ids of all ancestors, the root first, the broadcast itself last
 * @param grades of the stage, ascending
 * @param everyClassOf id of the organisation whose every class of the stage and grades receives it; absent where none does by itself
 * @param allianceId of the alliance whose receiving schools may put classes in; absent where the schools below {@code orgId} may
 * @param teacherIds who gives it
 * @param closed whether it exists no longer; its past lessons stay
 * @param savedAt of the last change of what is said here
 * @param toldVersion the number of the last version that was told to its classes; 0 before the first
 */
public record Broadcast(
        String orgId,
        List<String> within,
        String name,
        String subject,
        Stage stage,
        List<Integer> grades,
        @MayBeAbsent String everyClassOf,
        @MayBeAbsent String allianceId,
        List<String> teacherIds,
        boolean closed,
        String savedBy,
        Instant savedAt,
        int toldVersion) {
    public Broadcast {
        within = List.copyOf(within);
        grades = List.copyOf(grades);
        teacherIds = List.copyOf(teacherIds);
    }

    /** Whether its lessons are meant for such a class. */
    public boolean suits(SchoolClass schoolClass) {
        return schoolClass.stage() == stage && grades.contains(schoolClass.grade());
    }

    /** Whether a class receives it without anybody having said so. */
    public boolean reachesByItself(SchoolClass schoolClass) {
        return everyClassOf != null && schoolClass.within().contains(everyClassOf) && suits(schoolClass);
    }

    /** The broadcast as timetables see a class: the limits of its youngest grade hold. */
    SchoolClass asClass(String id, long version) {
        return new SchoolClass(
                id,
                version,
                closed,
                orgId,
                name,
                grades.getFirst(),
                stage,
                within,
                List.of(),
                teacherIds.stream()
                        .map(teacher -> new ClassTeacher(teacher, subject))
                        .toList(),
                null,
                null,
                teacherIds);
    }

    Broadcast told(int version) {
        return new Broadcast(
                orgId,
                within,
                name,
                subject,
                stage,
                grades,
                everyClassOf,
                allianceId,
                teacherIds,
                closed,
                savedBy,
                savedAt,
                version);
    }
}
