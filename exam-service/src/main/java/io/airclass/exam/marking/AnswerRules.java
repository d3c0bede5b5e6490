package io.airclass.exam.marking;

import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Option;
import io.airclass.exam.bank.Question.Pair;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import io.airclass.exam.marking.Answer.Judgement;
import io.airclass.exam.marking.Answer.Options;
import io.airclass.exam.marking.Answer.Pairs;
import io.airclass.exam.marking.Answer.Text;
import io.airclass.kit.problem.Rejection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Whether an answer can be an answer to a question at all; whether it is right is not asked here. */
public final class AnswerRules {

    public static final int ESSAY_CHARS_MAX = 20_000;
    public static final int TYPED_CHARS_MAX = 500;

    private AnswerRules() {}

    /** Why it cannot, if it cannot. */
    public static Optional<Rejection> check(Question question, Answer answer) {
        return switch (question) {
            case SingleChoice(var _, var options) -> chosen(options, answer, 1);
            case MultipleAnswers(var _, var options) -> chosen(options, answer, options.size());
            case TrueFalse _ -> answer instanceof Judgement(var truth) && truth != null ? fits() : misfit("truth");
            case ShortAnswer _, Numeric _ -> typed(answer, TYPED_CHARS_MAX);
            case Essay _ -> typed(answer, ESSAY_CHARS_MAX);
            case Matching matching -> paired(matching, answer);
            case Description _ -> Optional.of(Rejection.ruleBroken("item-takes-no-answer"));
        };
    }

    private static Optional<Rejection> chosen(List<Option> options, Answer answer, int most) {
        if (!(answer instanceof Options(var chosen)) || chosen == null) {
            return misfit("options");
        }
        var ids = options.stream().map(Option::id).collect(Collectors.toSet());
        boolean distinct = chosen.stream().distinct().count() == chosen.size();
        if (!distinct || !ids.containsAll(chosen)) {
            return Optional.of(Rejection.ruleBroken("option-unknown"));
        }
        return chosen.size() <= most ? fits() : Optional.of(Rejection.ruleBroken("only-one-option"));
    }

    private static Optional<Rejection> paired(Matching question, Answer answer) {
        if (!(answer instanceof Pairs(var chosen)) || chosen == null) {
            return misfit("pairs");
        }
        var stems = question.pairs().stream().map(Pair::id).collect(Collectors.toSet());
        boolean known = stems.containsAll(chosen.keySet()) && question.answers().containsAll(chosen.values());
        return known ? fits() : Optional.of(Rejection.ruleBroken("option-unknown"));
    }

    private static Optional<Rejection> typed(Answer answer, int charsMax) {
        if (!(answer instanceof Text(var text)) || text == null) {
            return misfit("text");
        }
        return text.length() <= charsMax
                ? fits()
                : Optional.of(Rejection.ruleBroken("answer-too-long").with("charsMax", charsMax));
    }

    private static Optional<Rejection> misfit(String expected) {
        return Optional.of(Rejection.ruleBroken("answer-of-other-kind").with("expected", expected));
    }

    private static Optional<Rejection> fits() {
        return Optional.empty();
    }
}
