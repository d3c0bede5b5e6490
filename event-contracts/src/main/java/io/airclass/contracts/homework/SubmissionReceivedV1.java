package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A student's work arrived.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param attempt counts the student's submissions to the assignment, from 1
 * @param late whether it arrived after the assignment was due
 */
@EventType(
        value = "io.airclass.homework.submission-received.v1",
        topic = Topics.HOMEWORK,
        meaning = "A student handed in homework, for the first time or again.")
public record SubmissionReceivedV1(
        String assignmentId,
        String submissionId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        int attempt,
        boolean late,
        Instant receivedAt)
        implements HomeworkEvent {
    public SubmissionReceivedV1 {
        required("assignmentId", assignmentId);
        required("submissionId", submissionId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
        required("receivedAt", receivedAt);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return submissionId;
    }
}
