package io.airclass.roster.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    private static final BundleLimits LIMITS = BundleLimits.standard();

    @TempDir
    Path directory;

    private final Findings findings = new Findings(100);

    private List<Row> rows(byte[] zip, BundleFile file) throws IOException {
        return rows(zip, file, LIMITS);
    }

    private List<Row> rows(byte[] zip, BundleFile file, BundleLimits limits) throws IOException {
        var rows = new ArrayList<Row>();
        var opened = Bundle.open(Zips.file(directory, zip), limits, findings);
        if (opened.isPresent()) {
            try (Bundle bundle = opened.get()) {
                bundle.rows(file, findings, rows::add);
            }
        }
        return rows;
    }

    private List<String> codes() {
        return findings.errors().stream().map(Finding::code).toList();
    }

    private static byte[] with(String name, String text) {
        Map<String, String> files = Zips.school();
        files.put(name, text);
        return Zips.zip(files);
    }

    private static BundleLimits limits(long inflatedBytesMax, int rowsMax, int fieldCharsMax) {
        return new BundleLimits(64, inflatedBytesMax, 200, rowsMax, fieldCharsMax, 65_536, 100, 100, 12, 500, 200);
    }

    @Test
    void rows_of_a_good_bundle_are_handed_on_with_our_own_columns() throws IOException {
        var rows = rows(Zips.zip(Zips.school()), BundleFile.ORGS);

        assertThat(rows).hasSize(4);
        assertThat(rows.get(2).text("name")).isEqualTo("兴义市");
        assertThat(rows.get(2).airclass("divisionCode")).isEqualTo("522301");
        assertThat(rows.get(2).line()).isEqualTo(4);
        assertThat(findings.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "GB18030", "GBK"})
    void names_are_read_in_the_encoding_in_which_they_were_written(String charset) throws IOException {
        var rows = rows(Zips.zip(Zips.school(), Charset.forName(charset)), BundleFile.ORGS);

        assertThat(rows.getLast().text("name")).isEqualTo("兴义市第一中学");
        assertThat(findings.notes().stream().anyMatch(note -> note.code().equals("encoding-gb18030")))
                .isEqualTo(!charset.equals("UTF-8"));
    }

    @Test
    void a_byte_order_mark_does_not_belong_to_the_first_header() throws IOException {
        var rows = rows(with("orgs.csv", "\uFEFF" + Zips.school().get("orgs.csv")), BundleFile.ORGS);

        assertThat(rows).hasSize(4);
        assertThat(findings.errors()).isEmpty();
    }

    @Test
    void a_file_in_no_known_encoding_is_refused_with_the_line() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of("orgs.csv", "")).getBytes(StandardCharsets.UTF_8));
        byte[] orgs = (Zips.ORGS_HEADER + Zips.org("a", "甲", "school", "", "", "")).getBytes(StandardCharsets.UTF_8);
        orgs[orgs.length - 3] = (byte) 0xFF;
        files.put("orgs.csv", orgs);

        rows(Zips.raw(files), BundleFile.ORGS);

        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("encoding-unknown");
            assertThat(error.line()).isEqualTo(2);
        });
    }

    @Test
    void utf_16_is_refused_with_a_clear_word() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of()).getBytes(StandardCharsets.UTF_16));

        rows(Zips.raw(files), BundleFile.ORGS);

        assertThat(codes()).containsExactly("encoding-unknown");
    }

    @ParameterizedTest
    @CsvSource({
        "../users.csv, entry-path-unsafe",
        "/etc/users.csv, entry-path-unsafe",
        "..\\users.csv, entry-path-unsafe",
        "C:users.csv, entry-path-unsafe",
        "bundle/users.csv, entry-in-folder",
        "readme.txt, entry-unknown",
        "people.csv, entry-unknown",
        "Users.csv, entry-unknown",
    })
    void an_entry_that_does_not_belong_refuses_the_bundle(String name, String code) throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of()).getBytes(StandardCharsets.UTF_8));
        files.put(name, "sourcedId\n".getBytes(StandardCharsets.UTF_8));

        rows(Zips.raw(files), BundleFile.USERS);

        assertThat(findings.refused()).isTrue();
        assertThat(codes()).containsExactly(code);
    }

    @Test
    void an_entry_that_is_there_twice_refuses_the_bundle() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        files.put("manifest.csv", Zips.manifest(Map.of()).getBytes(StandardCharsets.UTF_8));
        files.put("orgs.csv", "a".getBytes(StandardCharsets.UTF_8));
        files.put("orgs.csx", "b".getBytes(StandardCharsets.UTF_8));
        var zip = new String(Zips.raw(files), StandardCharsets.ISO_8859_1).replace("orgs.csx", "orgs.csv");

        rows(zip.getBytes(StandardCharsets.ISO_8859_1), BundleFile.ORGS);

        assertThat(codes()).containsExactly("entry-doubled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PK", "this is no zip"})
    void what_is_no_zip_is_refused(String content) throws IOException {
        rows(content.getBytes(StandardCharsets.UTF_8), BundleFile.ORGS);

        assertThat(codes()).containsExactly("zip-unreadable");
    }

    @Test
    void a_truncated_zip_is_refused() throws IOException {
        byte[] zip = Zips.zip(Zips.school());

        rows(Arrays.copyOf(zip, zip.length / 2), BundleFile.ORGS);

        assertThat(codes()).containsExactly("zip-unreadable");
    }

    @Test
    void a_bomb_is_refused_before_it_is_inflated_whole() throws IOException {
        rows(with("users.csv", Zips.USERS_HEADER + "a".repeat(3 << 20)), BundleFile.USERS);

        assertThat(codes()).containsExactly("zip-bomb");
    }

    @Test
    void more_bytes_than_the_limit_are_refused() throws IOException {
        rows(Zips.zip(Zips.school()), BundleFile.USERS, limits(1_000, 100, 4_096));

        assertThat(codes()).first().isEqualTo("zip-too-large");
    }

    @Test
    void more_entries_than_the_limit_are_refused() throws IOException {
        var files = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 65; i++) {
            files.put("f" + i, new byte[0]);
        }

        rows(Zips.raw(files), BundleFile.USERS);

        assertThat(codes()).containsExactly("zip-entries-too-many");
    }

    @ParameterizedTest
    @CsvSource({"99, 0", "100, 0", "101, 1"})
    void rows_are_taken_up_to_the_limit(int count, int errors) throws IOException {
        var orgs = new StringBuilder(Zips.ORGS_HEADER);
        for (int i = 0; i < count; i++) {
            orgs.append(Zips.org("o" + i, "机构", "school", "", "", ""));
        }

        rows(with("orgs.csv", orgs.toString()), BundleFile.ORGS, limits(1 << 20, 100, 4_096));

        assertThat(findings.errors()).hasSize(errors).allMatch(error -> error.code()
                .equals("rows-too-many"));
    }

    @Test
    void a_field_of_ten_megabytes_is_refused_at_its_row() throws IOException {
        var random = new Random(1);
        var text = new StringBuilder();
        for (int i = 0; i < 10 << 20; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }

        rows(
                with("orgs.csv", Zips.ORGS_HEADER + Zips.org("a", text.toString(), "school", "", "", "")),
                BundleFile.ORGS);

        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("csv-broken");
            assertThat(error.line()).isEqualTo(2);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bad id,,,甲,school,,,,,,|sourcedId|id-unfit",
                ",,,甲,school,,,,,,|sourcedId|field-missing",
                "a,,,,school,,,,,,|name|field-missing",
                "a,,,甲,palace,,,,,,|type|value-unknown",
                "a,,,甲,school,,b c,,,,|parentSourcedId|id-unfit",
                "a,active,,甲,school,,,,,,|status|lifecycle-in-bulk",
                "a,,,甲,school|''|fields-miscounted",
                "a,,,甲\"乙,school,,,,,,|name|quote-unescaped",
            })
    void a_row_with_a_fault_is_told_with_its_column_and_the_next_row_is_read(String row, String column, String code)
            throws IOException {
        var rows = rows(
                with("orgs.csv", Zips.ORGS_HEADER + row + "\n" + Zips.org("good", "乙", "school", "", "", "")),
                BundleFile.ORGS);

        assertThat(rows).extracting(Row::id).containsExactly("good");
        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.file()).isEqualTo("orgs.csv");
            assertThat(error.line()).isEqualTo(2);
            assertThat(error.column()).isEqualTo(column);
            assertThat(error.code()).isEqualTo(code);
        });
    }

    @Test
    void a_line_number_counts_line_breaks_within_fields() throws IOException {
        rows(
                with("orgs.csv", Zips.ORGS_HEADER + "a,,,\"甲\n乙\",school,,,,,,\n" + "b,,,丙,palace,,,,,,\n"),
                BundleFile.ORGS);

        assertThat(findings.errors()).extracting(Finding::line).containsExactly(4L);
    }

    @Test
    void a_password_never_stands_in_a_finding() throws IOException {
        var user = Zips.user("u", "u", "陈", "静", "", "geheim\u0001");

        rows(with("users.csv", Zips.USERS_HEADER + user), BundleFile.USERS);

        assertThat(findings.errors()).singleElement().satisfies(error -> {
            assertThat(error.column()).isEqualTo("password");
            assertThat(error.facts().toString()).doesNotContain("geheim");
        });
    }

    @Test
    void of_a_file_without_a_header_only_the_places_of_its_first_row_are_told() throws IOException {
        var user = Zips.user("u-1", "li.ming", "李", "明", "", "geheim-2026");

        rows(with("users.csv", user + "a\"b" + user), BundleFile.USERS);

        assertThat(findings.errors()).extracting(Finding::column).contains("1 (A)", "6 (F)");
        assertThat(findings.errors().toString()).doesNotContain("李", "明", "li.ming", "u-1", "geheim");
    }

    @Test
    void a_column_of_ones_own_is_told_by_its_name() throws IOException {
        var header = Zips.ORGS_HEADER.strip() + ",metadata.ours,metadata.ours,x\n";

        rows(with("orgs.csv", header), BundleFile.ORGS);

        int columns = header.split(",").length;
        assertThat(findings.errors())
                .extracting(error -> error.code() + " " + error.column())
                .containsExactly(
                        "header-doubled metadata.ours",
                        "header-unknown " + columns + " (" + (char) ('A' + columns - 1) + ")");
    }
}
