package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A question of the question desk was answered for the first time.
 *
 * @param within ids of the school and all above it, the root first
 * @param askedOn local to the school; the figures of that day have it
 * @param waitedSeconds since it was asked
 */
@EventType(
        value = "io.airclass.schedule.question-answered.v1",
        topic = Topics.SCHEDULE,
        meaning = "A teacher answered a question of the question desk.")
public record QuestionAnsweredV1(
        String questionId,
        String schoolId,
        List<String> within,
        Stage stage,
        String subject,
        String studentId,
        String teacherId,
        LocalDate askedOn,
        long waitedSeconds)
        implements ScheduleEvent {
    public QuestionAnsweredV1 {
        required("questionId", questionId);
        required("schoolId", schoolId);
        within = listed(within);
        required("stage", stage);
        required("subject", subject);
        required("studentId", studentId);
        required("teacherId", teacherId);
        required("askedOn", askedOn);
    }

    @Override
    public String key() {
        return questionId;
    }

    @Override
    public String aggregateId() {
        return questionId;
    }
}
