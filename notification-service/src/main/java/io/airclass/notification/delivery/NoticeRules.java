package io.airclass.notification.delivery;

import io.airclass.contracts.exam.ExamEvent;
import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentClosedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkEvent;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.contracts.schedule.BroadcastPublishedV1;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingAwaitedV1;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingOverdueV1;
import io.airclass.contracts.schedule.FilingStaleV1;
import io.airclass.contracts.schedule.FilingTakenBackV1;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.contracts.schedule.QuestionAskedV1;
import io.airclass.contracts.schedule.ReplayDeletedV1;
import io.airclass.contracts.schedule.ReplayExpiringV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.ScheduleEvent;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.contracts.schedule.TrainingRecordedV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which facts are told, to whom, and with what. A new event of these services does not compile until it is decided here. */
final class NoticeRules {
    private NoticeRules() {}

    static Optional<Notice> notice(ScheduleEvent event) {
        return switch (event) {
            case TimetablePublishedV1 e ->
                Optional.of(new Notice(
                        "timetable-published",
                        new Audience.WholeClass(),
                        e.classId(),
                        "/api/classes/" + e.classId() + "/timetable",
                        Map.of(
                                "about",
                                e.classId(),
                                "effectiveOn",
                                e.effectiveFrom().toString(),
                                "lessonsPerWeek",
                                Integer.toString(e.lessonsPerWeek()))));
            case ResourcePublishedV1 _, ResourceWithdrawnV1 _, QuestionAskedV1 _, QuestionAnsweredV1 _ ->
                Optional.empty();
            case LessonStartedV1 _, LessonEndedV1 _, LessonAttendedV1 _, TrainingRecordedV1 _ -> Optional.empty();
            case LessonChangedV1 _, StudyGroupChangedV1 _, TvLessonAnnouncedV1 _ -> Optional.empty();
            case BroadcastPublishedV1 _, BroadcastOptOutV1 _, BroadcastClashedV1 _ -> Optional.empty();
            case FilingAwaitedV1 _, FilingOverdueV1 _, FilingMadeV1 _ -> Optional.empty();
            case FilingAcknowledgedV1 _, FilingTakenBackV1 _, FilingStaleV1 _ -> Optional.empty();
            case ReplayReadyV1 _, ReplayExpiringV1 _, ReplayDeletedV1 _ -> Optional.empty();
            case ReplayTaskClosedV1 _, ReplayWatchedV1 _ -> Optional.empty();
        };
    }

    static Optional<Notice> notice(HomeworkEvent event) {
        return switch (event) {
            case AssignmentOpenedV1 e ->
                Optional.of(ofAssignment(
                        "assignment-opened",
                        e.studentIds(),
                        e.classId(),
                        e.assignmentId(),
                        Map.of(
                                "title",
                                e.title(),
                                "subject",
                                e.subject(),
                                "dueAt",
                                e.dueAt().toString())));
            case AssignmentChangedV1 e ->
                Optional.of(ofAssignment(
                        "assignment-changed",
                        e.studentIds(),
                        e.classId(),
                        e.assignmentId(),
                        Map.of(
                                "title",
                                e.title(),
                                "subject",
                                e.subject(),
                                "dueBeforeAt",
                                e.dueBefore().toString(),
                                "dueAt",
                                e.dueAt().toString())));
            case AssignmentWithdrawnV1 e ->
                Optional.of(ofAssignment(
                        "assignment-withdrawn",
                        e.studentIds(),
                        e.classId(),
                        e.assignmentId(),
                        Map.of("title", e.title(), "subject", e.subject())));
            case HomeworkMissingV1 e -> Optional.of(missing(e));
            case AssignmentClosedV1 _ -> Optional.empty();
            case SubmissionMarkedV1 e -> Optional.of(marked(e));
            case SubmissionReturnedV1 e ->
                Optional.of(new Notice(
                        "submission-returned",
                        new Audience.OneStudent(e.studentId()),
                        e.classId(),
                        "/api/assignments/" + e.assignmentId() + "/submission",
                        Map.of(
                                "about",
                                e.assignmentId(),
                                "title",
                                e.title(),
                                "correctUntilAt",
                                e.correctUntil().toString())));
            case SubmissionReceivedV1 _ -> Optional.empty();
        };
    }

    /** With a score, else with a level, else as found in order. */
    private static Notice marked(SubmissionMarkedV1 e) {
        var facts = new HashMap<String, String>();
        facts.put("about", e.assignmentId());
        facts.put("title", e.title());
        if (e.score() != null) {
            facts.put("variant", e.round() == 1 ? "" : "again");
            facts.put("score", e.score().toPlainString());
            facts.put("maxScore", e.maxScore().toPlainString());
        } else if (e.level() != null) {
            facts.put("variant", "level");
            facts.put("level", e.level());
        } else {
            facts.put("variant", "seen");
        }
        return new Notice(
                "submission-marked",
                new Audience.OneStudent(e.studentId()),
                e.classId(),
                "/api/assignments/" + e.assignmentId() + "/submission",
                Map.copyOf(facts));
    }

    /** Each child and guardian is told once a day, however much is missing: the list says what. */
    private static Notice missing(HomeworkMissingV1 e) {
        var day = LocalDate.ofInstant(e.dueAt(), ZoneOffset.ofHours(8)).toString();
        return new Notice(
                "homework-missing",
                new Audience.SomeStudents(e.studentIds()),
                e.classId(),
                "/api/me/assignments",
                Map.of("about", e.assignmentId(), "dueOn", day),
                Optional.of("homework-missing:" + day));
    }

    private static Notice ofAssignment(
            String kind, List<String> studentIds, String classId, String assignmentId, Map<String, String> facts) {
        var all = new HashMap<>(facts);
        all.put("about", assignmentId);
        return new Notice(
                kind,
                studentIds.isEmpty() ? new Audience.StudentsAndGuardians() : new Audience.SomeStudents(studentIds),
                classId,
                "/api/assignments/" + assignmentId,
                Map.copyOf(all));
    }

    static Optional<Notice> notice(ExamEvent event) {
        return switch (event) {
            case ExamOpenedV1 e ->
                Optional.of(new Notice(
                        "exam-opened",
                        new Audience.StudentsAndGuardians(),
                        e.classId(),
                        "/api/exams/" + e.examId(),
                        Map.of(
                                "about",
                                e.examId(),
                                "title",
                                e.title(),
                                "subject",
                                e.subject(),
                                "opensAt",
                                e.opensAt().toString(),
                                "closesAt",
                                e.closesAt().toString(),
                                "durationMinutes",
                                Integer.toString(e.durationMinutes()))));
            case ResultReadyV1 e ->
                Optional.of(new Notice(
                        "result-ready",
                        new Audience.OneStudent(e.studentId()),
                        e.classId(),
                        "/api/sittings/" + e.sittingId(),
                        Map.of(
                                "about",
                                e.examId(),
                                "variant",
                                switch (e.state()) {
                                    case PARTIAL -> "partial";
                                    case FINAL -> "";
                                },
                                "title",
                                e.title(),
                                "score",
                                e.score().toPlainString(),
                                "maxScore",
                                e.maxScore().toPlainString())));
            case SittingHandedInV1 _ -> Optional.empty();
        };
    }
}
