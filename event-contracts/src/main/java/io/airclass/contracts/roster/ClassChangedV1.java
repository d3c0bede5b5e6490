package io.airclass.contracts.roster;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * The whole state of a class after a change.
 *
 * @param grade 0 for kindergarten, 1 to 12
 * @param within ids of all ancestors, the root first, then the school, the class itself last
 * @param informerId the teacher who informs the parents of the class
 * @param deleted whether the class has been dissolved; the other fields then tell its last state
 */
@EventType(
        value = "io.airclass.roster.class-changed.v1",
        topic = Topics.ROSTER_CLASSES,
        meaning = "A class, its students or its teachers changed; the event carries the whole state of the class.")
public record ClassChangedV1(
        String classId,
        String schoolId,
        String name,
        int grade,
        Stage stage,
        List<String> within,
        List<String> studentIds,
        List<ClassTeacher> teachers,
        @MayBeAbsent String headTeacherId,
        @MayBeAbsent String informerId,
        boolean deleted)
        implements RosterEvent {
    public ClassChangedV1 {
        required("classId", classId);
        required("schoolId", schoolId);
        required("name", name);
        required("stage", stage);
        within = listed(within);
        studentIds = listed(studentIds);
        teachers = listed(teachers);
    }

    /** A class for which nobody is named who informs the parents. */
    public ClassChangedV1(
            String classId,
            String schoolId,
            String name,
            int grade,
            Stage stage,
            List<String> within,
            List<String> studentIds,
            List<ClassTeacher> teachers,
            String headTeacherId,
            boolean deleted) {
        this(classId, schoolId, name, grade, stage, within, studentIds, teachers, headTeacherId, null, deleted);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return classId;
    }
}
