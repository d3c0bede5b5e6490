package io.airclass.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.tables.WorkbookGuard;
import io.airclass.testkit.ProblemTextRules;
import io.airclass.testkit.StructureRules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern CODE = Pattern.compile("\"([a-z0-9]+(?:-[a-z0-9]+)+)\"");

    @Test
    void the_service_keeps_the_rules() {
        StructureRules.check("io.airclass.roster");
    }

    @Test
    void every_refusal_has_its_texts() {
        assertThat(ProblemTextRules.missingTexts(SOURCES)).isEmpty();
    }

    @Test
    void every_finding_has_its_texts_in_both_languages() throws IOException {
        var made = new TreeSet<String>();
        for (String folder : new String[] {"io/airclass/roster/oneroster", "io/airclass/roster/intake"}) {
            try (var files = Files.list(SOURCES.resolve(folder))) {
                for (Path file : files.toList()) {
                    CODE.matcher(Files.readString(file)).results().forEach(match -> made.add(match.group(1)));
                }
            }
        }
        // what the kit finds before a workbook is read
        made.addAll(Set.of(WorkbookGuard.BOMB, WorkbookGuard.ENTITIES, WorkbookGuard.UNREADABLE));
        made.removeAll(Set.of(
                "teaching-point",
                "cursor-malformed",
                "import-asked",
                "import-forbidden",
                "import-not-a-zip",
                "import-not-ended",
                "import-org-missing",
                "import-report",
                "import-report-expired",
                "not-found",
                "person-removed"));

        assertThat(texts("en").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(made);
        assertThat(texts("zh_CN").stringPropertyNames()).containsExactlyInAnyOrderElementsOf(made);
    }

    private static Properties texts(String language) throws IOException {
        var texts = new Properties();
        try (var reader = Files.newBufferedReader(
                Path.of("src/main/resources/findings/texts_" + language + ".properties"), StandardCharsets.UTF_8)) {
            texts.load(reader);
        }
        return texts;
    }
}
