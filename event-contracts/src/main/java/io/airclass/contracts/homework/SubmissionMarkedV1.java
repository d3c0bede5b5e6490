package io.airclass.contracts.homework;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.points;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.MayBeAbsent;
import io.airclass.contracts.Topics;
import java.math.BigDecimal;
import java.util.List;

/**
 * A student's work was marked (批改); the teacher's comment is read at the homework service.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param score absent where the work was given a level only, or was found in order
 * @param maxScore absent with it
 * @param round counts the markings of the submission, from 1: a second one corrects the first
 * @param title of the assignment
 * @param level (等级) absent where the work was given a score only, or was found in order
 */
@EventType(
        value = "io.airclass.homework.submission-marked.v1",
        topic = Topics.HOMEWORK,
        meaning = "A teacher marked a submission, or marked it anew.")
public record SubmissionMarkedV1(
        String assignmentId,
        String submissionId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        @MayBeAbsent BigDecimal score,
        @MayBeAbsent BigDecimal maxScore,
        int round,
        String markedBy,
        String title,
        @MayBeAbsent String level)
        implements HomeworkEvent {
    public SubmissionMarkedV1 {
        required("assignmentId", assignmentId);
        required("submissionId", submissionId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
        score = score == null ? null : points("score", score);
        maxScore = maxScore == null ? null : points("maxScore", maxScore);
        required("markedBy", markedBy);
        required("title", title);
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
