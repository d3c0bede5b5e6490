package io.airclass.contracts.exam;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A class has an exam.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param title as the teacher wrote it
 * @param opensAt from when it may be sat
 * @param closesAt after which it may no longer be sat
 * @param durationMinutes how long one student has
 */
@EventType(
        value = "io.airclass.exam.exam-opened.v1",
        topic = Topics.EXAM,
        meaning = "An exam was set for a class; it may be sat from opensAt to closesAt.")
public record ExamOpenedV1(
        String examId,
        String classId,
        String schoolId,
        List<String> within,
        String subject,
        String title,
        Instant opensAt,
        Instant closesAt,
        int durationMinutes)
        implements ExamEvent {
    public ExamOpenedV1 {
        required("examId", examId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("subject", subject);
        required("title", title);
        required("opensAt", opensAt);
        required("closesAt", closesAt);
    }

    @Override
    public String key() {
        return classId;
    }

    @Override
    public String aggregateId() {
        return examId;
    }
}
