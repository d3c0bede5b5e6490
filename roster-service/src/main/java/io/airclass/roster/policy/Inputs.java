package io.airclass.roster.policy;

import io.airclass.kit.problem.Refused;
import io.airclass.kit.problem.Rejection;
import io.airclass.policy.Kind;
import io.airclass.policy.Value;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** Kinds, values and limits as requests state them; what means nothing is refused with what would. */
final class Inputs {
    private static final int ITEMS_MAX = 20;
    private static final int CHARS_MAX = 40;

    private Inputs() {}

    static Kind kind(String key) {
        return Kind.named(key)
                .orElseThrow(() -> new Refused(Rejection.invalid("policy-kind-unknown")
                        .with(
                                "kinds",
                                Arrays.stream(Kind.values()).map(Kind::key).toList())));
    }

    static Value value(Kind kind, JsonNode stated) {
        return stated.isValueNode()
                ? kind.read(text(stated)).orElseThrow(() -> new Refused(unfit(kind)))
                : refused(kind);
    }

    /** The texts of a limit, which is known to be one of this kind. */
    static List<String> limit(Kind kind, JsonNode stated) {
        if (stated.isArray() && stated.size() > ITEMS_MAX) {
            return refused(kind);
        }
        var texts = stated.isArray()
                ? stated.values().stream().map(Inputs::text).distinct().sorted().toList()
                : List.of(text(stated));
        if (kind.readLimit(texts).isEmpty()) {
            return refused(kind);
        }
        return texts;
    }

    /** As it is written, so that what no amount can be is never turned into a number. */
    private static String text(JsonNode stated) {
        var text = stated.isValueNode() ? stated.asString() : "";
        return text.length() > CHARS_MAX ? "" : text;
    }

    private static <T> T refused(Kind kind) {
        throw new Refused(unfit(kind));
    }

    private static Rejection unfit(Kind kind) {
        return Rejection.invalid("policy-value-unfit")
                .with("kind", kind.key())
                .with("unit", kind.unit().name())
                .with("choices", new TreeSet<>(kind.choices()));
    }
}
