package io.airclass.exam.marking;

import io.airclass.exam.bank.Question;
import io.airclass.exam.paper.Paper;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Marks papers in another way than {@link MarkingRules}, from the words of the marking manual: decimals in percent instead of fractions, regular
 * expressions instead of pieces. Written to be compared with, not to be fast.
 */
final class ReferenceScorer {

    private static final MathContext EXACT = new MathContext(60);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private ReferenceScorer() {}

    static Map<String, BigDecimal> score(Paper paper, Map<String, Answer> answers) {
        var scores = new LinkedHashMap<String, BigDecimal>();
        paper.items().forEach(item -> {
            var percent = percent(item.question(), answers.get(item.id()))
                    .max(BigDecimal.ZERO)
                    .min(HUNDRED);
            var marks = BigDecimal.valueOf(item.marksHundredths(), 2);
            var score = marks.multiply(percent).divide(HUNDRED, EXACT).round(new MathContext(40));
            scores.put(item.id(), score.setScale(2, RoundingMode.HALF_UP));
        });
        return scores;
    }

    private static BigDecimal percent(Question question, Answer answer) {
        if (answer == null) {
            return BigDecimal.ZERO;
        }
        return switch (question) {
            case Question.SingleChoice q -> {
                var chosen = ((Answer.Options) answer).options();
                yield chosen.isEmpty() ? BigDecimal.ZERO : weights(q.options()).get(chosen.getFirst());
            }
            case Question.MultipleAnswers q -> several(weights(q.options()), ((Answer.Options) answer).options());
            case Question.TrueFalse q -> ((Answer.Judgement) answer).truth() == q.truth() ? HUNDRED : BigDecimal.ZERO;
            case Question.ShortAnswer q -> {
                var best = BigDecimal.ZERO;
                for (var alternative : q.alternatives()) {
                    if (sounds(alternative.text().text(), ((Answer.Text) answer).text())) {
                        best = best.max(percent(alternative.weightPpm()));
                    }
                }
                yield best;
            }
            case Question.Numeric q -> {
                var typed = ((Answer.Text) answer).text().strip();
                var best = BigDecimal.ZERO;
                if (typed.matches("-?[0-9]+(\\.[0-9]+)?")) {
                    for (var range : q.ranges()) {
                        var middle = range.low().add(range.high()).divide(BigDecimal.TWO, EXACT);
                        var reach = range.high().subtract(range.low()).divide(BigDecimal.TWO, EXACT);
                        if (new BigDecimal(typed).subtract(middle).abs().compareTo(reach) <= 0) {
                            best = best.max(percent(range.weightPpm()));
                        }
                    }
                }
                yield best;
            }
            case Question.Matching q -> {
                int right = 0;
                for (var pair : q.pairs()) {
                    if (pair.answer().equals(((Answer.Pairs) answer).pairs().get(pair.id()))) {
                        right++;
                    }
                }
                yield HUNDRED.multiply(BigDecimal.valueOf(right))
                        .divide(BigDecimal.valueOf(q.pairs().size()), EXACT);
            }
            case Question.Essay _, Question.Description _ -> BigDecimal.ZERO;
        };
    }

    private static Map<String, BigDecimal> weights(List<Question.Option> options) {
        var weights = new HashMap<String, BigDecimal>();
        options.forEach(option -> weights.put(option.id(), percent(option.weightPpm())));
        return weights;
    }

    private static BigDecimal several(Map<String, BigDecimal> weights, List<String> chosen) {
        var reachable = BigDecimal.ZERO;
        for (var weight : weights.values()) {
            if (weight.signum() > 0) {
                reachable = reachable.add(weight);
            }
        }
        var got = BigDecimal.ZERO;
        for (var id : chosen) {
            got = got.add(weights.get(id));
        }
        boolean meantAsWhole = reachable.subtract(HUNDRED).abs().compareTo(BigDecimal.ONE) <= 0;
        return meantAsWhole ? got.multiply(HUNDRED).divide(reachable, EXACT) : got;
    }

    private static BigDecimal percent(long ppm) {
        return BigDecimal.valueOf(ppm).divide(BigDecimal.valueOf(10_000));
    }

    private static boolean sounds(String pattern, String typed) {
        var regex = new StringBuilder();
        for (var part : pattern.strip().splitWithDelimiters("(?<!\\\\)\\*", 0)) {
            regex.append(
                    part.equals("*")
                            ? ".*"
                            : Pattern.quote(part.replace("\\*", "*").replaceAll("\\s+", " ")));
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL)
                .matcher(typed.strip().replaceAll("\\s+", " "))
                .matches();
    }
}
