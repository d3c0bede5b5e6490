package io.airclass.exam.paper;

import io.airclass.exam.bank.BankedQuestion;
import io.airclass.exam.bank.FormattedText;
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
import io.airclass.kit.decide.Decision;
import io.airclass.kit.problem.Rejection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Makes papers of questions. */
public final class PaperRules {

    public static final int ITEMS_MAX = 200;
    public static final int TITLE_CHARS_MAX = 200;
    public static final int SUBJECT_CHARS_MAX = 60;

    /** Keeps the document below half of what the database takes. */
    public static final long TEXT_CHARS_MAX = 150_000;

    private PaperRules() {}

    /** One place of the paper that is asked for. */
    public record Wanted(String questionId, BigDecimal marks) {}

    /** @param known the questions that exist and that the maker may use, by id */
    public static Decision<Paper> make(
            String title,
            String subject,
            String org,
            List<Wanted> wanted,
            Map<String, BankedQuestion> known,
            String madeBy,
            Instant at) {
        var items = new ArrayList<PaperItem>();
        var used = new HashSet<String>();
        for (var place : wanted) {
            var number = items.size() + 1;
            var banked = known.get(place.questionId());
            if (banked == null) {
                return refused("question-unknown", number, place);
            }
            if (!used.add(place.questionId())) {
                return refused("question-twice", number, place);
            }
            var marks = fitting(banked.question(), place.marks());
            if (marks.isEmpty()) {
                return refused("marks-do-not-fit", number, place);
            }
            items.add(new PaperItem("i" + number, marks.getAsLong(), place.questionId(), banked.question()));
        }
        var paper = new Paper(title, subject, org, items, madeBy, at);
        if (paper.totalHundredths() == 0) {
            return Decision.rejected(Rejection.ruleBroken("paper-without-marks"));
        }
        return textChars(paper) > TEXT_CHARS_MAX
                ? Decision.rejected(Rejection.ruleBroken("paper-too-large").with("charsMax", TEXT_CHARS_MAX))
                : Decision.accepted(paper);
    }

    private static Decision<Paper> refused(String slug, int number, Wanted place) {
        return Decision.rejected(new Rejection.RuleBroken(
                slug, Map.of("number", number, "questionId", String.valueOf(place.questionId()))));
    }

    /** Descriptions have no marks, questions have some, in hundredths at the finest. */
    private static OptionalLong fitting(Question question, BigDecimal marks) {
        var hundredths = Marks.toHundredths(marks);
        boolean described = question instanceof Description;
        return hundredths.isPresent() && (described ? hundredths.getAsLong() == 0 : hundredths.getAsLong() > 0)
                ? hundredths
                : OptionalLong.empty();
    }

    /** How long all texts of the paper are together. */
    public static long textChars(Paper paper) {
        return paper.items().stream()
                .mapToLong(item -> textChars(item.question()))
                .sum();
    }

    private static long textChars(Question question) {
        var about = question.about();
        long common = about.title().length()
                + about.category().length()
                + chars(about.stem())
                + chars(about.generalFeedback());
        return common
                + switch (question) {
                    case SingleChoice(var _, var options) -> options(options);
                    case MultipleAnswers(var _, var options) -> options(options);
                    case TrueFalse judged -> chars(judged.whenWrong()) + chars(judged.whenRight());
                    case ShortAnswer(var _, var alternatives) ->
                        chars(alternatives.stream().flatMap(PaperRules::texts));
                    case Numeric(var _, var ranges, var otherwise) ->
                        chars(ranges.stream().map(Range::feedback)) + chars(otherwise);
                    case Matching(var _, var pairs, var distractors) ->
                        pairs.stream()
                                        .mapToLong(p ->
                                                chars(p.stem()) + p.answer().length())
                                        .sum()
                                + distractors.stream().mapToLong(String::length).sum();
                    case Essay _, Description _ -> 0L;
                };
    }

    private static long options(List<Option> options) {
        return chars(options.stream().flatMap(o -> Stream.of(o.text(), o.feedback())));
    }

    private static Stream<FormattedText> texts(Alternative alternative) {
        return Stream.of(alternative.text(), alternative.feedback());
    }

    private static long chars(Stream<FormattedText> texts) {
        return texts.mapToLong(PaperRules::chars).sum();
    }

    private static long chars(FormattedText text) {
        return text.text().length();
    }
}
