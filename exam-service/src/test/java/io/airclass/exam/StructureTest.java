package io.airclass.exam;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.problem.ProblemTexts;
import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.StructureRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StructureTest {

    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern REMARK = Pattern.compile(
            "(?:\\.at\\([^;]*?|problem\\([^;]*?|notice\\([^;]*?)((?:\"[a-z-]+[a-z0-9]\"[^;]{0,40})+)\\);",
            Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("\"([a-z]+(?:-[a-z0-9]+)+)\"");

    @Test
    void the_code_keeps_to_the_structure() {
        StructureRules.check("io.airclass.exam");
    }

    @Test
    void every_refusal_has_its_texts() {
        assertThat(ProblemTextRules.missingTexts(SOURCES)).isEmpty();
    }

    @Test
    void every_remark_of_an_import_has_its_texts() throws IOException {
        var slugs = new TreeSet<String>();
        try (var files = Files.walk(SOURCES.resolve("io/airclass/exam/bank/gift"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                REMARK.matcher(Files.readString(file))
                        .results()
                        .flatMap(call -> CODE.matcher(call.group(1)).results())
                        .forEach(code -> slugs.add("import-" + code.group(1)));
            }
        }
        assertThat(slugs).hasSizeGreaterThanOrEqualTo(30).contains("import-not-a-number", "import-second-answers");
        assertThat(new ProblemTexts().missing(slugs)).isEmpty();
    }
}
