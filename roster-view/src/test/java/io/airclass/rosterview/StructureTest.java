package io.airclass.rosterview;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.StructureRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StructureTest {
    @Test
    void the_view_keeps_the_structure_of_the_suite() {
        StructureRules.check("io.airclass.rosterview");
    }

    @Test
    void every_refusal_has_its_texts() {
        assertThat(ProblemTextRules.slugs(Path.of("src/main/java"))).contains("policy-broken");
        assertThat(ProblemTextRules.missingTexts(Path.of("src/main/java"))).isEmpty();
    }
}
