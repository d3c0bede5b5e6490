package io.airclass.policy.pack;

import io.airclass.policy.pack.Fault.Reason;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What stands in a pack: texts, lists and named fields, each with its line. Texts mean nothing yet: {@code 08:20} is no number. */
sealed interface Tree {
    int TEXT_CHARS_MAX = 300;

    int line();

    record Text(String text, int line) implements Tree {}

    record Items(List<Tree> items, int line) implements Tree {}

    record Fields(Map<String, Tree> fields, int line) implements Tree {
        public Fields {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }

        void refuseOthersThan(Set<String> known) throws Unreadable {
            for (var field : fields.entrySet()) {
                if (!known.contains(field.getKey())) {
                    throw new Unreadable(
                            field.getValue().line(),
                            Reason.UNKNOWN_FIELD,
                            "unknown field \"" + shown(field.getKey()) + "\"; known are "
                                    + String.join(", ", new TreeSet<>(known)));
                }
            }
        }

        Optional<Tree> find(String name) {
            return Optional.ofNullable(fields.get(name));
        }

        Tree get(String name, Reason whenMissing) throws Unreadable {
            var found = fields.get(name);
            if (found == null) {
                throw new Unreadable(line, whenMissing, "the field \"" + name + "\" is missing");
            }
            return found;
        }

        String text(String name, Reason whenMissing) throws Unreadable {
            return get(name, whenMissing).asText();
        }

        Optional<String> text(String name) throws Unreadable {
            var found = fields.get(name);
            return found == null ? Optional.empty() : Optional.of(found.asText());
        }
    }

    default String asText() throws Unreadable {
        var text = this instanceof Text scalar ? scalar.text() : "";
        if (text.isBlank() || text.length() > TEXT_CHARS_MAX) {
            throw new Unreadable(
                    line(), Reason.BAD_VALUE, "a text of 1 to " + TEXT_CHARS_MAX + " characters is wanted here");
        }
        return text;
    }

    /** The texts of a list; one text alone is a list of one. */
    default List<Text> asTexts() throws Unreadable {
        var items = this instanceof Items list ? list.items() : List.of(this);
        for (var item : items) {
            item.asText();
        }
        if (items.isEmpty()) {
            throw new Unreadable(line(), Reason.BAD_VALUE, "an empty list");
        }
        return items.stream().map(Text.class::cast).toList();
    }

    default Fields asFields() throws Unreadable {
        if (this instanceof Fields fields) {
            return fields;
        }
        throw new Unreadable(line(), Reason.MALFORMED, "named fields are wanted here");
    }

    default Items asItems() throws Unreadable {
        if (this instanceof Items items) {
            return items;
        }
        throw new Unreadable(line(), Reason.MALFORMED, "a list is wanted here");
    }

    /** A text of unknown origin, short enough for a message. */
    static String shown(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
