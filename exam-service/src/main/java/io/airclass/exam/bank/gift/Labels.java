package io.airclass.exam.bank.gift;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The id and the tags that comments give to the question after them.
 *
 * @param line of the first of them, 0 if there is none
 */
record Labels(int line, String id, List<String> tags) {

    static final Labels NONE = new Labels(0, "", List.of());
    private static final Pattern LABEL = Pattern.compile("\\[(id|tag):((?:[^\\\\\\]]|\\\\.){1,200}+)]");

    static Labels of(int line, String comment) {
        var id = "";
        var tags = new ArrayList<String>();
        var matcher = LABEL.matcher(comment);
        while (matcher.find()) {
            var value = matcher.group(2).replaceAll("\\\\(.)", "$1").strip();
            if (matcher.group(1).equals("id")) {
                id = value;
            } else {
                tags.add(value);
            }
        }
        return id.isEmpty() && tags.isEmpty() ? NONE : new Labels(line, id, List.copyOf(tags));
    }

    boolean isEmpty() {
        return line == 0;
    }

    Labels and(Labels later) {
        if (isEmpty() || later.isEmpty()) {
            return isEmpty() ? later : this;
        }
        var all = new ArrayList<>(tags);
        all.addAll(later.tags);
        return new Labels(line, later.id.isEmpty() ? id : later.id, List.copyOf(all));
    }
}
