package io.airclass.exam.exams;

import io.airclass.contracts.exam.ExamOpenedV1;
import io.airclass.exam.figures.Place;
import io.airclass.exam.paper.Paper;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import io.airclass.rosterview.SchoolClass;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Sets papers for classes. */
public final class ExamRules {

    public static final int DURATION_MINUTES_MAX = 600;
    public static final int TITLE_CHARS_MAX = 200;
    public static final Duration AHEAD_MAX = Duration.ofDays(400);

    private ExamRules() {}

    /** What the teacher asks for; instants count in milliseconds, as the database keeps them. */
    public record Opening(String title, Instant opensAt, Instant closesAt, long durationMinutes) {
        public Opening {
            opensAt = opensAt.truncatedTo(ChronoUnit.MILLIS);
            closesAt = closesAt.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    public static Decision<Exam> open(
            String examId,
            String paperId,
            Paper paper,
            SchoolClass schoolClass,
            String county,
            Opening wanted,
            String openedBy,
            Instant at) {
        if (!schoolClass.within().contains(paper.org())) {
            return Decision.rejected(Rejection.ruleBroken("paper-of-other-school"));
        }
        if (!wanted.closesAt().isAfter(wanted.opensAt()) || !wanted.closesAt().isAfter(at)) {
            return Decision.rejected(Rejection.ruleBroken("exam-window-empty"));
        }
        if (wanted.closesAt().isAfter(at.plus(AHEAD_MAX))) {
            return Decision.rejected(Rejection.ruleBroken("exam-too-far-ahead").with("daysMax", AHEAD_MAX.toDays()));
        }
        var exam = new Exam(
                paperId,
                schoolClass.id(),
                schoolClass.schoolId(),
                schoolClass.within(),
                paper.subject(),
                wanted.title(),
                wanted.opensAt(),
                wanted.closesAt(),
                wanted.durationMinutes(),
                paper.totalHundredths(),
                new Place(county, schoolClass.stage().name()),
                openedBy,
                at);
        return Decision.accepted(exam, opened(examId, exam));
    }

    private static ExamOpenedV1 opened(String examId, Exam exam) {
        return new ExamOpenedV1(
                examId,
                exam.classId(),
                exam.schoolId(),
                exam.within(),
                exam.subject(),
                exam.title(),
                exam.opensAt(),
                exam.closesAt(),
                Math.toIntExact(exam.durationMinutes()));
    }
}
