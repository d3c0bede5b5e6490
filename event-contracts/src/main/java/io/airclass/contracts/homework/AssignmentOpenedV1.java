package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A class has new homework.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param title as the teacher wrote it
 * @param studentIds who of the class has it to do; empty for the whole class
 */
@EventType(
        value = "io.airclass.homework.assignment-opened.v1",
        topic = Topics.HOMEWORK,
        meaning = "A teacher opened an assignment to a class.")
public record AssignmentOpenedV1(
        String assignmentId,
        String classId,
        String schoolId,
        List<String> within,
        String subject,
        String title,
        Instant dueAt,
        String teacherId,
        List<String> studentIds)
        implements HomeworkEvent {
    public AssignmentOpenedV1 {
        required("assignmentId", assignmentId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("subject", subject);
        required("title", title);
        required("dueAt", dueAt);
        required("teacherId", teacherId);
        studentIds = listed(studentIds);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return assignmentId;
    }
}
