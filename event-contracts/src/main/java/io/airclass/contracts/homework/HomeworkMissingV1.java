package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * Some of a class have not handed in what is due soon; told once an assignment, to be said to each child at most once a day.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param studentIds who has not handed in, never empty
 */
@EventType(
        value = "io.airclass.homework.homework-missing.v1",
        topic = Topics.HOMEWORK,
        meaning = "Some students have not handed in homework that is due soon.")
public record HomeworkMissingV1(
        String assignmentId,
        String classId,
        String schoolId,
        List<String> within,
        Instant dueAt,
        List<String> studentIds)
        implements HomeworkEvent {
    public HomeworkMissingV1 {
        required("assignmentId", assignmentId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
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
