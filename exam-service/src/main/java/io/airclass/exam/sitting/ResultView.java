package io.airclass.exam.sitting;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.contracts.exam.ResultState;
import io.airclass.exam.paper.Marks;
import io.airclass.exam.sitting.Sitting.HandedIn;
import io.airclass.exam.sitting.Sitting.InProgress;
import io.airclass.kit.store.Stored;
import java.math.BigDecimal;
import java.time.Instant;

/** One student's row in the teacher's list; there is no rank. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResultView(
        String sittingId,
        String studentId,
        SittingView.State state,
        Instant startedAt,
        Instant handedInAt,
        Boolean byDeadline,
        BigDecimal score,
        BigDecimal maxScore,
        ResultState resultState) {

    static ResultView of(Stored<Sitting> stored) {
        var seat = stored.value().seat();
        return switch (stored.value()) {
            case InProgress _ ->
                new ResultView(
                        stored.id(),
                        seat.studentId(),
                        SittingView.State.IN_PROGRESS,
                        seat.startedAt(),
                        null,
                        null,
                        null,
                        null,
                        null);
            case HandedIn over ->
                new ResultView(
                        stored.id(),
                        seat.studentId(),
                        SittingView.State.HANDED_IN,
                        seat.startedAt(),
                        over.handedInAt(),
                        over.byDeadline(),
                        Marks.of(over.sheet().totalHundredths()),
                        Marks.of(over.sheet().maxHundredths()),
                        SittingRules.state(over));
        };
    }
}
