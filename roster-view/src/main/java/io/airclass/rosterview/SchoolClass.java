package io.airclass.rosterview;

import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassTeacher;
import java.util.List;
import org.bson.codecs.pojo.annotations.BsonId;

/**
 * A class as this service knows it.
 *
 * @param sequence of the event that told this state
 * @param within ids of all ancestors, the root first, the class itself last
 * @param informerId the teacher who informs the parents; absent where nobody is named
 * @param memberIds students, teachers and head teacher, each once: what {@link RosterView#classesOf} looks up
 */
public record SchoolClass(
        @BsonId String id,
        long sequence,
        boolean deleted,
        String schoolId,
        String name,
        int grade,
        Stage stage,
        List<String> within,
        List<String> studentIds,
        List<ClassTeacher> teachers,
        @MayBeAbsent String headTeacherId,
        @MayBeAbsent String informerId,
        List<String> memberIds) {

    /** Ids of all ancestors without the class itself: the school is the last. */
    public List<String> schoolWithin() {
        return within.getLast().equals(id) ? within.subList(0, within.size() - 1) : within;
    }

    /** The class with these students and no others. */
    public SchoolClass of(List<String> students) {
        return new SchoolClass(
                id,
                sequence,
                deleted,
                schoolId,
                name,
                grade,
                stage,
                within,
                students,
                teachers,
                headTeacherId,
                informerId,
                memberIds);
    }

    public boolean hasStudent(String personId) {
        return studentIds.contains(personId);
    }

    public boolean isTaughtBy(String personId) {
        return teachers.stream().anyMatch(teacher -> teacher.personId().equals(personId));
    }

    public boolean isTaughtBy(String personId, String subject) {
        return teachers.contains(new ClassTeacher(personId, subject));
    }

    public boolean isHeadedBy(String personId) {
        return personId.equals(headTeacherId);
    }

    /** Everyone who teaches the class or heads it, each once. */
    public List<String> teacherIds() {
        return memberIds.stream()
                .filter(member -> isTaughtBy(member) || isHeadedBy(member))
                .toList();
    }
}
