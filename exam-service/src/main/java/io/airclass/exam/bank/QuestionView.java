package io.airclass.exam.bank;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Option;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import java.util.List;

/**
 * A question as a student may see it: no key, no weight, no feedback, and no title, category or tag, since those are written for teachers.
 *
 * @param options to choose from
 * @param stems to find an answer for
 * @param answers to choose from for each stem
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record QuestionView(
        String kind, FormattedText stem, List<Labelled> options, List<Labelled> stems, List<String> answers) {

    /** A text with the id by which an answer names it. */
    public record Labelled(String id, String text, TextFormat format) {
        static Labelled of(String id, FormattedText text) {
            return new Labelled(id, text.text(), text.format());
        }
    }

    public static QuestionView of(Question question) {
        return switch (question) {
            case SingleChoice(var _, var options) -> view(question, options);
            case MultipleAnswers(var _, var options) -> view(question, options);
            case Matching matching ->
                new QuestionView(
                        kind(question),
                        question.about().stem(),
                        List.of(),
                        matching.pairs().stream()
                                .map(pair -> Labelled.of(pair.id(), pair.stem()))
                                .toList(),
                        matching.answers());
            case TrueFalse _, ShortAnswer _, Numeric _, Essay _, Description _ -> view(question, List.of());
        };
    }

    private static QuestionView view(Question question, List<Option> options) {
        var labelled = options.stream().map(o -> Labelled.of(o.id(), o.text())).toList();
        return new QuestionView(kind(question), question.about().stem(), labelled, List.of(), List.of());
    }

    public static String kind(Question question) {
        return switch (question) {
            case SingleChoice _ -> "single-choice";
            case MultipleAnswers _ -> "multiple-answers";
            case TrueFalse _ -> "true-false";
            case ShortAnswer _ -> "short-answer";
            case Numeric _ -> "numeric";
            case Matching _ -> "matching";
            case Essay _ -> "essay";
            case Description _ -> "description";
        };
    }
}
