package io.airclass.exam.sitting;

import io.airclass.contracts.exam.ResultReadyV1;
import io.airclass.contracts.exam.ResultState;
import io.airclass.contracts.exam.SittingHandedInV1;
import io.airclass.exam.exams.Exam;
import io.airclass.exam.marking.Answer;
import io.airclass.exam.marking.MarkingRules;
import io.airclass.exam.paper.Marks;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.sitting.Sitting.HandedIn;
import io.airclass.exam.sitting.Sitting.InProgress;
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The life of a sitting, by the server's clock. */
public final class SittingRules {

    private SittingRules() {}

    /** @param grace how long after the deadline an answer that was under way is still taken */
    public static Decision<Sitting> start(String examId, Exam exam, String studentId, Duration grace, Instant at) {
        if (at.isBefore(exam.opensAt())) {
            return Decision.rejected(Rejection.ruleBroken("exam-not-open-yet").with("opensAt", exam.opensAt()));
        }
        if (!at.isBefore(exam.closesAt())) {
            return Decision.rejected(Rejection.ruleBroken("exam-closed").with("closesAt", exam.closesAt()));
        }
        var end = at.plus(Duration.ofMinutes(exam.durationMinutes()));
        var dueAt = end.isBefore(exam.closesAt()) ? end : exam.closesAt();
        var seat = new Seat(
                examId,
                exam.paperId(),
                exam.classId(),
                exam.schoolId(),
                exam.within(),
                studentId,
                exam.title(),
                exam.place(),
                at,
                dueAt);
        return Decision.accepted(new InProgress(seat, Map.of(), dueAt.plus(grace)));
    }

    /** An answer that a student saves; {@code version} is one more than the one it replaces. */
    public record Save(String itemId, long version, Answer answer) {}

    /**
     * What to say about a save that the conditional write did not take.
     *
     * @param at the instant of that write
     */
    public static Decision<SavedAnswer> notTaken(Sitting found, Save save, Duration grace, Instant at) {
        var current = Optional.ofNullable(found.answers().get(save.itemId()));
        if (current.isPresent() && isSame(current.get(), save)) {
            return Decision.unchanged(current.get());
        }
        if (found instanceof HandedIn handedIn) {
            return Decision.rejected(Rejection.conflict("sitting-handed-in").with("handedInAt", handedIn.handedInAt()));
        }
        var dueAt = found.seat().dueAt();
        if (at.isAfter(dueAt.plus(grace))) {
            return Decision.rejected(
                    Rejection.ruleBroken("sitting-over").with("dueAt", dueAt).with("graceSeconds", grace.toSeconds()));
        }
        var stale = Rejection.conflict("answer-stale")
                .with("itemId", save.itemId())
                .with("currentVersion", current.map(SavedAnswer::version).orElse(0L));
        return Decision.rejected(
                current.map(answer -> stale.with("current", answer)).orElse(stale));
    }

    private static boolean isSame(SavedAnswer current, Save save) {
        return current.version() == save.version() && current.answer().equals(save.answer());
    }

    /** Ends the sitting: by the student, or by whoever comes after the time is over. What is over stays as it is. */
    public static Decision<Sitting> handIn(String sittingId, Sitting sitting, Paper paper, Duration grace, Instant at) {
        return switch (sitting) {
            case HandedIn over -> Decision.unchanged(over);
            case InProgress open ->
                ended(sittingId, open, paper, at.isAfter(open.seat().dueAt().plus(grace)), at);
        };
    }

    /** Ends a sitting whose time is over; leaves one whose time is not. */
    public static Decision<Sitting> close(String sittingId, Sitting sitting, Paper paper, Duration grace, Instant at) {
        boolean due = sitting instanceof InProgress open
                && at.isAfter(open.seat().dueAt().plus(grace));
        return due ? handIn(sittingId, sitting, paper, grace, at) : Decision.unchanged(sitting);
    }

    private static Decision<Sitting> ended(
            String sittingId, InProgress open, Paper paper, boolean byDeadline, Instant at) {
        var answers = new LinkedHashMap<String, Answer>();
        open.answers().forEach((item, saved) -> answers.put(item, saved.answer()));
        var sheet = MarkingRules.mark(paper, answers);
        var over = new HandedIn(open.seat(), open.answers(), at, byDeadline, sheet);
        return Decision.accepted(over, handedIn(sittingId, over), resultReady(sittingId, over));
    }

    private static SittingHandedInV1 handedIn(String sittingId, HandedIn over) {
        var seat = over.seat();
        return new SittingHandedInV1(
                seat.examId(),
                sittingId,
                seat.classId(),
                seat.schoolId(),
                seat.within(),
                seat.studentId(),
                over.handedInAt(),
                over.byDeadline());
    }

    private static ResultReadyV1 resultReady(String sittingId, HandedIn over) {
        var seat = over.seat();
        return new ResultReadyV1(
                seat.examId(),
                sittingId,
                seat.classId(),
                seat.schoolId(),
                seat.within(),
                seat.studentId(),
                Marks.of(over.sheet().totalHundredths()),
                Marks.of(over.sheet().maxHundredths()),
                state(over),
                seat.title());
    }

    public static ResultState state(HandedIn over) {
        return over.sheet().isFinal() ? ResultState.FINAL : ResultState.PARTIAL;
    }
}
