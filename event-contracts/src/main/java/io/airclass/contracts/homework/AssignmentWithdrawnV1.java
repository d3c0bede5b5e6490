package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.util.List;

/**
 * A class need not do its homework any more.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param title as the teacher wrote it
 * @param studentIds who of the class had it to do; empty for the whole class
 */
@EventType(
        value = "io.airclass.homework.assignment-withdrawn.v1",
        topic = Topics.HOMEWORK,
        meaning = "A teacher withdrew homework that the class had seen.")
public record AssignmentWithdrawnV1(
        String assignmentId,
        String classId,
        String schoolId,
        List<String> within,
        String subject,
        String title,
        List<String> studentIds)
        implements HomeworkEvent {
    public AssignmentWithdrawnV1 {
        required("assignmentId", assignmentId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("subject", subject);
        required("title", title);
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
