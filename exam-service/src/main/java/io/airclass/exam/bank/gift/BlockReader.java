package io.airclass.exam.bank.gift;

import io.airclass.exam.bank.About;
import io.airclass.exam.bank.FormattedText;
import io.airclass.exam.bank.ImportReading.Found;
import io.airclass.exam.bank.Question;
import io.airclass.exam.bank.Question.Description;
import io.airclass.exam.bank.Question.Essay;
import io.airclass.exam.bank.Remark;
import io.airclass.exam.bank.Remark.Severity;
import io.airclass.exam.bank.TextFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads one block: the title, the stem, the braces. What stands in the braces says which kind of question it is, tried in this order: nothing,
 * a number sign, a tilde, an arrow, a truth value, anything else.
 */
final class BlockReader {

    static final int BLOCK_CHARS_MAX = 60_000;
    static final int TITLE_CHARS_MAX = 500;
    static final String BLANK = "_____";

    private final Block block;
    private final String text;
    private final String category;
    private final List<Remark> remarks = new ArrayList<>();
    private String title = "";
    private int stemStart;
    private TextFormat format = TextFormat.MOODLE;

    BlockReader(Block block, String category) {
        this.block = block;
        this.text = block.text();
        this.category = category;
    }

    List<Remark> remarks() {
        return remarks;
    }

    /** The question, unless something about it had to be refused; then the remarks say what and where. */
    Optional<Found> read() {
        var question = wholeText() ? question() : Optional.<Question>empty();
        boolean refused = remarks.stream().anyMatch(r -> r.severity() == Severity.PROBLEM);
        return refused ? Optional.empty() : question.map(q -> new Found(block.lineAt(0), q));
    }

    private boolean wholeText() {
        if (text.length() > BLOCK_CHARS_MAX) {
            problem(0, "question-too-long");
            return false;
        }
        int control = text.chars().anyMatch(BlockReader::isControl) ? firstControl() : -1;
        if (control >= 0) {
            problem(control, "control-character");
            return false;
        }
        return title();
    }

    private static boolean isControl(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t' || c == '\uFFFD';
    }

    private int firstControl() {
        int at = 0;
        while (!isControl(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private boolean title() {
        int start = text.length() - text.stripLeading().length();
        if (text.startsWith("::", start)) {
            int end = GiftText.find(text, "::", start + 2);
            if (end < 0) {
                problem(start, "title-not-closed");
                return false;
            }
            title = GiftText.plain(text.substring(start + 2, end));
            stemStart = end + 2;
        }
        if (title.length() > TITLE_CHARS_MAX) {
            problem(start, "title-too-long");
            return false;
        }
        format = GiftText.formatOf(text.substring(stemStart)).orElse(TextFormat.MOODLE);
        return true;
    }

    private Optional<Question> question() {
        int open = GiftText.find(text, "{", stemStart);
        int close = GiftText.find(text, "}", stemStart);
        if (open < 0 && close < 0) {
            return description();
        }
        if (open < 0 || close >= 0 && close < open) {
            problem(close, "brace-not-opened");
            return Optional.empty();
        }
        if (close < 0) {
            problem(open, "brace-not-closed");
            return Optional.empty();
        }
        return answered(open, close);
    }

    private Optional<Question> description() {
        if (text.indexOf('｛') >= 0 && text.indexOf('｝') >= 0) {
            problem(text.indexOf('｛'), "full-width-braces");
        }
        return Optional.of(new Description(about(text.substring(stemStart), FormattedText.NONE)));
    }

    private Optional<Question> answered(int open, int close) {
        int nested = GiftText.find(text, "{", open + 1);
        if (nested >= 0) {
            problem(nested, nested < close ? "brace-among-answers" : "second-answers");
            return Optional.empty();
        }
        int stray = GiftText.find(text, "}", close + 1);
        if (stray >= 0) {
            problem(stray, "brace-not-opened");
            return Optional.empty();
        }
        int general = GiftText.find(text.substring(0, close), "####", open + 1);
        int end = general < 0 ? close : general;
        var feedback = general < 0 ? FormattedText.NONE : GiftText.read(text.substring(general + 4, close), format);
        var about = about(stem(open, close), feedback);
        return kind(new Span(open + 1, text.substring(open + 1, end)), about);
    }

    /** Text after the braces makes it a missing-word question: the stem gets a blank where the braces stood. */
    private String stem(int open, int close) {
        var before = text.substring(stemStart, open);
        var after = text.substring(close + 1);
        return after.isBlank() ? before : before + BLANK + after;
    }

    private About about(String rawStem, FormattedText feedback) {
        var stem = GiftText.read(rawStem, format);
        if (stem.isEmpty()) {
            problem(0, "stem-empty");
        }
        var labels = block.labels();
        return new About(title, labels.id(), labels.tags(), category, stem, feedback);
    }

    private Optional<Question> kind(Span answers, About about) {
        var raw = answers.raw().strip();
        if (raw.isEmpty()) {
            return Optional.of(new Essay(about));
        }
        var reader = new AnswersReader(answers, about, format, this::problem, this::notice);
        if (raw.startsWith("#")) {
            return reader.numeric();
        }
        if (GiftText.find(raw, "~", 0) >= 0) {
            return reader.choice();
        }
        if (GiftText.find(raw, "=", 0) >= 0 && raw.contains("->")) {
            return reader.matching();
        }
        return reader.trueFalse().or(reader::shortAnswer);
    }

    private void problem(int at, String code) {
        remark(at, Severity.PROBLEM, code);
    }

    private void notice(int at, String code) {
        remark(at, Severity.NOTICE, code);
    }

    private void remark(int at, Severity severity, String code) {
        int lineEnd = text.indexOf('\n', at);
        var excerpt = text.substring(at, lineEnd < 0 ? text.length() : lineEnd);
        remarks.add(new Remark(block.lineAt(at), severity, code, excerpt));
    }
}
