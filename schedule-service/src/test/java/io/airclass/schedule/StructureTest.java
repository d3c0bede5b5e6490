package io.airclass.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.StructureRules;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StructureTest {

    @Test
    void the_code_keeps_its_directions() {
        StructureRules.check("io.airclass.schedule");
    }

    @Test
    void every_refusal_has_its_texts() {
        assertThat(ProblemTextRules.missingTexts(Path.of("src/main/java"))).isEmpty();
    }
}
