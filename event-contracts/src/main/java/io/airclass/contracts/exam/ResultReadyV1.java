package io.airclass.contracts.exam;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.points;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.math.BigDecimal;
import java.util.List;

/**
 * A student's result can be read.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param score so far, if the state is partial
 * @param title of the exam
 */
@EventType(
        value = "io.airclass.exam.result-ready.v1",
        topic = Topics.EXAM,
        meaning = "A student's result can be read: the marked part of it, or all.")
public record ResultReadyV1(
        String examId,
        String sittingId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        BigDecimal score,
        BigDecimal maxScore,
        ResultState state,
        String title)
        implements ExamEvent {
    public ResultReadyV1 {
        required("examId", examId);
        required("sittingId", sittingId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
        score = points("score", score);
        maxScore = points("maxScore", maxScore);
        required("state", state);
        required("title", title);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return sittingId;
    }
}
