package io.airclass.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.launcher.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/settings.md is written from the source; {@code -Dairclass.docs.write=true} writes it anew. */
class SettingsDocumentTest {
    private static final Path DOCUMENT = Checkout.path("docs/settings.md");

    /** Of those that no record declares: they stand in airclass-kit.yml alone. */
    private static final Map<String, String> MEANINGS = Map.of(
            "airclass.http.port", "where the service answers",
            "airclass.management.port", "where health and metrics answer; never routed by the gateway",
            "airclass.log.format", "`json` for machines, `text` for people",
            "airclass.tracing.sampling", "the share of requests that are traced",
            "airclass.tracing.export", "whether traces are sent",
            "airclass.tracing.endpoint", "where they are sent, by OTLP over HTTP");

    @Test
    void the_document_says_what_the_source_says() throws IOException {
        String expected = document(Settings.inSource());
        if (Boolean.getBoolean("airclass.docs.write")) {
            Files.writeString(DOCUMENT, expected);
        }

        assertThat(Files.exists(DOCUMENT) ? Files.readString(DOCUMENT) : "")
                .as(
                        "docs/settings.md differs from the source; write it anew: mvn -pl system-tests -am test"
                                + " -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dairclass.docs.write=true")
                .isEqualTo(expected);
    }

    @Test
    void a_settings_record_is_read_with_its_names_defaults_and_meanings(@TempDir Path directory) throws IOException {
        Path source = directory.resolve("ExamSettings.java");
        Files.writeString(source, """
                /**
                 * How exams end.
                 *
                 * @param grace how long after {@code closesAt}
                 *     an answer is taken
                 */
                @ConfigurationProperties("airclass.exam")
                record ExamSettings(@DefaultValue("30s") Duration grace, @DefaultValue Batch closing, URI archive) {
                    static final int NONE = 0;

                    record Batch(@DefaultValue("200") int documentsMax) {}
                }
                """);

        assertThat(SettingsRecords.in(List.of(source)))
                .containsExactlyInAnyOrder(
                        new SettingsRecords.Declared(
                                "airclass.exam.grace", "30s", "how long after `closesAt` an answer is taken"),
                        new SettingsRecords.Declared("airclass.exam.closing.documents-max", "200", ""),
                        new SettingsRecords.Declared("airclass.exam.archive", "", ""));
    }

    @Test
    void the_name_of_a_setting_in_an_environment_has_underscores_for_dots_and_dashes() {
        assertThat(new Setting("airclass.kafka.bootstrap-servers", "", Map.of(), Set.of(), "").variable())
                .isEqualTo("AIRCLASS_KAFKA_BOOTSTRAP_SERVERS");
    }

    private static String document(Settings settings) {
        StringBuilder text = new StringBuilder("""
                # Settings

                Written from the source by a test; do not edit. Every setting has one name everywhere: an environment variable for the
                launcher, docker-compose.yml and Kubernetes, and the same with dots (`airclass.mongodb.uri`) for Spring. Durations are
                `500ms`, `10s`, `5m`, `14d`. What depends on where Airclass runs is in [operations.md](operations.md); the rest are limits
                whose defaults are meant to stay. The gateway has no database, broker or files: their settings mean nothing to it.

                | Setting | Default | Read by | Meaning |
                |---|---|---|---|
                """);
        for (Setting setting : settings.all()) {
            text.append("| `%s` | %s | %s | %s |%n"
                    .formatted(
                            setting.variable(),
                            fallback(setting),
                            readers(setting),
                            setting.meaning().isEmpty()
                                    ? MEANINGS.getOrDefault(setting.property(), "")
                                    : setting.meaning()));
        }
        return text.toString().replace("\r\n", "\n");
    }

    private static String fallback(Setting setting) {
        String own = setting.ownFallbacks().entrySet().stream()
                .map(entry -> setting.readers().size() == 1
                        ? code(entry.getValue())
                        : code(entry.getValue()) + " " + shortName(entry.getKey()))
                .collect(Collectors.joining(", "));
        boolean everyReader = setting.ownFallbacks().keySet().containsAll(setting.readers());
        return Stream.of(everyReader ? "" : code(setting.fallback()), own)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String code(String value) {
        return value.isEmpty() ? "" : "`" + value + "`";
    }

    private static String readers(Setting setting) {
        return setting.readers().size() == Suite.Service.values().length
                ? "all"
                : setting.readers().stream()
                        .map(SettingsDocumentTest::shortName)
                        .collect(Collectors.joining(", "));
    }

    private static String shortName(String module) {
        return module.replace("-service", "");
    }
}
