package io.airclass.homework.assignment;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.homework.budget.DayShare;
import io.airclass.kit.store.Stored;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * An assignment as it is read.
 *
 * @param classId the first of its classes
 * @param targets to whom it is set; only for who set it
 * @param days how the minutes lie on days; absent in a draft
 * @param openedAt when students could see it first; absent before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AssignmentView(
        String id,
        State state,
        String classId,
        List<AskedTarget> targets,
        String subject,
        TaskKind kind,
        String title,
        String text,
        List<SheetItem> items,
        List<String> fileIds,
        Instant opensAt,
        Instant dueAt,
        long graceMinutes,
        long expectedMinutes,
        List<DayShare> days,
        boolean written,
        boolean phoneRequired,
        boolean screenRequired,
        String printerAlternative,
        BigDecimal maxScore,
        List<Part> parts,
        List<String> levels,
        Resubmission resubmission,
        String teacherId,
        Instant openedAt,
        String withdrawnFor) {

    /** What has become of it. */
    enum State {
        DRAFT,
        SCHEDULED,
        OPEN,
        CLOSED,
        WITHDRAWN
    }

    static AssignmentView of(Shown shown) {
        var view = of(shown.stored());
        return shown.onlyClassId().map(view::withoutOthers).orElse(view);
    }

    static AssignmentView of(Stored<Assignment> stored) {
        return switch (stored.value()) {
            case Assignment.Draft draft -> draft(stored.id(), draft);
            case Assignment.Published known -> published(stored.id(), known);
        };
    }

    private static AssignmentView draft(String id, Assignment.Draft draft) {
        var asked = draft.asked();
        return new AssignmentView(
                id,
                State.DRAFT,
                asked.classId(),
                asked.targets(),
                asked.subject(),
                asked.kind(),
                asked.title(),
                asked.text(),
                asked.items(),
                asked.fileIds(),
                asked.opensAt(),
                asked.dueAt(),
                asked.graceMinutes(),
                asked.expectedMinutes(),
                asked.days(),
                TaskRules.task(asked).written(),
                asked.phoneRequired(),
                asked.screenRequired(),
                asked.printerAlternative(),
                asked.maxScore(),
                asked.parts(),
                asked.levels(),
                asked.resubmission(),
                draft.teacherId(),
                null,
                null);
    }

    private static AssignmentView published(String id, Assignment.Published known) {
        var terms = known.terms();
        var task = terms.task();
        return new AssignmentView(
                id,
                state(known),
                terms.targets().getFirst().classId(),
                terms.targets().stream()
                        .map(target -> new AskedTarget(target.classId(), target.studentIds()))
                        .toList(),
                task.subject(),
                task.kind(),
                task.title(),
                task.text(),
                task.items(),
                task.fileIds(),
                known.opensAt(),
                known.dueAt(),
                terms.graceMinutes(),
                task.expectedMinutes(),
                terms.days().stream()
                        .map(share -> new DayShare(share.day(), Math.toIntExact(share.minutes())))
                        .toList(),
                task.written(),
                task.phoneRequired(),
                task.screenRequired(),
                task.printerAlternative(),
                task.maxScore(),
                task.parts(),
                task.levels(),
                task.resubmission(),
                known.teacherId(),
                known instanceof Assignment.Scheduled ? null : known.opensAt(),
                known instanceof Assignment.Withdrawn withdrawn ? withdrawn.reason() : null);
    }

    private static State state(Assignment.Published known) {
        return switch (known) {
            case Assignment.Scheduled _ -> State.SCHEDULED;
            case Assignment.Open _ -> State.OPEN;
            case Assignment.Closed _ -> State.CLOSED;
            case Assignment.Withdrawn _ -> State.WITHDRAWN;
        };
    }

    /** Without who else has it. */
    private AssignmentView withoutOthers(String ownClassId) {
        return new AssignmentView(
                id,
                state,
                ownClassId,
                null,
                subject,
                kind,
                title,
                text,
                items,
                fileIds,
                opensAt,
                dueAt,
                graceMinutes,
                expectedMinutes,
                days,
                written,
                phoneRequired,
                screenRequired,
                printerAlternative,
                maxScore,
                parts,
                levels,
                resubmission,
                teacherId,
                openedAt,
                withdrawnFor);
    }
}
