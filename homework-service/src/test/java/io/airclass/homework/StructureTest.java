package io.airclass.homework;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.StructureRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StructureTest {

    @Test
    void the_code_has_our_habits() {
        StructureRules.check("io.airclass.homework");
    }

    @Test
    void every_refusal_has_its_texts_in_both_languages() {
        assertThat(ProblemTextRules.slugs(Path.of("src/main/java"))).hasSizeGreaterThan(15);
        assertThat(ProblemTextRules.missingTexts(Path.of("src/main/java"))).isEmpty();
    }
}
