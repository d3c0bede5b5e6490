package io.airclass.exam.bank.gift;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The lines of one element of a GIFT file, comment lines taken out, which still knows the line of each of its characters. */
final class Block {

    private final StringBuilder text = new StringBuilder();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private Labels labels;
    private boolean open;
    private boolean closed;

    Block(Labels labels) {
        this.labels = labels;
    }

    void add(int line, String content) {
        if (!starts.isEmpty()) {
            text.append('\n');
        }
        starts.add(text.length());
        lines.add(line);
        text.append(content);
        follow(content);
    }

    private void follow(String content) {
        for (int i = 0; i < content.length(); i++) {
            switch (content.charAt(i)) {
                case '\\' -> i++;
                case '{' -> open = true;
                case '}' -> {
                    closed |= open;
                    open = false;
                }
                default -> {}
            }
        }
    }

    boolean isEmpty() {
        return starts.isEmpty();
    }

    /** Whether a brace waits for its end. */
    boolean isOpen() {
        return open;
    }

    /** Whether the answers were given already. */
    boolean isClosed() {
        return closed && !open;
    }

    void label(Labels more) {
        labels = labels.and(more);
    }

    Labels labels() {
        return labels;
    }

    String text() {
        return text.toString();
    }

    int lineAt(int offset) {
        int found = Collections.binarySearch(starts, offset);
        return lines.get(found >= 0 ? found : -found - 2);
    }
}
