package io.airclass.exam.marking;

import static io.airclass.exam.bank.Question.FULL_PPM;

import io.airclass.exam.bank.DecimalText;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Alternative;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Option;
import io.airclass.exam.bank.Question.Range;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import io.airclass.exam.marking.Answer.Judgement;
import io.airclass.exam.marking.Answer.Options;
import io.airclass.exam.marking.Answer.Pairs;
import io.airclass.exam.marking.Answer.Text;
import io.airclass.exam.paper.Paper;
import io.airclass.exam.paper.PaperItem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Marks answers against their keys. An item that was not answered gets nothing, an essay with a text waits for a teacher. An item never gets
 * less than nothing nor more than its marks; halves of a hundredth are rounded up.
 */
public final class MarkingRules {

    /** Weights that make almost 100 % are meant to make 100 %: thirds are written 33.33333. */
    private static final long ALMOST_PPM = FULL_PPM / 100;

    private MarkingRules() {}

    public static MarkSheet mark(Paper paper, Map<String, Answer> answers) {
        var scores = paper.items().stream()
                .filter(item -> !(item.question() instanceof Description))
                .map(item -> mark(item, Optional.ofNullable(answers.get(item.id()))))
                .toList();
        return new MarkSheet(scores, paper.totalHundredths());
    }

    private static ItemScore mark(PaperItem item, Optional<Answer> answer) {
        return answer.map(given -> worth(item.question(), given))
                .orElse(Optional.of(Share.NONE))
                .<ItemScore>map(share -> new ItemScore.Marked(item.id(), share.of(item.marksHundredths())))
                .orElseGet(() -> new ItemScore.Waiting(item.id()));
    }

    /** A part of the marks, as an exact fraction. */
    record Share(long part, long whole) {
        static final Share NONE = new Share(0, 1);

        static Share ofFull(long ppm) {
            return new Share(ppm, FULL_PPM);
        }

        long of(long hundredths) {
            long within = Math.clamp(part, 0, whole);
            return (2 * hundredths * within + whole) / (2 * whole);
        }
    }

    /** The part of the marks that the answer earns; empty if a teacher must say. */
    static Optional<Share> worth(Question question, Answer answer) {
        return switch (question) {
            case Essay _ -> isBlank(answer) ? Optional.of(Share.NONE) : Optional.empty();
            case SingleChoice(var _, var options) -> Optional.of(Share.ofFull(chosen(options, answer)));
            case MultipleAnswers(var _, var options) -> Optional.of(summed(options, answer));
            case TrueFalse(var _, var truth, var _, var _) -> Optional.of(Share.ofFull(judged(truth, answer)));
            case ShortAnswer(var _, var alternatives) -> Optional.of(Share.ofFull(typed(alternatives, answer)));
            case Numeric(var _, var ranges, var _) -> Optional.of(Share.ofFull(measured(ranges, answer)));
            case Matching matching -> Optional.of(matched(matching, answer));
            case Description _ -> Optional.of(Share.NONE);
        };
    }

    private static boolean isBlank(Answer answer) {
        return !(answer instanceof Text(var text)) || text.isBlank();
    }

    private static long chosen(List<Option> options, Answer answer) {
        return answer instanceof Options(var ids) && ids.size() == 1 ? weightOf(options, ids) : 0;
    }

    private static Share summed(List<Option> options, Answer answer) {
        if (!(answer instanceof Options(var ids))) {
            return Share.NONE;
        }
        long best = options.stream().mapToLong(o -> Math.max(0, o.weightPpm())).sum();
        boolean almostFull = Math.abs(best - FULL_PPM) <= ALMOST_PPM;
        return new Share(weightOf(options, ids), almostFull ? best : FULL_PPM);
    }

    private static long weightOf(List<Option> options, List<String> ids) {
        return options.stream()
                .filter(o -> ids.contains(o.id()))
                .mapToLong(Option::weightPpm)
                .sum();
    }

    private static long judged(boolean truth, Answer answer) {
        return answer instanceof Judgement(var given) && given == truth ? FULL_PPM : 0;
    }

    private static long typed(List<Alternative> alternatives, Answer answer) {
        if (!(answer instanceof Text(var text))) {
            return 0;
        }
        return alternatives.stream()
                .filter(alternative ->
                        AnswerPattern.of(alternative.text().text()).matches(text))
                .mapToLong(Alternative::weightPpm)
                .max()
                .orElse(0);
    }

    private static long measured(List<Range> ranges, Answer answer) {
        var number = answer instanceof Text(var text) ? DecimalText.read(text) : Optional.<BigDecimal>empty();
        return number.stream()
                .flatMap(n -> ranges.stream()
                        .filter(range -> range.low().compareTo(n) <= 0 && n.compareTo(range.high()) <= 0))
                .mapToLong(Range::weightPpm)
                .max()
                .orElse(0);
    }

    private static Share matched(Matching question, Answer answer) {
        if (!(answer instanceof Pairs(var given))) {
            return Share.NONE;
        }
        long right = question.pairs().stream()
                .filter(pair -> pair.answer().equals(given.get(pair.id())))
                .count();
        return new Share(right, question.pairs().size());
    }
}
