package io.airclass.policy.pack;

import io.airclass.policy.pack.Fault.Reason;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * The plain part of YAML: one document of maps, lists and texts. Read from the parser's events, so that no value is ever turned into
 * an object, an alias is never followed and every part has its line.
 */
final class PlainYaml {
    static final int CHARS_MAX = 256 * 1024;
    static final int DEPTH_MAX = 6;

    private final Iterator<Event> events;

    private PlainYaml(Iterator<Event> events) {
        this.events = events;
    }

    static Tree read(String text) throws Unreadable {
        if (text.length() > CHARS_MAX) {
            throw new Unreadable(1, Reason.NOT_PLAIN, "more than " + CHARS_MAX + " characters");
        }
        var options = new LoaderOptions();
        options.setCodePointLimit(CHARS_MAX);
        try {
            var yaml = new Yaml(new SafeConstructor(options));
            return new PlainYaml(yaml.parse(new StringReader(text)).iterator()).document();
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark() == null ? e.getContextMark() : e.getProblemMark();
            throw new Unreadable(
                    mark == null ? 1 : mark.getLine() + 1, Reason.MALFORMED, "not YAML: " + e.getProblem());
        } catch (ReaderException e) {
            var line = 1
                    + (int) text.codePoints()
                            .limit(e.getPosition())
                            .filter(c -> c == '\n')
                            .count();
            throw new Unreadable(line, Reason.MALFORMED, "not YAML: a character that is not allowed");
        } catch (YAMLException e) {
            throw new Unreadable(1, Reason.MALFORMED, "not YAML");
        }
    }

    private Tree document() throws Unreadable {
        next(Event.ID.StreamStart);
        var start = events.next();
        if (!start.is(Event.ID.DocumentStart)) {
            throw new Unreadable(1, Reason.MALFORMED, "an empty pack");
        }
        var root = tree(events.next(), 1);
        next(Event.ID.DocumentEnd);
        var end = events.next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw new Unreadable(line(end), Reason.NOT_PLAIN, "a second document");
        }
        return root;
    }

    private Tree tree(Event event, int depth) throws Unreadable {
        if (event instanceof AliasEvent || event instanceof NodeEvent node && node.getAnchor() != null) {
            throw new Unreadable(line(event), Reason.NOT_PLAIN, "anchors and aliases are not used in packs");
        }
        if (depth > DEPTH_MAX) {
            throw new Unreadable(line(event), Reason.NOT_PLAIN, "nested more than " + DEPTH_MAX + " deep");
        }
        var tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent collection ? collection.getTag() : null;
        if (tag != null) {
            throw new Unreadable(line(event), Reason.NOT_PLAIN, "tags are not used in packs: " + Tree.shown(tag));
        }
        return switch (event) {
            case ScalarEvent scalar -> new Tree.Text(scalar.getValue(), line(event));
            case SequenceStartEvent _ -> items(line(event), depth);
            default -> fields(line(event), depth);
        };
    }

    private Tree items(int line, int depth) throws Unreadable {
        var items = new ArrayList<Tree>();
        for (var event = events.next(); !event.is(Event.ID.SequenceEnd); event = events.next()) {
            items.add(tree(event, depth + 1));
        }
        return new Tree.Items(items, line);
    }

    private Tree fields(int line, int depth) throws Unreadable {
        var fields = new LinkedHashMap<String, Tree>();
        for (var event = events.next(); !event.is(Event.ID.MappingEnd); event = events.next()) {
            if (!(tree(event, depth + 1) instanceof Tree.Text(var name, var at))) {
                throw new Unreadable(line(event), Reason.MALFORMED, "the name of a field is a text");
            }
            if (fields.put(name, tree(events.next(), depth + 1)) != null) {
                throw new Unreadable(at, Reason.MALFORMED, "the field \"" + Tree.shown(name) + "\" stands twice");
            }
        }
        return new Tree.Fields(fields, line);
    }

    private void next(Event.ID expected) {
        var event = events.next();
        if (!event.is(expected)) {
            throw new IllegalStateException("The parser gave " + event + " where " + expected + " must stand");
        }
    }

    private static int line(Event event) {
        return event.getStartMark().getLine() + 1;
    }
}
