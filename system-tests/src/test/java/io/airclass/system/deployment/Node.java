package io.airclass.system.deployment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A place in a YAML document. What is absent is an empty place, so that a path is walked without asking at each step. */
record Node(Object value) {

    static List<Node> documents(String yaml) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return StreamSupport.stream(
                        new Yaml(new SafeConstructor(options)).loadAll(yaml).spliterator(), false)
                .map(Node::new)
                .filter(node -> !node.absent())
                .toList();
    }

    static Node document(String yaml) {
        return documents(yaml).getFirst();
    }

    /** The place below, by keys without dots: {@code at("spec.template")}. */
    Node at(String path) {
        Node node = this;
        for (String key : path.split("\\.")) {
            node = node.key(key);
        }
        return node;
    }

    Node key(String key) {
        return new Node(value instanceof Map<?, ?> map ? map.get(key) : null);
    }

    List<Node> items() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, below) -> entries.put(String.valueOf(key), new Node(below)));
        }
        return entries;
    }

    /** The entries as text; what lies deeper is left out. */
    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        entries().forEach((key, below) -> {
            if (!(below.value instanceof Map) && !(below.value instanceof List)) {
                texts.put(key, below.text());
            }
        });
        return texts;
    }

    List<String> itemTexts() {
        return items().stream().map(Node::text).toList();
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    long number() {
        return value instanceof Number number ? number.longValue() : 0;
    }

    boolean absent() {
        return value == null;
    }
}
