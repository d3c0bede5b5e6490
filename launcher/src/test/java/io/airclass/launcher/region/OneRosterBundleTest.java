package io.airclass.launcher.region;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class OneRosterBundleTest {
    private static final String CHECKSUM_OF_2026 = "95aeaa7fac1e6edf8bb842f095fd853515fcfce96ca2bd67b4f12d07052a5c85";

    private final OneRosterBundle bundle = OneRosterBundle.of(RegionGenerator.generate(2026));

    @Test
    void two_runs_give_the_same_bytes() {
        assertThat(OneRosterBundle.of(RegionGenerator.generate(2026)).zip()).isEqualTo(bundle.zip());
    }

    @Test
    void the_bundle_of_2026_has_the_stated_checksum() {
        assertThat(bundle.checksum()).isEqualTo(CHECKSUM_OF_2026);
    }

    @Test
    void another_year_changes_the_terms_and_no_person() {
        var next = OneRosterBundle.of(RegionGenerator.generate(2027)).files();

        assertThat(next.get("users.csv")).isEqualTo(bundle.files().get("users.csv"));
        assertThat(next.get("academicSessions.csv")).contains("2027-09-01").doesNotContain("2026-09-01");
    }

    @Test
    void the_manifest_names_each_file_of_the_archive_as_bulk() throws IOException {
        var names = new ArrayList<String>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bundle.zip()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        var bulk = rows("manifest.csv").stream()
                .filter(row -> row.getField("value").equals("bulk"))
                .map(row -> row.getField("propertyName").replace("file.", "") + ".csv")
                .toList();

        assertThat(names.getFirst()).isEqualTo("manifest.csv");
        assertThat(names.subList(1, names.size())).containsExactlyElementsOf(bulk);
        assertThat(bundle.files().get("manifest.csv")).contains("oneroster.version,1.2");
    }

    @Test
    void the_files_hold_the_stated_numbers_of_rows() {
        assertThat(rows("orgs.csv")).hasSize(2 + 9 + 253);
        assertThat(rows("classes.csv")).hasSize(12);
        assertThat(rows("courses.csv")).hasSize(6);
        assertThat(rows("academicSessions.csv")).hasSize(3);
        assertThat(rows("users.csv")).hasSizeBetween(1_600, 2_000);
        assertThat(rows("enrollments.csv")).hasSizeBetween(700, 800);
    }

    @Test
    void every_reference_resolves() {
        var orgs = ids("orgs.csv");
        var users = ids("users.csv");
        var sessions = ids("academicSessions.csv");

        refer("orgs.csv", "parentSourcedId", orgs);
        refer("orgs.csv", "metadata.airclass.managingOrg", orgs);
        refer("academicSessions.csv", "parentSourcedId", sessions);
        refer("courses.csv", "orgSourcedId", orgs);
        refer("courses.csv", "schoolYearSourcedId", sessions);
        refer("classes.csv", "courseSourcedId", ids("courses.csv"));
        refer("classes.csv", "schoolSourcedId", orgs);
        refer("classes.csv", "termSourcedIds", sessions);
        refer("users.csv", "agentSourcedIds", users);
        refer("users.csv", "primaryOrgSourcedId", orgs);
        refer("roles.csv", "userSourcedId", users);
        refer("roles.csv", "orgSourcedId", orgs);
        refer("enrollments.csv", "classSourcedId", ids("classes.csv"));
        refer("enrollments.csv", "schoolSourcedId", orgs);
        refer("enrollments.csv", "userSourcedId", users);
    }

    @Test
    void everybody_has_a_primary_role_and_no_role_twice() {
        var primary = rows("roles.csv").stream()
                .filter(row -> row.getField("roleType").equals("primary"))
                .map(row -> row.getField("userSourcedId"))
                .toList();

        assertThat(primary).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids("users.csv"));
        assertThat(rows("roles.csv"))
                .extracting(row -> row.getField("sourcedId"))
                .doesNotHaveDuplicates();
    }

    @Test
    void a_password_stands_only_beside_a_username() {
        var accounts = rows("users.csv").stream()
                .filter(row -> !row.getField("username").isEmpty())
                .toList();

        assertThat(accounts).hasSize(13).allMatch(row -> row.getField("password")
                .equals(Region.DEMO_PASSWORD));
        assertThat(rows("users.csv"))
                .filteredOn(row -> row.getField("username").isEmpty())
                .allMatch(row -> row.getField("password").isEmpty());
    }

    private void refer(String file, String column, Set<String> targets) {
        assertThat(rows(file)).allSatisfy(row -> assertThat(targets)
                .as("%s of %s", column, file)
                .containsAll(List.of(row.getField(column).split(",")).stream()
                        .filter(id -> !id.isEmpty())
                        .toList()));
    }

    private Set<String> ids(String file) {
        return rows(file).stream().map(row -> row.getField("sourcedId")).collect(Collectors.toSet());
    }

    private List<NamedCsvRecord> rows(String file) {
        return CsvReader.builder().ofNamedCsvRecord(bundle.files().get(file)).stream()
                .toList();
    }
}
