package io.airclass.contracts;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.ResultState;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.contracts.homework.AssignmentChangedV1;
import io.airclass.contracts.homework.AssignmentClosedV1;
import io.airclass.contracts.homework.AssignmentOpenedV1;
import io.airclass.contracts.homework.AssignmentWithdrawnV1;
import io.airclass.contracts.homework.HomeworkMissingV1;
import io.airclass.contracts.homework.SubmissionMarkedV1;
import io.airclass.contracts.homework.SubmissionReceivedV1;
import io.airclass.contracts.homework.SubmissionReturnedV1;
import io.airclass.contracts.notification.MessageDeliveredV1;
import io.airclass.contracts.roster.AuditRecordedV1;
import io.airclass.contracts.roster.CalendarChangedV1;
import io.airclass.contracts.roster.CalendarDay;
import io.airclass.contracts.roster.CalendarDayKind;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.Connectivity;
import io.airclass.contracts.roster.ConnectivityChangedV1;
import io.airclass.contracts.roster.ConnectivityCount;
import io.airclass.contracts.roster.LocalRuleChangedV1;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.contracts.roster.PersonGrant;
import io.airclass.contracts.roster.RegimeChangedV1;
import io.airclass.contracts.roster.RegimePeriod;
import io.airclass.contracts.roster.RegimeStatement;
import io.airclass.contracts.roster.TermChangedV1;
import io.airclass.contracts.schedule.BroadcastClashedV1;
import io.airclass.contracts.schedule.BroadcastOptOutV1;
import io.airclass.contracts.schedule.BroadcastPublishedV1;
import io.airclass.contracts.schedule.FilingAcknowledgedV1;
import io.airclass.contracts.schedule.FilingAwaitedV1;
import io.airclass.contracts.schedule.FilingKind;
import io.airclass.contracts.schedule.FilingMadeV1;
import io.airclass.contracts.schedule.FilingOverdueV1;
import io.airclass.contracts.schedule.FilingStaleV1;
import io.airclass.contracts.schedule.FilingTakenBackV1;
import io.airclass.contracts.schedule.LessonAttendedV1;
import io.airclass.contracts.schedule.LessonChangeKind;
import io.airclass.contracts.schedule.LessonChangedV1;
import io.airclass.contracts.schedule.LessonEndedV1;
import io.airclass.contracts.schedule.LessonPlace;
import io.airclass.contracts.schedule.LessonStartedV1;
import io.airclass.contracts.schedule.QuestionAnsweredV1;
import io.airclass.contracts.schedule.QuestionAskedV1;
import io.airclass.contracts.schedule.ReplayDeletedV1;
import io.airclass.contracts.schedule.ReplayExpiringV1;
import io.airclass.contracts.schedule.ReplayReadyV1;
import io.airclass.contracts.schedule.ReplayTaskClosedV1;
import io.airclass.contracts.schedule.ReplayWatchedV1;
import io.airclass.contracts.schedule.ResourceEnd;
import io.airclass.contracts.schedule.ResourcePublishedV1;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.contracts.schedule.ResourceWithdrawnV1;
import io.airclass.contracts.schedule.StudyGroupChangedV1;
import io.airclass.contracts.schedule.StudyGroupGuest;
import io.airclass.contracts.schedule.TimetablePublishedV1;
import io.airclass.contracts.schedule.TrainingRecordedV1;
import io.airclass.contracts.schedule.TvLessonAnnouncedV1;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** One event of each type, as its golden file has it. */
final class Examples {
    private static final String SCHOOL = "gz-522301-s01";
    private static final String CLASS = "gz-522301-s01-c0903";
    private static final List<String> WITHIN = List.of("root", "gz-5223", "gz-522301", SCHOOL, CLASS);
    private static final String LESSON = CLASS + "~20260907~3";
    private static final Instant AT = Instant.parse("2026-11-23T00:30:00Z");

    static final List<PublishedEvent> ALL = List.of(
            new OrgChangedV1(
                    SCHOOL,
                    OrgType.SCHOOL,
                    "gz-522301",
                    "gz-5223",
                    "522301",
                    "兴义市第八中学",
                    List.of(Stage.JUNIOR, Stage.SENIOR),
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    false),
            new ClassChangedV1(
                    CLASS,
                    SCHOOL,
                    "九年级（3）班",
                    9,
                    Stage.JUNIOR,
                    WITHIN,
                    List.of("student-1", "student-2"),
                    List.of(new ClassTeacher("teacher-1", "math"), new ClassTeacher("teacher-2", "chinese")),
                    "teacher-2",
                    "teacher-1",
                    false),
            new PersonChangedV1(
                    "student-1",
                    List.of(Role.STUDENT),
                    List.of(SCHOOL),
                    List.of(CLASS),
                    List.of("guardian-1", "guardian-2"),
                    List.of(),
                    List.of(new PersonGrant(Role.STUDENT, SCHOOL, null, null)),
                    false,
                    true),
            new TermChangedV1(
                    "term-2026-1",
                    "root",
                    "2026-2027学年第一学期",
                    LocalDate.parse("2026-09-01"),
                    LocalDate.parse("2027-01-22"),
                    "2026-2027",
                    false),
            new ConnectivityChangedV1(
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    List.of(new ConnectivityCount(Connectivity.TV, 4), new ConnectivityCount(Connectivity.PHONE, 32)),
                    3),
            new CalendarChangedV1(
                    "gz-522301",
                    "2026-2027",
                    List.of(
                            new CalendarDay(LocalDate.parse("2026-10-01"), CalendarDayKind.HOLIDAY, null, "国庆节"),
                            new CalendarDay(
                                    LocalDate.parse("2026-10-10"),
                                    CalendarDayKind.ADJUSTED,
                                    DayOfWeek.THURSDAY,
                                    "国庆节调休"))),
            new AuditRecordedV1(
                    "grant-issued",
                    "officer-1",
                    "person",
                    "teacher-1",
                    List.of("root", "gz-5223"),
                    Map.of("role", "SUPERVISION_OFFICER", "org", "gz-5223")),
            new RegimeChangedV1(
                    "gz-522301",
                    List.of(
                            new RegimePeriod(RegimeStatement.ONLINE, AT, Instant.parse("2026-12-06T16:00:00Z")),
                            new RegimePeriod(RegimeStatement.NORMAL, Instant.parse("2026-11-29T16:00:00Z"), null))),
            new LocalRuleChangedV1(
                    "LR-0F3A9C51D2E84B77",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301"),
                    "homework.written.minutesPerClassDay",
                    List.of("45"),
                    List.of(3, 4),
                    List.of(Stage.PRIMARY),
                    List.of(RegimeStatement.NORMAL),
                    LocalDate.parse("2026-12-01"),
                    LocalDate.parse("2027-07-10"),
                    "兴义市教育局〔2026〕12号",
                    "第三条",
                    false),
            new ResourcePublishedV1(
                    "resource-1",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301"),
                    Stage.JUNIOR,
                    "数学",
                    ResourceType.VIDEO,
                    "人教版",
                    "九年级上册 第二十二章 二次函数",
                    Instant.parse("2027-01-22T16:00:00Z")),
            new TvLessonAnnouncedV1(
                    "resource-2",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301"),
                    Stage.JUNIOR,
                    List.of(7, 8),
                    "数学",
                    "有理数",
                    "CETV-4",
                    Instant.parse("2026-12-01T02:00:00Z"),
                    Instant.parse("2026-12-01T02:20:00Z")),
            new ResourceWithdrawnV1(
                    "resource-1",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301"),
                    Stage.JUNIOR,
                    "数学",
                    ResourceType.VIDEO,
                    "人教版",
                    "九年级上册 第二十二章 二次函数",
                    ResourceEnd.EDITED),
            new LessonStartedV1(
                    LESSON,
                    CLASS,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    "语文",
                    "teacher-1",
                    false,
                    AT,
                    AT.plusSeconds(75),
                    75),
            new LessonEndedV1(
                    LESSON,
                    CLASS,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    "语文",
                    "teacher-1",
                    false,
                    AT.plusSeconds(75),
                    AT.plusSeconds(2_400),
                    true),
            new LessonAttendedV1(
                    LESSON, CLASS, SCHOOL, WITHIN, "语文", "teacher-1", 45, 44, 43, 0, 600, 400, 500, 160, 0),
            new TrainingRecordedV1(
                    "teacher-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    LocalDate.parse("2026-08-20"),
                    LocalDate.parse("2027-08-31"),
                    "admin-1"),
            new FilingAwaitedV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    LocalDate.parse("2026-09-03")),
            new FilingOverdueV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    LocalDate.parse("2026-09-03")),
            new FilingMadeV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    2,
                    true,
                    true,
                    List.of("gz-522301"),
                    "admin-1"),
            new FilingAcknowledgedV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    2,
                    "gz-522301",
                    true,
                    "officer-1"),
            new FilingTakenBackV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    2,
                    true,
                    "officer-1"),
            new FilingStaleV1(
                    "call-1~gz-522301-s01~2026-09-07",
                    "call-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    FilingKind.TIMETABLES,
                    LocalDate.parse("2026-09-07"),
                    2),
            new ReplayReadyV1(
                    "replay-1",
                    LESSON,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    "teacher-1",
                    AT),
            new ReplayExpiringV1(
                    "replay-1",
                    LESSON,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    "teacher-1",
                    AT),
            new ReplayDeletedV1(
                    "replay-1",
                    LESSON,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    "teacher-1",
                    AT,
                    "ab".repeat(32),
                    false),
            new ReplayTaskClosedV1(LESSON, "replay-1", CLASS, SCHOOL, WITHIN, "student-1", 92),
            new ReplayWatchedV1(LESSON, "replay-1", CLASS, SCHOOL, WITHIN),
            new TimetablePublishedV1(
                    "timetable-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    LocalDate.parse("2026-11-30"),
                    3,
                    20,
                    LocalDate.parse("2026-12-04"),
                    true,
                    true,
                    "teacher-1"),
            new BroadcastPublishedV1(
                    "broadcast-1",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301", "broadcast-1"),
                    "物理",
                    Stage.JUNIOR,
                    List.of(8, 9),
                    "gz-522301",
                    List.of(CLASS),
                    LocalDate.parse("2026-11-30"),
                    2),
            new BroadcastOptOutV1(
                    "broadcast-1",
                    "gz-522301",
                    CLASS,
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    true,
                    LocalDate.parse("2026-12-01"),
                    "admin-1"),
            new BroadcastClashedV1(
                    "broadcast-1",
                    "gz-522301",
                    List.of("root", "gz-5223", "gz-522301", "broadcast-1"),
                    List.of(CLASS),
                    "broadcast-1",
                    2),
            new LessonChangedV1(
                    "change-1",
                    LESSON,
                    CLASS,
                    List.of(CLASS),
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    LessonChangeKind.COVERED,
                    "语文",
                    new LessonPlace(AT, AT.plusSeconds(2400), 3, "teacher-1", "301"),
                    new LessonPlace(AT, AT.plusSeconds(2400), 3, "teacher-2", "301"),
                    "teacher-3"),
            new StudyGroupChangedV1(
                    "group-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL, "group-1"),
                    9,
                    List.of(CLASS),
                    List.of("student-1", "student-2"),
                    List.of(new StudyGroupGuest("student-9", "gz-522301-s02-c0901", "gz-522301-s02")),
                    List.of("teacher-1"),
                    false),
            new QuestionAskedV1(
                    "question-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    Stage.JUNIOR,
                    "数学",
                    "student-1",
                    LocalDate.parse("2026-11-23")),
            new QuestionAnsweredV1(
                    "question-1",
                    SCHOOL,
                    List.of("root", "gz-5223", "gz-522301", SCHOOL),
                    Stage.JUNIOR,
                    "数学",
                    "student-1",
                    "teacher-1",
                    LocalDate.parse("2026-11-23"),
                    1260),
            new AssignmentOpenedV1(
                    "assignment-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    "math",
                    "二次函数练习",
                    Instant.parse("2026-11-24T12:00:00Z"),
                    "teacher-1",
                    List.of("student-1")),
            new AssignmentChangedV1(
                    "assignment-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    "math",
                    "二次函数练习",
                    Instant.parse("2026-11-24T12:00:00Z"),
                    Instant.parse("2026-11-25T12:00:00Z"),
                    List.of()),
            new AssignmentClosedV1(
                    "assignment-1", CLASS, SCHOOL, WITHIN, Instant.parse("2026-11-24T12:30:00Z"), List.of()),
            new AssignmentWithdrawnV1("assignment-1", CLASS, SCHOOL, WITHIN, "math", "二次函数练习", List.of()),
            new HomeworkMissingV1(
                    "assignment-1", CLASS, SCHOOL, WITHIN, Instant.parse("2026-11-24T12:00:00Z"), List.of("student-1")),
            new SubmissionReceivedV1("assignment-1", "submission-1", CLASS, SCHOOL, WITHIN, "student-1", 1, false, AT),
            new SubmissionMarkedV1(
                    "assignment-1",
                    "submission-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    "student-1",
                    new BigDecimal("87.5"),
                    new BigDecimal("100"),
                    1,
                    "teacher-1",
                    "二次函数练习",
                    "优"),
            new SubmissionReturnedV1(
                    "assignment-1",
                    "submission-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    "student-1",
                    1,
                    "teacher-1",
                    "二次函数练习",
                    Instant.parse("2026-11-26T12:00:00Z")),
            new ExamOpenedV1(
                    "exam-1", CLASS, SCHOOL, WITHIN, "math", "期中测试", AT, Instant.parse("2026-11-23T02:30:00Z"), 90),
            new SittingHandedInV1("exam-1", "sitting-1", CLASS, SCHOOL, WITHIN, "student-1", AT, false),
            new ResultReadyV1(
                    "exam-1",
                    "sitting-1",
                    CLASS,
                    SCHOOL,
                    WITHIN,
                    "student-1",
                    new BigDecimal("60"),
                    new BigDecimal("100"),
                    ResultState.PARTIAL,
                    "期中测试"),
            new MessageDeliveredV1(
                    "guardian-1",
                    "019aae2f-0000-7000-8000-000000000001:guardian-1:student-1",
                    "assignment-opened",
                    AT,
                    "student-1",
                    "/api/assignments/assignment-1",
                    Map.of("title", "二次函数练习", "subject", "math")));

    private Examples() {}
}
