package io.airclass.homework.assignment;

import java.math.BigDecimal;
import java.time.Instant;

/** An assignment as it is read. */
record AssignmentView(
        String id,
        String classId,
        String subject,
        String title,
        String text,
        Instant dueAt,
        long graceMinutes,
        long expectedMinutes,
        boolean written,
        BigDecimal maxScore,
        String teacherId,
        Instant openedAt) {

    static AssignmentView of(String id, Assignment assignment) {
        return switch (assignment) {
            case Assignment.Open open ->
                new AssignmentView(
                        id,
                        open.classId(),
                        open.subject(),
                        open.title(),
                        open.text(),
                        open.dueAt(),
                        open.graceMinutes(),
                        open.expectedMinutes(),
                        !Boolean.FALSE.equals(open.written()),
                        open.maxScore(),
                        open.teacherId(),
                        open.openedAt());
        };
    }
}
