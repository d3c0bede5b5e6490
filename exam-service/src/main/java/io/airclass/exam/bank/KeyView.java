package io.airclass.exam.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.exam.bank.Question.Alternative;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Option;
import io.airclass.exam.bank.Question.Pair;
import io.airclass.exam.bank.Question.Range;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The key of a question with what its author wrote for teachers and for after the results. Never for a student before the exam is over.
 *
 * @param accepted what earns marks, and what was foreseen as wrong
 * @param pairs the answer of each stem
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record KeyView(
        String title,
        String externalId,
        String category,
        List<String> tags,
        List<Accepted> accepted,
        @JsonInclude(JsonInclude.Include.NON_NULL) Boolean truth,
        Map<String, String> pairs,
        FormattedText generalFeedback) {

    /**
     * One answer that the author foresaw.
     *
     * @param answer an option's id, a text, or a range of numbers
     * @param percent of the marks
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Accepted(String answer, BigDecimal percent, FormattedText feedback) {
        static Accepted of(String answer, long weightPpm, FormattedText feedback) {
            var percent = BigDecimal.valueOf(weightPpm, 4).stripTrailingZeros();
            return new Accepted(
                    answer, percent.scale() < 0 ? percent.setScale(0) : percent, feedback.isEmpty() ? null : feedback);
        }
    }

    public static KeyView of(Question question) {
        return switch (question) {
            case SingleChoice(var about, var options) -> view(about, ofOptions(options));
            case MultipleAnswers(var about, var options) -> view(about, ofOptions(options));
            case TrueFalse judged ->
                view(
                                judged.about(),
                                List.of(
                                        Accepted.of(
                                                String.valueOf(judged.truth()), Question.FULL_PPM, judged.whenRight()),
                                        Accepted.of(String.valueOf(!judged.truth()), 0, judged.whenWrong())))
                        .with(judged.truth(), Map.of());
            case ShortAnswer(var about, var alternatives) -> view(about, ofAlternatives(alternatives));
            case Numeric(var about, var ranges, var _) -> view(about, ofRanges(ranges));
            case Matching matching ->
                view(matching.about(), List.of())
                        .with(null, matching.pairs().stream().collect(Collectors.toMap(Pair::id, Pair::answer)));
            case Essay(var about) -> view(about, List.of());
            case Description(var about) -> view(about, List.of());
        };
    }

    private static KeyView view(About about, List<Accepted> accepted) {
        var feedback = about.generalFeedback();
        return new KeyView(
                about.title(),
                about.externalId(),
                about.category(),
                about.tags(),
                accepted,
                null,
                Map.of(),
                feedback.isEmpty() ? null : feedback);
    }

    private KeyView with(Boolean truthOrNull, Map<String, String> answers) {
        return new KeyView(title, externalId, category, tags, accepted, truthOrNull, answers, generalFeedback);
    }

    private static List<Accepted> ofOptions(List<Option> options) {
        return options.stream()
                .map(o -> Accepted.of(o.id(), o.weightPpm(), o.feedback()))
                .toList();
    }

    private static List<Accepted> ofAlternatives(List<Alternative> alternatives) {
        return alternatives.stream()
                .map(a -> Accepted.of(a.text().text(), a.weightPpm(), a.feedback()))
                .toList();
    }

    private static List<Accepted> ofRanges(List<Range> ranges) {
        return ranges.stream()
                .map(r -> Accepted.of(
                        r.low().compareTo(r.high()) == 0
                                ? r.low().toPlainString()
                                : r.low().toPlainString() + ".." + r.high().toPlainString(),
                        r.weightPpm(),
                        r.feedback()))
                .toList();
    }
}
