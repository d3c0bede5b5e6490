package io.airclass.contracts.schedule;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import java.time.LocalDate;
import java.util.List;

/**
 * A question came to the question desk, for the first time or written anew.
 *
 * @param within ids of the school and all above it, the root first
 * @param askedOn local to the school; the figures of that day have it
 */
@EventType(
        value = "io.airclass.schedule.question-asked.v1",
        topic = Topics.SCHEDULE,
        meaning = "A student, or a guardian for a child, asked something at the question desk.")
public record QuestionAskedV1(
        String questionId,
        String schoolId,
        List<String> within,
        Stage stage,
        String subject,
        String studentId,
        LocalDate askedOn)
        implements ScheduleEvent {
    public QuestionAskedV1 {
        required("questionId", questionId);
        required("schoolId", schoolId);
        within = listed(within);
        required("stage", stage);
        required("subject", subject);
        required("studentId", studentId);
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
