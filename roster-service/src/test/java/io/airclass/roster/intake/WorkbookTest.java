package io.airclass.roster.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.store.Database;
import io.airclass.roster.RosterServiceTest;
import io.airclass.roster.intake.Workbooks.Sheet;
import io.airclass.roster.oneroster.Zips;
import io.airclass.roster.personal.Numbers;
import io.airclass.roster.personal.Particular;
import io.airclass.roster.personal.Particulars;
import io.airclass.roster.personal.PersonalService;
import io.airclass.testkit.Infrastructure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.bson.Document;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

class WorkbookTest extends RosterServiceTest {
    @TempDir
    Path directory;

    @Autowired
    Database database;

    @Autowired
    PersonalService personal;

    /** Whether the template is from before there were columns of particulars. */
    private boolean older;

    private final Map<Sheet, List<List<Object>>> rows = new EnumMap<>(Sheet.class);

    @BeforeEach
    void a_county_and_a_filled_template() {
        imported(Zips.school());
        for (Sheet sheet : Sheet.values()) {
            rows.put(sheet, new ArrayList<>());
        }
        add(Sheet.SCHOOLS, "w-1", "兴义市下五屯小学", "", "学校", "小学,初中");
        add(Sheet.CLASSES, 101, "三年级（1）班", "w-1", 3, "小学", "w-t1");
        add(Sheet.TEACHERS, "w-t1", "陈", "志强", "w-1", "校长", "101:语文、书法", "w.chen", "Lesson-2026");
        add(Sheet.TEACHERS, "w-t2", "王", "丽华", "w-1", "", "101：数学", "", "");
        add(Sheet.STUDENTS, "w-s1", "李", "明", 101, "w.li", "Lesson-2026");
        add(Sheet.STUDENTS, "w-s2", "赵", "雪", 101, "", "");
        add(Sheet.GUARDIANS, "w-g1", "李", "国栋", "w-s1，w-s2", "w.baba", "");
    }

    private void add(Sheet sheet, Object... cells) {
        rows.get(sheet).add(List.of(cells));
    }

    private byte[] workbook() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "Airclass", "1.0")) {
            for (Sheet sheet : Sheet.values()) {
                var worksheet = workbook.newWorksheet(sheet.title);
                var headings = older ? sheet.headings : sheet.allHeadings();
                for (int i = 0; i < headings.size(); i++) {
                    worksheet.value(0, i, headings.get(i));
                }
                for (int r = 0; r < rows.get(sheet).size(); r++) {
                    for (int c = 0; c < rows.get(sheet).get(r).size(); c++) {
                        Object cell = rows.get(sheet).get(r).get(c);
                        if (cell instanceof Number number) {
                            worksheet.value(r + 1, c, number);
                        } else {
                            worksheet.value(r + 1, c, (String) cell);
                        }
                    }
                }
            }
        }
        return bytes.toByteArray();
    }

    private JsonNode sent(byte[] workbook) {
        String location = location(client.post()
                .uri("/api/imports?org=xingyi")
                .headers(h -> h.setBearerAuth(admin()))
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", Workbooks.MEDIA_TYPE)
                .bodyValue(workbook)
                .exchange());
        return finished(location);
    }

    private static List<String> places(JsonNode report) {
        return report.get("errors")
                .valueStream()
                .map(error -> error.get("file").asString() + "!"
                        + error.get("column").asString() + error.get("line").asLong() + " "
                        + error.get("code").asString())
                .toList();
    }

    private Document stored(String collection, String id) {
        return Mono.from(Infrastructure.unguarded(database)
                        .getCollection(collection)
                        .find(new Document("_id", id))
                        .first())
                .block();
    }

    private byte[] template() {
        return get(issuer.token("x", "ORG_ADMINISTRATOR@xingyi"), "/api/imports/template")
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
    }

    /** The workbook with one of its parts made another. */
    private byte[] with(byte[] workbook, String part, byte[] content) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        Path file = Zips.file(directory, workbook);
        try (var zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
                parts.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        parts.put(part, content);
        return Zips.raw(parts);
    }

    @Test
    void a_filled_template_goes_in_with_all_its_relations() throws IOException {
        var report = sent(workbook());

        assertThat(places(report)).isEmpty();
        assertThat(stored("orgs", "w-1").getList("within", String.class)).contains("xingyi");
        var schoolClass = stored("classes", "101");
        assertThat(schoolClass.getList("studentIds", String.class)).containsExactly("w-s1", "w-s2");
        assertThat(schoolClass.getString("headTeacherId")).isEqualTo("w-t1");
        assertThat(schoolClass.getList("teachers", Document.class))
                .extracting(each -> each.getString("personId") + each.getString("subject"))
                .containsExactly("w-t1书法", "w-t1语文", "w-t2数学");
        assertThat(stored("people", "w-g1").getList("childIds", String.class)).containsExactly("w-s1", "w-s2");
        signIn("w.chen", "Lesson-2026").expectStatus().isOk();

        var again = sent(workbook());
        assertThat(again.at("/counts/people/unchanged").asLong()).isEqualTo(5);
        assertThat(again.at("/counts/people/changed").asLong()).isZero();
    }

    @Test
    void particulars_stand_in_columns_of_their_own_and_an_older_template_has_none() throws IOException {
        add(Sheet.TEACHERS, "w-t4", "马", "超", "w-1", "", "", "", "", 13985712001L, Numbers.identity(971));
        add(Sheet.STUDENTS, "w-s7", "吴", "敏", 101, "", "", "", Numbers.identity(972), Numbers.student(972));
        add(Sheet.STUDENTS, "w-s8", "周", "敏", 101, "", "", "138", 522301201001019990L, "G5223");
        add(Sheet.GUARDIANS, "w-g7", "吴", "妈妈", "w-s7", "", "", "13985712002", "");

        var report = sent(workbook());

        assertThat(places(report))
                .contains("学生!G5 phone-unfit", "学生!H5 identity-number-unfit", "学生!I5 student-number-unfit");
        assertThat(report.toString()).doesNotContain("5223012010", "G5223");
        assertThat(personal.open(Set.of("w-t4", "w-s7", "w-s8", "w-g7")).block())
                .isEqualTo(Map.of(
                        "w-t4",
                        new Particulars(Map.of(
                                Particular.PHONE, "13985712001", Particular.IDENTITY_NUMBER, Numbers.identity(971))),
                        "w-s7",
                        new Particulars(Map.of(
                                Particular.STUDENT_NUMBER,
                                Numbers.student(972),
                                Particular.IDENTITY_NUMBER,
                                Numbers.identity(972))),
                        "w-g7",
                        new Particulars(Map.of(Particular.PHONE, "13985712002"))));

        older = true;
        assertThat(places(sent(workbook()))).isEmpty();
        assertThat(personal.open(Set.of("w-s7")).block()).hasSize(1);
    }

    @Test
    void faults_are_told_at_the_sheet_the_row_and_the_columns_letter() throws IOException {
        add(Sheet.SCHOOLS, "w-2", "另一所学校", "nowhere", "学校", "小学");
        add(Sheet.SCHOOLS, "w-3", "又一所学校", "", "公司", "");
        add(Sheet.CLASSES, "102", "三年级（2）班", "w-1", 13, "", "");
        add(Sheet.TEACHERS, "w-t3", "马", "超", "w-1", "", "999:语文", "", "");
        add(Sheet.STUDENTS, "w-s3", "吴", "", 101, "", "");
        add(Sheet.STUDENTS, "w-s4", "周", "敏", 101, "不 好", "");
        add(Sheet.GUARDIANS, "w-g2", "吴", "妈妈", "w-s9", "", "");

        var report = sent(workbook());

        assertThat(places(report))
                .contains(
                        "学校!C3 reference-missing",
                        "学校!D4 cell-unknown",
                        "班级!D3 cell-unknown",
                        "教师!F4 class-unknown",
                        "学生!C4 field-missing",
                        "学生!E5 username-unfit",
                        "家长!D3 student-unknown");
        assertThat(stored("people", "w-s2")).isNotNull();
        assertThat(stored("people", "w-s4")).isNull();
    }

    @Test
    void the_template_is_taken_as_it_is_and_is_for_those_who_import() throws IOException {
        var report = sent(template());

        assertThat(report.get("state").asString()).as(report.toString()).isEqualTo("DONE");
        assertThat(report.get("errorCount").asLong()).isZero();
        assertThat(new String(template(), StandardCharsets.ISO_8859_1)).startsWith("PK");
        assertThat(problem(get(issuer.token("x", "TEACHER@school-1"), "/api/imports/template"), 403))
                .isEqualTo("import-forbidden");
    }

    @Test
    void a_heading_that_was_changed_is_told_with_its_letter() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var workbook = new Workbook(bytes, "x", "1.0")) {
            workbook.newWorksheet("学校").value(0, 0, "编号");
        }

        assertThat(places(sent(bytes.toByteArray()))).contains("学校!A1 sheet-heading", "!0 sheet-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE x [<!ENTITY a \"b\">]><worksheet>&a;</worksheet>', workbook-entities",
        "'<worksheet><sheetData><row r=', workbook-unreadable",
        "'no xml at all', workbook-unreadable",
    })
    void a_hostile_part_refuses_the_workbook(String content, String code) throws IOException {
        byte[] workbook = with(workbook(), "xl/worksheets/sheet1.xml", content.getBytes(StandardCharsets.UTF_8));

        assertThat(places(sent(workbook))).contains("!0 " + code);
    }

    @Test
    void a_part_that_inflates_without_end_is_refused_before_it_is_read() throws IOException {
        byte[] bomb = ("<sst>" + "<si><t>" + "a".repeat(8 << 20) + "</t></si></sst>").getBytes(StandardCharsets.UTF_8);

        assertThat(places(sent(with(workbook(), "xl/sharedStrings.xml", bomb)))).containsExactly("!0 workbook-bomb");
    }

    @Test
    void a_part_that_is_there_twice_refuses_the_workbook() throws IOException {
        byte[] twice = with(workbook(), "xl/worksheets/sheeu1.xml", "<!DOCTYPE x>".getBytes(StandardCharsets.UTF_8));
        String text = new String(twice, StandardCharsets.ISO_8859_1).replace("sheeu1.xml", "sheet1.xml");

        assertThat(places(sent(text.getBytes(StandardCharsets.ISO_8859_1)))).containsExactly("!0 workbook-unreadable");
    }

    /** The zip with more at the end of its directory: an extra field of the last entry, of a kind that nobody knows. */
    private static byte[] withLastExtra(byte[] zip, byte[] content) {
        var old = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        int end = zip.length - 22;
        int last = old.getInt(end + 16);
        for (int at = last; at < end; at++) {
            last = old.getInt(at) == 0x02014b50 ? at : last;
        }
        int more = 4 + content.length;
        var changed = ByteBuffer.allocate(zip.length + more).order(ByteOrder.LITTLE_ENDIAN);
        changed.put(zip, 0, end)
                .putShort((short) 0x7777)
                .putShort((short) content.length)
                .put(content)
                .put(zip, end, 22);
        changed.putShort(last + 30, (short) (old.getShort(last + 30) + more));
        changed.putInt(end + more + 12, old.getInt(end + 12) + more);
        return changed.array();
    }

    @ParameterizedTest
    @CsvSource({"0x07064b50", "0x06054b50"})
    void a_workbook_in_which_another_reader_could_find_another_directory_is_refused(String signature)
            throws IOException {
        var hidden = ByteBuffer.allocate(20).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.decode(signature));
        byte[] workbook = with(workbook(), "xl/last.xml", "<x/>".getBytes(StandardCharsets.UTF_8));

        byte[] hiding = withLastExtra(workbook, hidden.array());

        try (var seenByTheJdk = new ZipFile(Zips.file(directory, hiding).toFile())) {
            assertThat(seenByTheJdk.getEntry("xl/last.xml").getExtra()).hasSize(24);
        }
        assertThat(places(sent(hiding))).containsExactly("!0 workbook-unreadable");
        assertThat(places(sent(withLastExtra(workbook, new byte[20])))).isEmpty();
    }

    @Test
    void more_parts_than_a_workbook_has_are_refused() throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        for (int i = 0; i < 201; i++) {
            parts.put("xl/part" + i + ".xml", new byte[0]);
        }

        assertThat(places(sent(Zips.raw(parts)))).containsExactly("!0 workbook-bomb");
    }

    @Test
    void a_zip_that_is_no_workbook_is_refused() throws IOException {
        assertThat(places(sent(Zips.zip(Zips.school())))).isNotEmpty();
    }
}
