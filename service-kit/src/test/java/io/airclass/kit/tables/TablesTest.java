package io.airclass.kit.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.airclass.kit.problem.Refused;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
    private static final TableLimits LIMITS = new TableLimits(200_000, 5, 20, 10, 150, 200);
    private static final List<String> PIECES = List.of(
            "语文", "=1+1", "@王芳", "'", "''=x", "-", "＋", "a,b", "\"引号\"", "第一行\n第二行", "", "101", "2026-09-07", "𠮷");

    @TempDir
    Path directory;

    private static String slug(byte[] file) {
        try {
            Tables.read(file, LIMITS);
            return "";
        } catch (Refused refused) {
            return refused.rejection().slug() + " "
                    + refused.rejection().facts().getOrDefault("what", "");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<List<String>> repeated(List<String> row, int times) {
        return Collections.nCopies(times, row);
    }

    @ParameterizedTest
    @CsvSource({"0,0,A1", "4,1,B5", "0,25,Z1", "0,26,AA1", "9,701,ZZ10", "0,702,AAA1"})
    void a_cell_is_called_as_spreadsheets_do(int row, int column, String address) {
        assertThat(Table.address(row, column)).isEqualTo(address);
    }

    @Test
    void a_file_is_read_in_utf_8_with_and_without_mark_and_in_gb18030_and_keeps_the_numbers_of_its_rows() {
        var text = "节次,星期一\r\n\r\n1,\"语文\n王芳\"\n2";
        var rows = List.of(List.of("节次", "星期一"), List.of(""), List.of("1", "语文\n王芳"), List.of("2"));
        for (var file : List.of(bytes(text), bytes("\uFEFF" + text), text.getBytes(Charset.forName("GB18030")))) {
            assertThat(Tables.read(file, LIMITS)).containsExactly(new Table("", rows));
        }
    }

    @Test
    void whatever_is_written_is_read_back_as_it_was_and_begins_no_formula() {
        var random = new Random(20260907);
        for (int round = 0; round < 200; round++) {
            var rows = new ArrayList<List<String>>();
            for (int row = random.nextInt(1, 8); row > 0; row--) {
                var cells = new ArrayList<String>();
                for (int column = random.nextInt(8); column > 0; column--) {
                    cells.add(PIECES.get(random.nextInt(PIECES.size())) + PIECES.get(random.nextInt(PIECES.size())));
                }
                cells.add("末");
                rows.add(cells);
            }
            var table = new Table("七（1）班", rows);
            assertThat(Tables.read(Tables.xlsx(List.of(table)), LIMITS)).containsExactly(table);
            var csv = Tables.csv(table);
            assertThat(Tables.read(csv, LIMITS)).containsExactly(new Table("", rows));
            assertThat(new String(csv, StandardCharsets.UTF_8)).doesNotContainPattern("(^|,|\n)\"[=+@-]");
        }
    }

    @Test
    void a_date_or_time_of_a_workbook_is_written_out_and_a_number_stands_as_it_is_shown() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "测试", "1.0")) {
            var sheet = workbook.newWorksheet("节目单");
            sheet.value(0, 0, 46272);
            sheet.style(0, 0).format("yyyy-mm-dd").set();
            sheet.value(0, 1, 8.0 / 24);
            sheet.style(0, 1).format("h:mm").set();
            sheet.value(0, 2, 46272 + 20.5 / 24);
            sheet.style(0, 2).format("yyyy/m/d h:mm").set();
            sheet.value(0, 3, 101);
            sheet.value(0, 4, 46272);
            sheet.style(0, 4).format("0.00").set();
        }
        assertThat(Tables.read(bytes.toByteArray(), LIMITS).getFirst().rows())
                .containsExactly(List.of("2026-09-07", "08:00", "2026-09-07 20:30", "101", "46272"));
    }

    @Test
    void sheets_have_names_of_their_own_within_what_a_workbook_takes() {
        var tables = List.of(
                new Table("七/1", List.of(List.of("a"))),
                new Table("七?1", List.of(List.of("b"))),
                new Table("一".repeat(40), List.of(List.of("c"))),
                new Table("一".repeat(50), List.of(List.of("d"))));
        assertThat(Tables.read(Tables.xlsx(tables), LIMITS).stream().map(Table::name))
                .containsExactly("七_1", "七_1~2", "一".repeat(31), "一".repeat(29) + "~2");
    }

    @Test
    void more_than_the_limits_is_refused_and_exactly_so_much_is_taken() {
        var one = List.of("语文");
        assertThat(slug(Tables.csv(new Table("", repeated(one, 20))))).isEmpty();
        assertThat(slug(Tables.csv(new Table("", repeated(one, 21))))).isEqualTo("table-too-large rows");
        assertThat(slug(Tables.csv(new Table("", List.of(Collections.nCopies(10, "数"))))))
                .isEmpty();
        assertThat(slug(Tables.csv(new Table("", List.of(Collections.nCopies(11, "数"))))))
                .isEqualTo("table-too-large columns");
        assertThat(slug(Tables.csv(new Table("", repeated(Collections.nCopies(10, "数"), 15)))))
                .isEmpty();
        assertThat(slug(Tables.csv(new Table("", repeated(Collections.nCopies(10, "数"), 16)))))
                .isEqualTo("table-too-large cells");
        assertThat(slug(Tables.csv(new Table("", List.of(List.of("字".repeat(201)))))))
                .isEqualTo("table-too-large characters");
        assertThat(slug(bytes("x".repeat(200_001)))).isEqualTo("table-too-large bytes");
        var sheets = Collections.nCopies(6, new Table("班", List.of(one)));
        assertThat(slug(Tables.xlsx(sheets.subList(0, 5)))).isEmpty();
        assertThat(slug(Tables.xlsx(sheets))).isEqualTo("table-too-large sheets");
        assertThat(slug(Tables.xlsx(List.of(new Table("班", repeated(one, 21))))))
                .isEqualTo("table-too-large rows");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PK\u0003\u0004 no zip", "PK\u0003\u0004"})
    void what_only_looks_like_a_workbook_is_refused(String text) {
        assertThatThrownBy(() -> Tables.read(bytes(text), LIMITS)).isInstanceOf(Refused.class);
    }

    @Test
    void a_workbook_that_is_damaged_declares_entities_or_inflates_without_end_is_refused() throws IOException {
        var good = Tables.xlsx(List.of(new Table("班", List.of(List.of("语文")))));
        var sheet = "xl/worksheets/sheet1.xml";
        assertThat(slug(with(good, sheet, bytes("<worksheet><sheetData><row r=\"1\"><c r=\"A1\">"))))
                .isEqualTo("workbook-unreadable ");
        assertThat(slug(with(good, sheet, bytes("<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet>&a;</worksheet>"))))
                .isEqualTo("workbook-unreadable ");
        assertThat(slug(with(good, sheet, bytes(" ".repeat(9 << 20))))).startsWith("table-too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "xl/workbook.xml, <sheet name='a' sheetId='1' r:id='rId1'/>, 80000",
        "xl/styles.xml, <x:xf numFmtId='1'/>, 80000",
        "xl/_rels/workbook.xml.rels, <Relationship Id='a' Type='t' Target='u'/>, 80000",
        "xl/sharedStrings.xml, <si/>, 310",
        "xl/worksheets/sheet1.xml, <si >, 310"
    })
    void many_small_things_that_a_library_keeps_are_refused(String part, String element, int times) throws IOException {
        var good = Tables.xlsx(List.of(new Table("班", List.of(List.of("语文")))));
        var limits = new TableLimits(2_000_000, 5, 20, 10, 150, 200);
        assertThatThrownBy(() -> Tables.read(
                        with(good, part, bytes("<sst>" + (element + " ").repeat(times) + "</sst>")), limits))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rejection().slug()).isEqualTo("table-too-large"));
    }

    @Test
    void cells_that_share_one_long_text_and_sheets_of_empty_rows_are_counted_together() {
        var row = Collections.nCopies(10, "文".repeat(1_000));
        var limits = new TableLimits(5_000, 9, 1_000, 10, 1_000, 1_000);
        var enough = Tables.xlsx(List.of(new Table("一", Collections.nCopies(4, row))));
        assertThat(Tables.read(enough, limits).getFirst().rows()).hasSize(4);
        var more = Tables.xlsx(List.of(new Table("一", Collections.nCopies(5, row))));
        assertThatThrownBy(() -> Tables.read(more, limits)).isInstanceOfSatisfying(Refused.class, refused -> assertThat(
                        refused.rejection().facts())
                .containsEntry("what", "characters"));
        var far = new ArrayList<List<String>>(Collections.nCopies(599, List.of()));
        far.add(List.of("语文"));
        assertThat(Tables.read(Tables.xlsx(List.of(new Table("一", far))), limits))
                .hasSize(1);
        assertThatThrownBy(() -> Tables.read(Tables.xlsx(List.of(new Table("一", far), new Table("二", far))), limits))
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.rejection().facts()).containsEntry("what", "rows"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<c r=\"ZZZZZZ1\"/>",
                "<c r='zzzzzz1'/>",
                "<c a:r=\"ZZZZZZ1\"/>",
                "<c\n r   =\n\n \"ZZZZZZ1\"/>",
                "<c r=\"&#90;ZZZZZ1\"/>"
            })
    void a_cell_that_lies_too_far_to_the_right_is_refused_before_room_is_made_for_it(String cell) throws IOException {
        var good = Tables.xlsx(List.of(new Table("班", List.of(List.of("语文")))));
        var part = "xl/worksheets/sheet1.xml";
        var sheet = "<worksheet>%s<sheetData><row r=\"1\">%s</row></sheetData></worksheet>";
        for (int before : new int[] {0, 65_536 - 50, 65_536 - 44, 65_536 - 40}) {
            assertThat(slug(with(good, part, bytes(sheet.formatted(" ".repeat(before), cell)))))
                    .as("after %d spaces", before)
                    .startsWith("table-too-large");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"1E999999999", "1E-999999999", "-1E400"})
    void a_number_whose_digits_nobody_wrote_is_not_written_out(String number) {
        assertThat(Tables.plain(new BigDecimal(number))).hasSizeLessThan(20);
        assertThat(Tables.plain(new BigDecimal("20260907.50"))).isEqualTo("20260907.5");
    }

    @Test
    void text_that_is_neither_utf_8_nor_gb18030_is_refused() {
        assertThat(slug(new byte[] {(byte) 0xFF, (byte) 0xFE, 0, 'a'})).isEqualTo("table-not-text ");
        assertThat(slug(bytes("a,\"b"))).isIn("", "table-malformed ");
    }

    private byte[] with(byte[] workbook, String part, byte[] content) throws IOException {
        var file = Files.write(directory.resolve("workbook.xlsx"), workbook);
        var bytes = new ByteArrayOutputStream();
        try (var in = new ZipFile(file.toFile());
                var out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry : (Iterable<ZipEntry>) in.stream().map(ZipEntry.class::cast)::iterator) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(
                        entry.getName().equals(part)
                                ? content
                                : in.getInputStream(entry).readAllBytes());
            }
        }
        return bytes.toByteArray();
    }
}
