package io.airclass.launcher.demo;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** What the demo's student knows: everything but one of the two true-or-false questions. */
final class DemoAnswers {
    private static final Map<String, String> IMAGES = Map.of("y = 2x", "直线", "y = x²", "抛物线", "y = 1/x", "双曲线");

    private DemoAnswers() {}

    static Object to(JsonNode item) {
        return switch (item.at("/kind").asString("")) {
            case "single-choice" -> Map.of("options", List.of(option(item, "{2, 3}", "[0, +∞)")));
            case "multiple-answers" ->
                Map.of("options", List.of(option(item, "f(x) = x²"), option(item, "f(x) = |x|")));
            case "true-false" -> Map.of("truth", true);
            case "short-answer" -> Map.of("text", "常用对数");
            case "numeric" -> Map.of("text", item.toString().contains("圆周率") ? "3.14" : "1024");
            case "matching" -> Map.of("pairs", pairs(item));
            default -> throw new StepFailed("no answer known to " + item, "./airclass logs exam");
        };
    }

    private static String option(JsonNode item, String... texts) {
        return item.at("/options")
                .valueStream()
                .filter(option -> List.of(texts).contains(option.at("/text").asString("")))
                .findFirst()
                .map(option -> option.at("/id").asString(""))
                .orElseThrow(() -> new StepFailed("the option is missing in " + item, "./airclass logs exam"));
    }

    private static Map<String, String> pairs(JsonNode item) {
        return item.at("/stems")
                .valueStream()
                .collect(Collectors.toMap(
                        stem -> stem.at("/id").asString(""),
                        stem -> IMAGES.get(stem.at("/text").asString(""))));
    }
}
