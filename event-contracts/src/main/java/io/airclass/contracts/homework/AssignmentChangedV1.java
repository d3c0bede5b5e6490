package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A class has more time for its homework.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param title as the teacher wrote it
 * @param dueBefore until when it was to be handed in so far
 * @param studentIds who of the class had it to do; empty for the whole class
 */
@EventType(
        value = "io.airclass.homework.assignment-changed.v1",
        topic = Topics.HOMEWORK,
        meaning = "Homework may be handed in until a later time.")
public record AssignmentChangedV1(
        String assignmentId,
        String classId,
        String schoolId,
        List<String> within,
        String subject,
        String title,
        Instant dueBefore,
        Instant dueAt,
        List<String> studentIds)
        implements HomeworkEvent {
    public AssignmentChangedV1 {
        required("assignmentId", assignmentId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("subject", subject);
        required("title", title);
        required("dueBefore", dueBefore);
        required("dueAt", dueAt);
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
