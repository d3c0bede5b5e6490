package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A student's work is to be corrected and handed in once more (退回订正); what the teacher said is read at the homework service.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param round counts the teacher's looks at the submission, from 1
 * @param title of the assignment
 * @param correctUntil the last instant at which the correction is taken
 */
@EventType(
        value = "io.airclass.homework.submission-returned.v1",
        topic = Topics.HOMEWORK,
        meaning = "A teacher returned a submission to be corrected.")
public record SubmissionReturnedV1(
        String assignmentId,
        String submissionId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        int round,
        String markedBy,
        String title,
        Instant correctUntil)
        implements HomeworkEvent {
    public SubmissionReturnedV1 {
        required("assignmentId", assignmentId);
        required("submissionId", submissionId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
        required("markedBy", markedBy);
        required("title", title);
        required("correctUntil", correctUntil);
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
