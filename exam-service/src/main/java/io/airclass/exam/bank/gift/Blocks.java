package io.airclass.exam.bank.gift;

import io.airclass.exam.bank.ImportReading.FoundCategory;
import io.airclass.exam.bank.Remark;
import io.airclass.exam.bank.Remark.Severity;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a GIFT file into its elements. A blank line ends an element, except within braces that are closed before anything new begins; a line
 * that begins with {@code ::} after the answers, or with {@code $CATEGORY:}, begins a new one too.
 */
final class Blocks {

    private static final String CATEGORY = "$CATEGORY:";

    /** A block and the category it stands under. */
    record Placed(Block block, String category) {}

    private final List<String> lines;
    private final List<Placed> blocks = new ArrayList<>();
    private final List<FoundCategory> categories = new ArrayList<>();
    private final List<Remark> remarks = new ArrayList<>();
    private int comments;
    private String category = "";
    private Block current = new Block(Labels.NONE);
    private Labels ahead = Labels.NONE;
    private int closesAt = -1;

    private Blocks(List<String> lines) {
        this.lines = lines;
    }

    static Blocks of(String text) {
        var blocks = new Blocks(text.lines().toList());
        blocks.cut();
        return blocks;
    }

    List<Placed> blocks() {
        return blocks;
    }

    List<FoundCategory> categories() {
        return categories;
    }

    List<Remark> remarks() {
        return remarks;
    }

    int comments() {
        return comments;
    }

    private void cut() {
        for (int n = 0; n < lines.size(); n++) {
            var line = lines.get(n).strip();
            if (line.startsWith("//")) {
                comment(n + 1, line);
            } else if (line.isEmpty()) {
                blank(n);
            } else if (line.startsWith(CATEGORY)) {
                end();
                category(n + 1, line);
            } else {
                content(n + 1, line);
            }
        }
        end();
    }

    private void comment(int number, String line) {
        comments++;
        var labels = Labels.of(number, line);
        if (current.isClosed()) {
            ahead = ahead.and(labels);
        } else {
            current.label(labels);
        }
        if (current.isOpen() && labels.isEmpty()) {
            notice(number, "comment-among-answers", line);
        }
    }

    private void blank(int n) {
        if (current.isOpen() && closesAfter(n)) {
            notice(n + 1, "blank-line-among-answers", "");
            current.add(n + 1, "");
        } else {
            end();
        }
    }

    private boolean closesAfter(int n) {
        for (int later = n + 1; closesAt <= n && later < lines.size(); later++) {
            var line = lines.get(later).strip();
            if (begins(line)) {
                return false;
            }
            int close = line.startsWith("//") ? -1 : GiftText.find(line, "}", 0);
            int open = line.startsWith("//") ? -1 : GiftText.find(line, "{", 0);
            if (open >= 0 && (close < 0 || open < close)) {
                return false;
            }
            closesAt = close >= 0 ? later : closesAt;
        }
        return closesAt > n;
    }

    private static boolean begins(String line) {
        return line.startsWith("::") || line.startsWith(CATEGORY);
    }

    private void category(int number, String line) {
        category = GiftText.plain(line.substring(CATEGORY.length()));
        categories.add(new FoundCategory(number, category));
        if (category.isEmpty()) {
            notice(number, "category-without-name", line);
        }
    }

    private void content(int number, String line) {
        if (line.startsWith("::") && (current.isOpen() || current.isClosed())) {
            if (current.isClosed()) {
                notice(number, "no-blank-line-between-questions", line);
            }
            var labels = ahead;
            ahead = Labels.NONE;
            end();
            current = new Block(labels);
        }
        current.add(number, lines.get(number - 1));
    }

    private void end() {
        current.label(ahead);
        ahead = Labels.NONE;
        if (!current.isEmpty()) {
            blocks.add(new Placed(current, category));
        } else if (!current.labels().isEmpty()) {
            notice(
                    current.labels().line(),
                    "label-without-question",
                    String.join(" ", current.labels().tags()));
        }
        current = new Block(Labels.NONE);
    }

    private void notice(int line, String code, String excerpt) {
        remarks.add(new Remark(line, Severity.NOTICE, code, excerpt));
    }
}
