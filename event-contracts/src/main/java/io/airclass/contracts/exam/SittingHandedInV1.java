package io.airclass.contracts.exam;

import static io.airclass.contracts.Values.listed;
import static io.airclass.contracts.Values.required;

import io.airclass.contracts.EventType;
import io.airclass.contracts.Topics;
import java.time.Instant;
import java.util.List;

/**
 * A student's sitting ended.
 *
 * @param within ids of all ancestors, the root first, the class last
 * @param byDeadline whether time ran out, instead of the student handing in
 */
@EventType(
        value = "io.airclass.exam.sitting-handed-in.v1",
        topic = Topics.EXAM,
        meaning = "A student handed in an exam, or its time ran out.")
public record SittingHandedInV1(
        String examId,
        String sittingId,
        String classId,
        String schoolId,
        List<String> within,
        String studentId,
        Instant handedInAt,
        boolean byDeadline)
        implements ExamEvent {
    public SittingHandedInV1 {
        required("examId", examId);
        required("sittingId", sittingId);
        required("classId", classId);
        required("schoolId", schoolId);
        within = listed(within);
        required("studentId", studentId);
        required("handedInAt", handedInAt);
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
