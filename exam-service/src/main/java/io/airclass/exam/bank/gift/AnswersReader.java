package io.airclass.exam.bank.gift;

import static io.airclass.exam.bank.Question.FULL_PPM;

import io.airclass.exam.bank.About;
import io.airclass.exam.bank.DecimalText;
import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Alternative;
import io.airclass.exam.bank.Question.Matching;
import io.airclass.exam.bank.Question.MultipleAnswers;
import io.airclass.exam.bank.Question.Numeric;
import io.airclass.exam.bank.Question.Option;
import io.airclass.exam.bank.Question.Pair;
import io.airclass.exam.bank.Question.Range;
import io.airclass.exam.bank.Question.ShortAnswer;
import io.airclass.exam.bank.Question.SingleChoice;
import io.airclass.exam.bank.Question.TrueFalse;
import io.airclass.exam.bank.TextFormat;
import io.airclass.exam.bank.gift.Span.Marked;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads what stands between the braces of one question. */
final class AnswersReader {

    static final int OPTIONS_MAX = 26;
    /** What the database's decimal type holds. */
    private static final int DIGITS_MAX = 34;

    private static final long SUM_TOLERANCE_PPM = FULL_PPM / 100;
    private static final Pattern WEIGHT = Pattern.compile("^\\s*+%([^%\\n]{1,20})%");
    private static final Pattern PERCENT = Pattern.compile("[+-]?\\d{1,3}(?:[.,]\\d{1,12})?");

    private final Span answers;
    private final About about;
    private final TextFormat format;
    private final Said problem;
    private final Said notice;

    /** Takes a remark about a place of the block. */
    @FunctionalInterface
    interface Said {
        void at(int place, String code);
    }

    /** One answer: its weight if one is written, its text, its feedback. */
    private record Part(char marker, Span whole, OptionalLong weightPpm, Span body, FormattedText feedback) {
        long weightOr(long usual) {
            return weightPpm.orElse(usual);
        }
    }

    AnswersReader(Span answers, About about, TextFormat format, Said problem, Said notice) {
        this.answers = answers;
        this.about = about;
        this.format = format;
        this.problem = problem;
        this.notice = notice;
    }

    /** An equals sign anywhere means that one is to be chosen, as in Moodle; without any, the weights of all that are chosen add up. */
    Optional<Question> choice() {
        var parts = parts("=~");
        boolean single = parts.stream().anyMatch(part -> part.marker() == '=');
        var options = new ArrayList<Option>();
        for (var part : parts) {
            option(part, options);
        }
        if (options.size() > OPTIONS_MAX) {
            problem.at(answers.visibleAt(), "too-many-options");
            return Optional.empty();
        }
        if (options.size() < 2) {
            problem.at(answers.visibleAt(), "one-option");
        }
        checkOptions(options, single);
        return Optional.of(single ? new SingleChoice(about, options) : new MultipleAnswers(about, options));
    }

    private void option(Part part, List<Option> options) {
        if (part.marker() == ' ') {
            problem.at(part.whole().visibleAt(), "text-before-answers");
            return;
        }
        var text = GiftText.read(part.body().raw(), format);
        long weight = part.weightOr(part.marker() == '=' ? FULL_PPM : 0);
        if (text.isEmpty() && weight <= 0) {
            notice.at(part.whole().at() - 1, "empty-option-left-out");
        } else if (text.isEmpty()) {
            problem.at(part.whole().at() - 1, "option-empty");
        } else {
            options.add(new Option(letter(options.size()), text, weight, part.feedback()));
        }
    }

    private void checkOptions(List<Option> options, boolean single) {
        long best = options.stream().mapToLong(Option::weightPpm).max().orElse(0);
        long sum = options.stream().mapToLong(o -> Math.max(0, o.weightPpm())).sum();
        if (best <= 0) {
            problem.at(answers.visibleAt(), "no-right-answer");
        } else if (single && best < FULL_PPM) {
            notice.at(answers.visibleAt(), "no-answer-with-full-marks");
        } else if (!single && Math.abs(sum - FULL_PPM) > SUM_TOLERANCE_PPM) {
            notice.at(answers.visibleAt(), "weights-do-not-make-100");
        }
        if (single && options.stream().filter(o -> o.weightPpm() == FULL_PPM).count() > 1) {
            notice.at(answers.visibleAt(), "several-right-options");
        }
        if (options.stream().map(Option::text).distinct().count() < options.size()) {
            notice.at(answers.visibleAt(), "options-alike");
        }
    }

    Optional<Question> numeric() {
        int sign = answers.raw().indexOf('#');
        var ranges = new ArrayList<Range>();
        var otherwise = FormattedText.NONE;
        for (var part : parts(answers.from(sign + 1), "=~")) {
            var number = part.body().raw().strip();
            boolean any = number.equals("*") || number.isEmpty() && part.marker() == '~';
            if (any && part.weightOr(0) == 0) {
                otherwise = part.feedback();
            } else {
                range(part, number).ifPresent(ranges::add);
            }
        }
        if (ranges.stream().noneMatch(range -> range.weightPpm() > 0)) {
            problem.at(answers.visibleAt(), "no-right-answer");
        }
        return Optional.of(new Numeric(about, ranges, otherwise));
    }

    /** {@code value}, {@code value:tolerance} or {@code low..high}; both ends belong to it. */
    private Optional<Range> range(Part part, String number) {
        long weight = part.weightOr(part.marker() == '~' ? 0 : FULL_PPM);
        int dots = number.indexOf("..");
        int colon = number.indexOf(':');
        var first = DecimalText.read(
                dots >= 0 ? number.substring(0, dots) : colon >= 0 ? number.substring(0, colon) : number);
        var second = dots >= 0
                ? DecimalText.read(number.substring(dots + 2))
                : colon >= 0 ? DecimalText.read(number.substring(colon + 1)) : Optional.of(BigDecimal.ZERO);
        if (first.isEmpty() || second.isEmpty()) {
            problem.at(part.whole().visibleAt(), "not-a-number");
            return Optional.empty();
        }
        var low = dots >= 0 ? first.get() : first.get().subtract(second.get());
        var high = dots >= 0 ? second.get() : first.get().add(second.get());
        if (low.precision() > DIGITS_MAX || high.precision() > DIGITS_MAX) {
            problem.at(part.whole().visibleAt(), "not-a-number");
            return Optional.empty();
        }
        if (low.compareTo(high) > 0) {
            problem.at(part.whole().visibleAt(), "range-upside-down");
            return Optional.empty();
        }
        return Optional.of(new Range(low, high, weight, part.feedback()));
    }

    Optional<Question> matching() {
        var pairs = new ArrayList<Pair>();
        var distractors = new ArrayList<String>();
        for (var part : parts("=")) {
            int arrow = part.body().raw().indexOf("->");
            if (part.marker() == ' ') {
                problem.at(part.whole().visibleAt(), "text-before-answers");
            } else if (arrow < 0) {
                problem.at(part.whole().visibleAt(), "pair-without-arrow");
            } else {
                pair(part, arrow, pairs, distractors);
            }
        }
        if (pairs.size() < 2 || pairs.size() > OPTIONS_MAX) {
            problem.at(answers.visibleAt(), pairs.size() < 2 ? "one-pair" : "too-many-options");
        }
        return Optional.of(new Matching(about, pairs, distractors));
    }

    private void pair(Part part, int arrow, List<Pair> pairs, List<String> distractors) {
        var stem = GiftText.read(part.body().raw().substring(0, arrow), format);
        var answer = GiftText.plain(part.body().raw().substring(arrow + 2));
        if (!part.feedback().isEmpty()) {
            notice.at(part.whole().visibleAt(), "feedback-of-pair-left-out");
        }
        if (answer.isEmpty()) {
            problem.at(part.whole().visibleAt(), "option-empty");
        } else if (stem.isEmpty()) {
            distractors.add(answer);
        } else {
            pairs.add(new Pair(letter(pairs.size()), stem, answer));
        }
    }

    /**
     * The first feedback is for who answers wrongly and the second for who answers rightly, as Moodle's manual has it; other readers take the
     * first as that of "true".
     */
    Optional<Question> trueFalse() {
        var raw = answers.raw();
        int first = GiftText.find(raw, "#", 0);
        int second = first < 0 ? -1 : GiftText.find(raw, "#", first + 1);
        var word = (first < 0 ? raw : raw.substring(0, first)).strip();
        boolean truth = word.equals("T") || word.equalsIgnoreCase("TRUE");
        if (!truth && !word.equals("F") && !word.equalsIgnoreCase("FALSE")) {
            return Optional.empty();
        }
        var whenWrong = first < 0 ? "" : raw.substring(first + 1, second < 0 ? raw.length() : second);
        var whenRight = second < 0 ? "" : raw.substring(second + 1);
        return Optional.of(
                new TrueFalse(about, truth, GiftText.read(whenWrong, format), GiftText.read(whenRight, format)));
    }

    Optional<Question> shortAnswer() {
        var alternatives = new ArrayList<Alternative>();
        for (var part : parts("=")) {
            var text = GiftText.read(part.body().raw(), format);
            if (text.isEmpty()) {
                problem.at(part.whole().at(), "option-empty");
            } else if (part.marker() == ' ' && !part.whole().equals(answers)) {
                problem.at(part.whole().visibleAt(), "text-before-answers");
            } else {
                alternatives.add(new Alternative(text, part.weightOr(FULL_PPM), part.feedback()));
            }
        }
        if (alternatives.stream().noneMatch(a -> a.weightPpm() > 0)) {
            problem.at(answers.visibleAt(), "no-right-answer");
        }
        if (alternatives.size() > OPTIONS_MAX) {
            problem.at(answers.visibleAt(), "too-many-options");
        }
        return Optional.of(new ShortAnswer(about, alternatives));
    }

    private List<Part> parts(String markers) {
        return parts(answers, markers);
    }

    private List<Part> parts(Span span, String markers) {
        return span.split(markers).stream().map(this::part).toList();
    }

    private Part part(Marked marked) {
        var span = marked.span();
        int hash = GiftText.find(span.raw(), "#", 0);
        var feedback = hash < 0 ? FormattedText.NONE : GiftText.read(span.raw().substring(hash + 1), format);
        var head = hash < 0 ? span : span.upTo(hash);
        var weight = WEIGHT.matcher(head.raw());
        if (!weight.find()) {
            return new Part(marked.marker(), span, OptionalLong.empty(), head, feedback);
        }
        if (!PERCENT.matcher(weight.group(1)).matches()) {
            notice.at(span.visibleAt(), "weight-taken-as-text");
            return new Part(marked.marker(), span, OptionalLong.empty(), head, feedback);
        }
        var ppm = OptionalLong.of(ppm(weight.group(1), span));
        return new Part(marked.marker(), span, ppm, head.from(weight.end()), feedback);
    }

    private long ppm(String percent, Span where) {
        long ppm = new BigDecimal(percent.replace(',', '.'))
                .movePointRight(4)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
        if (Math.abs(ppm) > FULL_PPM) {
            problem.at(where.visibleAt(), "weight-out-of-range");
        }
        return ppm;
    }

    private static String letter(int index) {
        return String.valueOf((char) ('A' + Math.min(index, OPTIONS_MAX)));
    }
}
