package io.airclass.exam.sitting;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.airclass.contracts.exam.ResultState;
import io.airclass.exam.bank.QuestionView;
import io.airclass.exam.marking.ItemScore;
import io.airclass.exam.paper.Marks;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.paper.PaperItem;
import io.airclass.exam.sitting.Sitting.HandedIn;
import io.airclass.exam.sitting.Sitting.InProgress;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A sitting as its student sees it. It never holds a key; scores appear when it is handed in.
 *
 * @param serverTime what {@code secondsLeft} was counted from
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SittingView(
        String id,
        String examId,
        String title,
        State state,
        Instant startedAt,
        Instant dueAt,
        Instant serverTime,
        long secondsLeft,
        Instant handedInAt,
        Boolean byDeadline,
        BigDecimal score,
        BigDecimal maxScore,
        ResultState resultState,
        List<ItemView> items) {

    /** Whether answers are taken. */
    public enum State {
        IN_PROGRESS,
        HANDED_IN
    }

    /** An item, the student's answer if there is one, and its score once it is marked. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ItemView(
            String id, BigDecimal marks, @JsonUnwrapped QuestionView question, SavedAnswer answer, BigDecimal score) {}

    static SittingView of(String id, Sitting sitting, Paper paper, Instant now) {
        return switch (sitting) {
            case InProgress open ->
                view(id, open, paper, now, State.IN_PROGRESS, secondsLeft(open.seat(), now), Map.of());
            case HandedIn over ->
                view(id, over, paper, now, State.HANDED_IN, 0, scores(over)).handedIn(over);
        };
    }

    static long secondsLeft(Seat seat, Instant now) {
        return Math.max(0, Duration.between(now, seat.dueAt()).toSeconds());
    }

    private static Map<String, BigDecimal> scores(HandedIn over) {
        var scores = new HashMap<String, BigDecimal>();
        for (var item : over.sheet().items()) {
            if (item instanceof ItemScore.Marked(var itemId, long hundredths)) {
                scores.put(itemId, Marks.of(hundredths));
            }
        }
        return scores;
    }

    private static SittingView view(
            String id,
            Sitting sitting,
            Paper paper,
            Instant now,
            State state,
            long secondsLeft,
            Map<String, BigDecimal> scores) {
        var seat = sitting.seat();
        return new SittingView(
                id,
                seat.examId(),
                seat.title(),
                state,
                seat.startedAt(),
                seat.dueAt(),
                now,
                secondsLeft,
                null,
                null,
                null,
                Marks.of(paper.totalHundredths()),
                null,
                paper.items().stream().map(item -> item(item, sitting, scores)).toList());
    }

    private static ItemView item(PaperItem item, Sitting sitting, Map<String, BigDecimal> scores) {
        return new ItemView(
                item.id(),
                Marks.of(item.marksHundredths()),
                QuestionView.of(item.question()),
                sitting.answers().get(item.id()),
                scores.get(item.id()));
    }

    private SittingView handedIn(HandedIn over) {
        return new SittingView(
                id,
                examId,
                title,
                state,
                startedAt,
                dueAt,
                serverTime,
                secondsLeft,
                over.handedInAt(),
                over.byDeadline(),
                Marks.of(over.sheet().totalHundredths()),
                maxScore,
                SittingRules.state(over),
                items);
    }
}
