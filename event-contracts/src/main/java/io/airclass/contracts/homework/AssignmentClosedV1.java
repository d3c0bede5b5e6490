package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * The time for homework of a class is over, its grace too.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param closedAt the last instant at which work was taken
 * @param studentIds who of the class had it to do; empty for the whole class
 */
@EventType(
        value = "io.airclass.homework.assignment-closed.v1",
        topic = Topics.HOMEWORK,
        meaning = "Homework is taken no more.")
public record AssignmentClosedV1(
        String assignmentId,
        String classId,
        String schoolId,
        List<String> within,
        Instant closedAt,
        List<String> studentIds)
        implements HomeworkEvent {
    public AssignmentClosedV1 {
        required("assignmentId", assignmentId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("closedAt", closedAt);
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
