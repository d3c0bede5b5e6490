package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.airclass.roster.oneroster.Bundle;
import io.airclass.roster.oneroster.BundleLimits;
import io.airclass.roster.oneroster.Finding;
import io.airclass.roster.oneroster.Findings;
import io.airclass.roster.oneroster.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Bundles written by others, where {@code airclass.corpora} (or the folder beside the checkout) has them; else skipped, which is said. */
class CorporaTest {
    private static final Path CORPORA = find();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 22);

    /** What each bundle with a fault must tell, at the least, as file:line:column or the file alone; the format's files that we leave aside are not looked into. */
    private static final Map<String, Set<String>> NEGATIVE = Map.ofEntries(
            Map.entry("negative-missing-manifest.zip", Set.of("manifest.csv:0:")),
            Map.entry("negative-invalid-manifest-header.zip", Set.of("manifest.csv:1:")),
            Map.entry("negative-unknown-zip-entry.zip", Set.of("extra.csv:0:")),
            Map.entry("negative-manifest-marks-supplied-file-missing.zip", Set.of("manifest.csv:24:value")),
            Map.entry("negative-manifest-marks-present-file-absent.zip", Set.of("manifest.csv:24:value")),
            Map.entry("negative-csv-quote-failure.zip", Set.of("users.csv:2:username")),
            Map.entry(
                    "negative-schema-header-and-metadata-failures.zip",
                    Set.of("users.csv:1:sourcedId", "classes.csv:1:status")),
            Map.entry(
                    "negative-field-parser-failures.zip",
                    Set.of(
                            "academicSessions.csv:2:schoolYear",
                            "courses.csv:2:orgSourcedId",
                            "users.csv:2:enabledUser")),
            Map.entry("negative-delta-lifecycle-datetime-failure.zip", Set.of("users.csv:2:dateLastModified")),
            Map.entry("negative-bulk-lifecycle-status-failure.zip", Set.of("users.csv:2:status")),
            Map.entry("negative-delta-lifecycle-required-failure.zip", Set.of("users.csv:2:status")),
            Map.entry("negative-duplicate-sourcedid-failure.zip", Set.of("users.csv:3:sourcedId")),
            // Their faults lie in the gradebook's files.
            Map.entry("negative-missing-target-file-failure.zip", Set.of()),
            Map.entry("negative-semantic-validation-failure.zip", Set.of()),
            Map.entry("negative-missing-target-record-failure.zip", Set.of()));

    @TempDir
    Path directory;

    private static Path find() {
        return Stream.of(
                        Optional.ofNullable(System.getProperty("airclass.corpora"))
                                .map(Path::of),
                        Stream.iterate(Path.of("").toAbsolutePath(), path -> path != null, Path::getParent)
                                .map(path -> path.resolve("shared/corpora"))
                                .filter(Files::isDirectory)
                                .findFirst())
                .flatMap(Optional::stream)
                .findFirst()
                .map(path -> path.resolve("oneroster"))
                .orElse(Path.of("absent"));
    }

    @BeforeAll
    static void corpora_are_there() {
        assumeTrue(Files.isDirectory(CORPORA), "The OneRoster corpora are not here: nothing of them was tested");
    }

    private static JsonNode expected() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(CORPORA.resolve("v1p2-cases/expected.json")));
    }

    static Stream<String> ofKind(String kind) throws IOException {
        return Files.isDirectory(CORPORA)
                ? expected()
                        .valueStream()
                        .filter(one -> one.get("kind").asString().equals(kind))
                        .map(one -> one.get("file").asString())
                : Stream.of("absent");
    }

    static Stream<String> valid() throws IOException {
        return ofKind("valid");
    }

    static Stream<String> negative() throws IOException {
        return ofKind("negative");
    }

    static Stream<String> withMissingReference() throws IOException {
        return ofKind("missing-reference");
    }

    static Stream<String> withMissingFile() throws IOException {
        return ofKind("missing-target-file");
    }

    private static Findings check(Path zip) throws IOException {
        var findings = new Findings(1000);
        var opened = Bundle.open(zip, BundleLimits.standard(), findings);
        if (opened.isPresent()) {
            try (Bundle bundle = opened.get()) {
                RosterCheck.check(bundle, BundleLimits.standard(), findings, TODAY, RosterCheckTest.EVERYTHING);
            }
        }
        return findings;
    }

    private static List<String> places(Findings findings) {
        return findings.errors().stream()
                .map(error -> error.file() + ":" + error.line() + ":" + error.column())
                .toList();
    }

    private static JsonNode expectedOf(String file) throws IOException {
        return expected()
                .valueStream()
                .filter(one -> one.get("file").asString().equals(file))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("valid")
    void a_valid_bundle_has_no_error(String file) throws IOException {
        assertThat(check(CORPORA.resolve("v1p2-cases").resolve(file)).errors()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("negative")
    void a_bundle_with_a_fault_is_told_so_at_its_place(String file) throws IOException {
        assertThat(places(check(CORPORA.resolve("v1p2-cases").resolve(file)))).containsAll(NEGATIVE.get(file));
    }

    @ParameterizedTest
    @MethodSource("withMissingReference")
    void a_reference_to_nothing_is_told_at_its_place(String file) throws IOException {
        JsonNode expected = expectedOf(file);
        String place = expected.get("sourceFile").asString() + ":"
                + expected.get("rowNumber").asInt() + ":"
                + expected.get("field").asString();

        var findings = check(CORPORA.resolve("v1p2-cases").resolve(file));

        assertThat(places(findings)).contains(place);
        assertThat(findings.errors())
                .filteredOn(error -> error.code().equals("reference-missing"))
                .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("withMissingFile")
    void a_reference_to_a_file_that_is_absent_is_told_at_its_place(String file) throws IOException {
        Set<String> expected = expectedOf(file)
                .get("expectedDiagnostics")
                .valueStream()
                .map(one -> one.get("fileName").asString() + ":"
                        + one.get("rowNumber").asInt() + ":" + one.get("field").asString())
                .collect(Collectors.toSet());

        var findings = check(CORPORA.resolve("v1p2-cases").resolve(file));

        assertThat(places(findings)).containsAll(expected);
        assertThat(findings.errors()).extracting(Finding::code).contains("reference-file-absent");
    }

    @ParameterizedTest
    @CsvSource({"v1p1-school-small, 1, 79, 42, 546", "v1p1-district-medium, 9, 837, 364, 5810"})
    void a_bundle_of_1_1_is_read_whole(String folder, int orgs, int users, int classes, int enrolments)
            throws IOException {
        var entries = new LinkedHashMap<String, byte[]>();
        try (var paths = Files.list(CORPORA.resolve(folder))) {
            for (Path path : paths.sorted().toList()) {
                entries.put(path.getFileName().toString(), Files.readAllBytes(path));
            }
        }
        var findings = new Findings(1000);
        try (Bundle bundle = Bundle.open(Zips.file(directory, Zips.raw(entries)), BundleLimits.standard(), findings)
                .orElseThrow()) {
            var plan = RosterCheck.check(bundle, BundleLimits.standard(), findings, TODAY, RosterCheckTest.EVERYTHING)
                    .orElseThrow();
            var people = RosterCheckTest.all(plan.people(bundle));
            assertThat(people).hasSize(users);
            assertThat(RosterCheckTest.all(plan.classes(bundle))).hasSize(classes);
            assertThat(people.stream()
                            .mapToInt(each -> each.person().classIds().size()
                                    + each.person().taughtClassIds().size())
                            .sum())
                    .isEqualTo(enrolments);
            assertThat(plan.orgs()).hasSize(orgs);
            assertThat(plan.terms()).isNotEmpty();
        }
        assertThat(findings.errors()).isEmpty();
        assertThat(findings.notes()).extracting(Finding::code).contains("year-as-span");
    }

    @Test
    void every_negative_bundle_of_the_corpora_is_in_the_table() throws IOException {
        assertThat(negative()).containsExactlyInAnyOrderElementsOf(NEGATIVE.keySet());
    }
}
