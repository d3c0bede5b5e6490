package io.airclass.schedule.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A school's timetables, teacher by teacher, over HTTP. */
@ServiceTest
class TeacherImportTest {
    private static final LocalDate MONDAY =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(4).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    JsonMapper json;

    private School school;

    @BeforeEach
    void aSchool() {
        school = new School(roster);
    }

    private JsonNode put(byte[] file, String query, int status) {
        return put(school.administrator(), school.school, file, query, status);
    }

    private JsonNode put(String token, String schoolId, byte[] file, String query, int status) {
        var body = client.put()
                .uri("/api/schools/" + schoolId + "/timetables" + query)
                .headers(headers -> headers.setBearerAuth(token))
                .contentType(MediaType.parseMediaType(Tables.isWorkbook(file) ? Tables.XLSX : "text/csv"))
                .bodyValue(file)
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        var answer = json.readTree(body.getResponseBody());
        assertThat(body.getStatus().value()).as(answer.toString()).isEqualTo(status);
        return answer;
    }

    private byte[] file(String uri, Object... variables) {
        return client.get()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(byte[].class)
                .returnResult()
                .getResponseBody();
    }

    private byte[] schoolFile() {
        return file("/api/schools/{id}/timetables/files/teachers.xlsx", school.school);
    }

    private static List<Table> tables(byte[] file) {
        return Tables.read(file, FormatService.LIMITS);
    }

    private void drafted(String classId, String csv) {
        client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={day}", classId, MONDAY)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(csv.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private void published(String classId) {
        for (var step : List.of("submission", "approval", "publication")) {
            client.put()
                    .uri("/api/classes/{id}/timetable/{step}", classId, step)
                    .headers(headers -> headers.setBearerAuth(
                            step.equals("approval") ? school.principal() : school.administrator()))
                    .exchange()
                    .expectStatus()
                    .isOk();
        }
    }

    private JsonNode timetable(String classId) {
        return json.readTree(file("/api/classes/{id}/timetable", classId));
    }

    /** As {@code 1.2 语文 王芳}. */
    private List<String> lessons(String classId) {
        return timetable(classId)
                .get("lessons")
                .valueStream()
                .map(lesson -> lesson.get("weekday").asInt() + "."
                        + lesson.get("period").asInt() + " "
                        + lesson.get("subject").asString() + " "
                        + (lesson.get("teacherId").asString().equals(school.wang) ? "王芳" : "李强"))
                .toList();
    }

    private Map<String, String> states(JsonNode answer) {
        return answer.get("classes")
                .valueStream()
                .collect(Collectors.toMap(
                        one -> one.get("id").asString(), one -> one.get("state").asString()));
    }

    private static List<String> cells(JsonNode errors) {
        return errors.valueStream()
                .map(error -> error.get("sheet").asString() + "!"
                        + error.get("cell").asString() + " " + error.get("code").asString())
                .toList();
    }

    private static Table sheet(String name, String teacher, String... cells) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("教师编号", teacher));
        rows.add(List.of("节次", "时间", "星期一"));
        for (int i = 0; i < cells.length; i++) {
            rows.add(List.of(i + 1 + "", "%02d:00-%02d:40".formatted(8 + i, 8 + i), cells[i]));
        }
        return new Table(name, rows);
    }

    private static Table with(Table table, int row, int column, String text) {
        var rows = new ArrayList<>(table.rows());
        while (rows.size() <= row) {
            rows.add(List.of());
        }
        var cells = new ArrayList<>(rows.get(row));
        while (cells.size() <= column) {
            cells.add("");
        }
        cells.set(column, text);
        rows.set(row, cells);
        return new Table(table.name(), rows);
    }

    /** With the sheet of that name as it is, in its place. */
    private static byte[] with(List<Table> tables, Table changed) {
        return Tables.xlsx(tables.stream()
                .map(table -> table.name().equals(changed.name()) ? changed : table)
                .toList());
    }

    private Table sheetOf(List<Table> tables, String teacher) {
        return tables.stream()
                .filter(table -> table.cell(0, 1).equals(teacher))
                .findFirst()
                .orElseThrow();
    }

    private void twoDrafts() {
        drafted(school.classId, school.csv());
        drafted(school.secondClassId, school.otherCsv());
    }

    @Test
    void what_is_exported_by_teacher_and_imported_again_changes_nothing_whether_drafted_or_published() {
        twoDrafts();
        published(school.secondClassId);
        var exported = schoolFile();
        assertThat(tables(exported).stream().map(Table::name))
                .containsExactly("教师 " + school.li, "教师 " + school.wang, "教师名单", "班级名单");
        var before = List.of(timetable(school.classId), timetable(school.secondClassId));
        for (var query : List.of("", "?by=TEACHER", "?dryRun=true")) {
            var state = query.contains("dryRun") ? "CHECKED" : "UNCHANGED";
            var answer = put(exported, query, 200);
            assertThat(states(answer))
                    .as(answer.toString())
                    .isEqualTo(Map.of(school.classId, state, school.secondClassId, state));
        }
        var all = file("/api/schools/{id}/timetables/files/grid.xlsx", school.school);
        assertThat(states(put(all, "?by=TEACHER", 200)).values()).containsOnly("UNCHANGED");
        assertThat(List.of(timetable(school.classId), timetable(school.secondClassId)))
                .isEqualTo(before);
        assertThat(tables(schoolFile())).isEqualTo(tables(exported));
    }

    @Test
    void export_then_import_into_another_state_then_export_has_the_same_cells() {
        twoDrafts();
        var exported = tables(schoolFile());
        drafted2(school.classId, school.csv("历史"));
        assertThat(lessons(school.classId)).contains("1.1 历史 王芳");
        var answer = put(Tables.xlsx(exported), "?overwrite=true", 200);
        assertThat(states(answer)).containsEntry(school.classId, "STORED");
        var again = tables(schoolFile());
        assertThat(again.subList(0, 3)).isEqualTo(exported.subList(0, 3));
        var csv = file("/api/schools/{s}/teachers/{t}/timetable/files/grid.csv", school.school, school.wang);
        var gb = new String(csv, StandardCharsets.UTF_8).substring(1).getBytes(Charset.forName("GB18030"));
        assertThat(states(put(gb, "", 200)).values()).containsOnly("UNCHANGED");
        assertThat(file("/api/schools/{s}/teachers/{t}/timetable/files/grid.csv", school.school, school.wang))
                .isEqualTo(csv);
    }

    private void drafted2(String classId, String csv) {
        client.put()
                .uri("/api/classes/{id}/timetable?effectiveFrom={day}", classId, MONDAY)
                .headers(headers -> {
                    headers.setBearerAuth(school.administrator());
                    headers.setIfMatch("\"" + timetableVersion(classId) + "\"");
                })
                .contentType(MediaType.parseMediaType("text/csv"))
                .bodyValue(csv.getBytes(StandardCharsets.UTF_8))
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
    }

    private String timetableVersion(String classId) {
        return client.get()
                .uri("/api/classes/{id}/timetable", classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag()
                .replace("\"", "");
    }

    @Test
    void the_sheets_replace_what_their_teachers_give_in_the_named_classes_and_leave_what_others_give() {
        twoDrafts();
        var sheets = Tables.xlsx(List.of(
                sheet("王老师", school.wang, "书法\n班级：七（1）班", "", "语文\n" + school.wang + "\n七（2）班、" + school.classId)));
        var refused = put(sheets, "", 200);
        assertThat(refused.at("/classes/0/problem/type").asString()).isEqualTo("if-match-missing");
        assertThat(states(put(sheets, "?overwrite=true", 200)))
                .isEqualTo(Map.of(school.classId, "STORED", school.secondClassId, "STORED"));
        assertThat(lessons(school.classId)).containsExactly("1.1 书法 王芳", "1.2 数学 李强", "1.3 语文 王芳", "2.1 数学 李强");
        assertThat(lessons(school.secondClassId)).containsExactly("1.1 数学 李强", "1.3 语文 王芳");
        var versions = List.of(timetableVersion(school.classId), timetableVersion(school.secondClassId));
        assertThat(states(put(sheets, "", 200)).values()).containsOnly("UNCHANGED");
        assertThat(List.of(timetableVersion(school.classId), timetableVersion(school.secondClassId)))
                .isEqualTo(versions);
    }

    @Test
    void sheets_make_the_first_drafts_of_classes_that_have_none() {
        var answer = put(
                Tables.xlsx(List.of(
                        sheet("王芳", "王芳", "语文/七（1）班", "语文/七（2）班/教室：302"),
                        sheet("李强", "李强", "数学/七（2）班", "数学/七（1）班"),
                        new Table(
                                "教师名单",
                                List.of(List.of("教师编号", "姓名"), List.of(school.wang, "王芳"), List.of(school.li, "李强"))))),
                "?effectiveFrom=" + MONDAY,
                200);
        assertThat(states(answer))
                .as(answer.toString())
                .isEqualTo(Map.of(school.classId, "STORED", school.secondClassId, "STORED"));
        assertThat(lessons(school.classId)).containsExactly("1.1 语文 王芳", "1.2 数学 李强");
        assertThat(timetable(school.secondClassId).at("/lessons/1/room").asString())
                .isEqualTo("302");
    }

    @Test
    void a_lesson_that_is_taken_out_of_a_sheet_is_gone_from_a_class_that_the_file_lists() {
        twoDrafts();
        var tables = tables(schoolFile());
        var wang = sheetOf(tables, school.wang);
        assertThat(wang.cell(3, 2)).contains("语文", "班级：七（2）班");
        var changed = with(tables, with(wang, 3, 2, ""));
        assertThat(states(put(changed, "", 200)))
                .isEqualTo(Map.of(school.classId, "UNCHANGED", school.secondClassId, "STORED"));
        assertThat(lessons(school.secondClassId)).containsExactly("1.1 数学 李强");
        assertThat(states(put(changed, "", 200)).values()).containsOnly("UNCHANGED");
    }

    @Test
    void a_class_that_somebody_changed_since_the_export_is_refused_and_the_others_are_stored() {
        twoDrafts();
        var tables = tables(schoolFile());
        drafted2(school.classId, school.csv("历史"));
        var wang = sheetOf(tables, school.wang);
        var changed = with(
                tables,
                with(
                        with(wang, 2, 2, wang.cell(2, 2).replace("语文", "书法")),
                        3,
                        2,
                        wang.cell(3, 2).replace("语文", "写作")));
        var answer = put(changed, "", 200);
        assertThat(states(answer)).isEqualTo(Map.of(school.classId, "REFUSED", school.secondClassId, "STORED"));
        assertThat(answer.at("/classes/0/problem/type").asString()).isEqualTo("stale-version");
        assertThat(lessons(school.classId)).contains("1.1 历史 王芳");
        assertThat(lessons(school.secondClassId)).contains("1.2 写作 王芳");
    }

    @Test
    void two_teachers_in_one_period_of_a_class_are_told_with_both_cells_and_other_classes_are_stored() {
        var answer = put(
                Tables.xlsx(List.of(
                        sheet("王", school.wang, "语文/七（1）班", "语文/七（2）班"),
                        sheet("李", school.li, "数学/七（1）班", "数学/七（1）班"))),
                "?effectiveFrom=" + MONDAY,
                200);
        assertThat(states(answer)).isEqualTo(Map.of(school.classId, "REFUSED", school.secondClassId, "STORED"));
        var errors = answer.at("/classes/0/problem/facts/errors");
        assertThat(cells(errors)).containsExactlyInAnyOrder("王!C3 period-of-two", "李!C3 period-of-two");
        assertThat(errors.valueStream().map(error -> error.get("message").asString()))
                .anyMatch(text -> text.contains("王!C3"))
                .anyMatch(text -> text.contains("李!C3"));
        assertThat(answer.get("errors").isEmpty()).isTrue();
        client.get()
                .uri("/api/classes/{id}/timetable", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void a_period_that_another_teacher_has_who_is_not_in_the_file_is_told() {
        twoDrafts();
        var answer =
                put(Tables.xlsx(List.of(sheet("王", school.wang, "", "语文/七（1）班"))), "?overwrite=true&dryRun=true", 200);
        assertThat(cells(answer.at("/classes/0/problem/facts/errors"))).containsExactly("王!C4 period-taken");
        assertThat(answer.at("/classes/0/problem/facts/errors/0/message").asString())
                .contains(school.li);
    }

    @Test
    void what_leaves_open_which_class_is_meant_stands_against_every_class_of_the_teacher() {
        twoDrafts();
        var tables = tables(schoolFile());
        var wang = sheetOf(tables, school.wang);
        var changed = with(tables, with(wang, 3, 2, wang.cell(3, 2).replace("七（2）班", "七（22）班")));
        var answer = put(changed, "", 200);
        assertThat(states(answer)).isEqualTo(Map.of(school.classId, "REFUSED", school.secondClassId, "REFUSED"));
        var cell = "教师 " + school.wang + "!C4 class-unknown";
        assertThat(cells(answer.get("errors"))).containsExactly(cell);
        assertThat(cells(answer.at("/classes/0/problem/facts/errors"))).containsExactly(cell);
        assertThat(answer.at("/errors/0/message").asString()).contains("七（22）班");
        assertThat(lessons(school.secondClassId)).contains("1.2 语文 王芳");
    }

    @Test
    void classes_and_teachers_of_other_schools_are_not_known_and_strangers_are_refused() {
        var sheets = Tables.xlsx(List.of(
                sheet("周", school.neighbourTeacher, "语文/七（1）班"),
                sheet("王", school.wang, "语文/" + school.neighbourClassId, "语文/八（1）班", "语文/七（2）班")));
        var answer = put(sheets, "", 200);
        assertThat(states(answer)).isEqualTo(Map.of(school.classId, "REFUSED", school.secondClassId, "REFUSED"));
        assertThat(cells(answer.at("/classes/0/problem/facts/errors"))).containsExactly("周!C3 teacher-unknown");
        assertThat(cells(answer.get("errors"))).containsExactly("王!C3 class-unknown", "王!C4 class-unknown");
        put(school.neighbourAdministrator(), school.school, sheets, "", 404);
        for (var token : List.of(school.headTeacher(), school.teacher(), school.bureau())) {
            put(token, school.school, sheets, "", 403);
        }
    }

    @Test
    void two_at_the_same_instant_lose_nothing_of_each_other() {
        twoDrafts();
        var files = List.of(
                Tables.xlsx(List.of(sheet("王", school.wang, "书法/七（1）班", "", "写作/七（1）班"))),
                Tables.xlsx(List.of(sheet("李", school.li, "", "几何/七（1）班", "", "代数/七（1）班"))));
        var answers = Races.of(6, number -> () -> states(put(files.get(number % 2), "?overwrite=true", 200)));
        assertThat(answers)
                .allSatisfy(states -> assertThat(states.get(school.classId)).isIn("STORED", "UNCHANGED"));
        assertThat(lessons(school.classId)).containsExactly("1.1 书法 王芳", "1.2 几何 李强", "1.3 写作 王芳", "1.4 代数 李强");
    }

    @Test
    void what_a_hostile_file_says_is_told_or_refused_and_nothing_of_it_is_stored() {
        var cell = "语文\n班级：七（1）班";
        var sheets = List.of(
                sheet("甲", "=1+1", cell),
                sheet("乙", school.wang + "\u0085x", cell),
                sheet("丙", school.li, "/", "=cmd|' /C calc'!A0/七（1）班/教室：\u202e"),
                sheet("丁", "x".repeat(65), cell),
                new Table("班级名单", List.of(List.of("班级编号", "班级", "版本"), List.of("../" + school.classId, "七（1）班", "1"))));
        var answer = put(Tables.xlsx(sheets), "?overwrite=true", 200);
        assertThat(states(answer)).isEqualTo(Map.of(school.classId, "REFUSED"));
        assertThat(answer.get("errors")).hasSize(6);
        client.get()
                .uri("/api/classes/{id}/timetable", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isNotFound();
        var many = new ArrayList<Table>();
        for (int i = 0; i < 1_000; i++) {
            many.add(sheet("教师" + i, "t-" + i, cell));
        }
        assertThat(put(Tables.xlsx(many), "", 413).get("type").asString()).endsWith("table-too-large");
        put(Tables.xlsx(List.of(sheet("王", school.wang, cell))), "?by=NOBODY", 400);
        put(Tables.xlsx(List.of(sheet("王", school.wang, cell))), "?by=CLASS", 400);
        assertThat(put(Tables.xlsx(List.of(new Table("王", List.of(List.of("教师编号", school.wang))))), "", 400)
                        .get("type")
                        .asString())
                .endsWith("timetable-not-in-file");
    }
}
