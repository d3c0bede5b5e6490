package io.airclass.launcher.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The question bank of the demo: grade 10 mathematics in GIFT, one question of each objective kind and an essay. */
public final class DemoQuestions {
    private DemoQuestions() {}

    /** The bank's text. */
    public static String gift() {
        try (var file = DemoQuestions.class.getResourceAsStream("/demo/questions.gift")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
