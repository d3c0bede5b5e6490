package io.airclass.notification.delivery;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.ResultState;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** One fact of each kind, about a class. */
public final class Facts {
    private static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");

    private Facts() {}

    static AssignmentChangedV1 moreTime(String classId) {
        return new AssignmentChangedV1(
                "assignment-1",
                classId,
                "school-8",
                within(classId),
                "数学",
                "二次函数练习",
                Instant.parse("2026-11-24T12:00:00Z"),
                Instant.parse("2026-11-25T12:00:00Z"),
                List.of());
    }

    static HomeworkMissingV1 missing(String classId, String assignmentId) {
        return new HomeworkMissingV1(
                assignmentId,
                classId,
                "school-8",
                within(classId),
                Instant.parse("2026-11-24T12:00:00Z"),
                List.of("student-1"));
    }

    static AssignmentWithdrawnV1 withdrawn(String classId) {
        return new AssignmentWithdrawnV1(
                "assignment-1", classId, "school-8", within(classId), "数学", "二次函数练习", List.of());
    }

    public static AssignmentOpenedV1 assignment(String classId) {
        return new AssignmentOpenedV1(
                "assignment-1",
                classId,
                "school-8",
                within(classId),
                "数学",
                "二次函数练习",
                Instant.parse("2026-11-24T12:00:00Z"),
                "teacher-1",
                List.of());
    }

    public static SubmissionReceivedV1 received(String classId, String studentId) {
        return new SubmissionReceivedV1(
                "assignment-1", "submission-1", classId, "school-8", within(classId), studentId, 1, false, AT);
    }

    public static SubmissionMarkedV1 marked(String classId, String studentId, int round) {
        return new SubmissionMarkedV1(
                "assignment-1",
                "submission-1",
                classId,
                "school-8",
                within(classId),
                studentId,
                new BigDecimal("87.50"),
                new BigDecimal("100"),
                round,
                "teacher-1",
                "二次函数练习",
                null);
    }

    /** Without a score: with a level, or as found in order. */
    static SubmissionMarkedV1 markedByLevel(String classId, String level) {
        return new SubmissionMarkedV1(
                "assignment-1",
                "submission-1",
                classId,
                "school-8",
                within(classId),
                "student-1",
                null,
                null,
                1,
                "teacher-1",
                "二次函数练习",
                level);
    }

    static SubmissionReturnedV1 returned(String classId) {
        return new SubmissionReturnedV1(
                "assignment-1",
                "submission-1",
                classId,
                "school-8",
                within(classId),
                "student-1",
                1,
                "teacher-1",
                "二次函数练习",
                Instant.parse("2026-11-26T12:00:00Z"));
    }

    public static ExamOpenedV1 exam(String classId) {
        return new ExamOpenedV1(
                "exam-1",
                classId,
                "school-8",
                within(classId),
                "数学",
                "期中测试",
                AT,
                Instant.parse("2026-11-23T02:30:00Z"),
                90);
    }

    public static SittingHandedInV1 handedIn(String classId, String studentId) {
        return new SittingHandedInV1("exam-1", "sitting-1", classId, "school-8", within(classId), studentId, AT, false);
    }

    public static ResultReadyV1 result(String classId, String studentId, ResultState state) {
        return new ResultReadyV1(
                "exam-1",
                "sitting-1",
                classId,
                "school-8",
                within(classId),
                studentId,
                new BigDecimal("60"),
                new BigDecimal("100"),
                state,
                "期中测试");
    }

    public static TimetablePublishedV1 timetable(String classId) {
        return new TimetablePublishedV1(
                "timetable-1",
                classId,
                "school-8",
                within(classId),
                LocalDate.parse("2026-11-30"),
                1,
                35,
                null,
                null,
                null,
                null);
    }

    public static List<String> within(String classId) {
        return List.of("root", "xingyi", "school-8", classId);
    }
}
