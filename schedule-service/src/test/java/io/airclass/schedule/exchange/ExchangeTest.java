package io.airclass.schedule.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.School;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Timetables as files over HTTP. */
@ServiceTest
class ExchangeTest {
    private static final LocalDate MONDAY =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(3).with(TemporalAdjusters.nextOrSame(DayOfWeek.MONDAY));

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

    private record Answer(int status, JsonNode body, String etag) {}

    private Answer put(String uri, byte[] file, Object... variables) {
        var result = client.put()
                .uri(uri, variables)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(MediaType.parseMediaType(Tables.isWorkbook(file) ? Tables.XLSX : "text/csv"))
                .bodyValue(file)
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        return new Answer(
                result.getStatus().value(),
                json.readTree(result.getResponseBody()),
                result.getResponseHeaders().getETag());
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

    private String drafted(String classId, String csv) {
        var answer = put(
                "/api/classes/{id}/timetable?effectiveFrom={day}",
                csv.getBytes(StandardCharsets.UTF_8),
                classId,
                MONDAY);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.etag();
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

    private byte[] schoolFile(String file) {
        return file("/api/schools/{id}/timetables/files/{file}", school.school, file);
    }

    private static List<String> states(Answer answer) {
        return answer.body()
                .get("classes")
                .valueStream()
                .map(one -> one.get("state").asString())
                .toList();
    }

    private static List<String> cells(JsonNode errors) {
        return errors.valueStream()
                .map(error -> error.get("sheet").asString() + "!"
                        + error.get("cell").asString() + " " + error.get("code").asString())
                .toList();
    }

    private static Table grid(String name, String classId, String... cells) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("班级编号", classId, "生效日期", MONDAY + ""));
        rows.add(List.of("节次", "时间", "星期一"));
        for (int i = 0; i < cells.length; i++) {
            rows.add(List.of(i + 1 + "", "%02d:00-%02d:40".formatted(8 + i, 8 + i), cells[i]));
        }
        return new Table(name, rows);
    }

    @Test
    void what_is_exported_and_imported_again_changes_nothing_whether_drafted_or_published() {
        drafted(school.classId, school.csv());
        drafted(school.secondClassId, school.otherCsv());
        published(school.secondClassId);
        for (var id : List.of(school.classId, school.secondClassId)) {
            var before = client.get()
                    .uri("/api/classes/{id}/timetable", id)
                    .headers(headers -> headers.setBearerAuth(school.administrator()))
                    .exchange()
                    .expectBody(JsonNode.class)
                    .returnResult();
            for (var form : List.of("grid.xlsx", "grid.csv", "list.csv")) {
                var again = put(
                        "/api/classes/{id}/timetable?effectiveFrom={day}",
                        file("/api/classes/{id}/timetable/files/{form}", id, form),
                        id,
                        MONDAY);
                assertThat(again.status()).as(form + again.body()).isEqualTo(200);
                assertThat(again.body().get("state"))
                        .isEqualTo(before.getResponseBody().get("state"));
                assertThat(again.body().get("lessons"))
                        .isEqualTo(before.getResponseBody().get("lessons"));
            }
        }
        for (var form : List.of("grid.xlsx", "list.csv")) {
            var again =
                    put("/api/schools/{id}/timetables?effectiveFrom={day}", schoolFile(form), school.school, MONDAY);
            assertThat(states(again)).as(again.body().toString()).containsExactly("UNCHANGED", "UNCHANGED");
        }
    }

    @Test
    void lessons_that_take_their_times_from_the_bells_come_back_with_them() {
        client.put()
                .uri("/api/schools/{id}/bells", school.school)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(School.BELLS)
                .exchange()
                .expectStatus()
                .is2xxSuccessful();
        drafted(school.classId, """
                星期,节次,科目,教师,周次
                一,1,语文,%1$s,单周
                一,1,书法,%1$s,双周
                二,2,数学,%2$s,
                """.formatted(school.wang, school.li));
        var again = put("/api/schools/{id}/timetables", schoolFile("grid.xlsx"), school.school);
        assertThat(states(again)).as(again.body().toString()).containsExactly("UNCHANGED");
    }

    @Test
    void a_schools_workbook_has_a_sheet_for_each_class_and_teacher_and_a_list_has_all() {
        drafted(school.classId, school.csv());
        drafted(school.secondClassId, school.otherCsv());
        var tables = Tables.read(schoolFile("grid.xlsx"), FormatService.LIMITS);
        assertThat(tables.stream().map(Table::name))
                .containsExactlyInAnyOrder("七（1）班", "七（2）班", "教师 " + school.li, "教师 " + school.wang, "教师名单", "班级名单");
        assertThat(Tables.read(schoolFile("list.csv"), FormatService.LIMITS)
                        .getFirst()
                        .rows())
                .hasSize(1 + 4 + 2);
        client.get()
                .uri("/api/schools/{id}/timetables/files/grid.xlsx", school.school)
                .headers(headers -> headers.setBearerAuth(school.bureau()))
                .exchange()
                .expectHeader()
                .value("Content-Disposition", value -> assertThat(value)
                        .startsWith("attachment;")
                        .contains("filename*=UTF-8''%E5%85%B4%E4%B9%89%E5%B8%82"));
    }

    @Test
    void what_holds_on_a_day_is_exported_when_it_is_asked_for() {
        drafted(school.classId, school.csv());
        published(school.classId);
        var uri = "/api/classes/{id}/timetable/files/list.csv?on={day}";
        assertThat(new String(file(uri, school.classId, MONDAY), StandardCharsets.UTF_8))
                .contains("语文");
        client.get()
                .uri(uri, school.classId, MONDAY.minusDays(1))
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isNotFound();
        client.get()
                .uri("/api/classes/{id}/timetable/files/list.pdf", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void of_a_schools_file_the_classes_that_are_right_are_stored_and_of_the_others_nothing() {
        var file = Tables.xlsx(List.of(
                grid(
                        "七1",
                        school.classId,
                        "语文/" + school.wang,
                        "数学/" + school.neighbourTeacher,
                        "英语/" + school.li + "/飞行/飞行"),
                grid("七2", school.secondClassId, "数学/" + school.li),
                grid("八1", school.neighbourClassId, "语文/" + school.neighbourTeacher),
                grid("无", "", "语文/" + school.wang)));
        var looked = put("/api/schools/{id}/timetables?dryRun=true", file, school.school);
        assertThat(states(looked)).containsExactly("REFUSED", "CHECKED", "REFUSED");
        var answer = put("/api/schools/{id}/timetables", file, school.school);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(states(answer)).containsExactly("REFUSED", "STORED", "REFUSED");
        var problems = answer.body().get("classes");
        assertThat(cells(problems.at("/0/problem/facts/errors")))
                .containsExactlyInAnyOrder("七1!C4 teacher-unknown", "七1!C5 line-unknown");
        assertThat(problems.at("/0/problem/detail").asString()).contains("2 处单元格");
        assertThat(problems.at("/2/problem/type").asString()).isEqualTo("class-not-found");
        assertThat(cells(answer.body().get("errors"))).containsExactly("无!A1 class-missing");
        client.get()
                .uri("/api/classes/{id}/timetable", school.classId)
                .headers(headers -> headers.setBearerAuth(school.administrator()))
                .exchange()
                .expectStatus()
                .isNotFound();
        assertThat(states(put("/api/schools/{id}/timetables", file, school.school)))
                .containsExactly("REFUSED", "UNCHANGED", "REFUSED");
    }

    @Test
    void a_draft_that_somebody_changed_since_the_export_is_not_overwritten_unless_that_is_asked_for() {
        drafted(school.classId, school.csv());
        var exported =
                Tables.read(schoolFile("grid.xlsx"), FormatService.LIMITS).getFirst();
        var rows = new ArrayList<>(exported.rows());
        rows.set(4, List.of("2", "", "英语/" + school.li + "/时间：09:00-09:40"));
        var changed = Tables.xlsx(List.of(new Table(exported.name(), rows)));
        assertThat(put("/api/classes/{id}/timetable", school.csv("英语").getBytes(StandardCharsets.UTF_8), school.classId)
                        .status())
                .isEqualTo(428);
        var first = put("/api/schools/{id}/timetables", changed, school.school);
        assertThat(states(first)).as(first.body().toString()).containsExactly("STORED");
        rows.set(4, List.of("2", "", "物理/" + school.li + "/时间：09:00-09:40"));
        var later = Tables.xlsx(List.of(new Table(exported.name(), rows)));
        var refused = put("/api/schools/{id}/timetables", later, school.school);
        assertThat(refused.body().at("/classes/0/problem/type").asString()).isEqualTo("stale-version");
        assertThat(states(put("/api/schools/{id}/timetables?overwrite=true", later, school.school)))
                .containsExactly("STORED");
    }

    @Test
    void teachers_stand_there_by_name_where_the_file_lists_them() {
        var grid = grid("七1", school.classId, "语文/王芳", "数学/李强");
        var names = new Table(
                "教师名单",
                List.of(
                        List.of("教师编号", "姓名"),
                        List.of(school.wang, "王芳"),
                        List.of(school.li, "李强"),
                        List.of(school.neighbourTeacher, "李强")));
        var refused = put("/api/classes/{id}/timetable", Tables.xlsx(List.of(grid, names)), school.classId);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(cells(refused.body().get("errors"))).containsExactly("七1!C4 teacher-ambiguous");
        var unique = new Table("教师名单", names.rows().subList(0, 3));
        var taken = put("/api/classes/{id}/timetable", Tables.xlsx(List.of(grid, unique)), school.classId);
        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(201);
        assertThat(taken.body().at("/lessons/1/teacherId").asString()).isEqualTo(school.li);
    }

    @Test
    void a_schools_list_is_taken_in_gb18030_with_each_wrong_cell_told() {
        var text = """
                班级编号,星期,节次,开始,结束,科目,教师
                %1$s,一,1,08:00,08:40,语文,%3$s
                %2$s,一,1,08:00,08:40,数学,%4$s
                %2$s,九,2,9点,09:40,数学,%4$s
                """.formatted(school.classId, school.secondClassId, school.wang, school.li);
        var answer = put(
                "/api/schools/{id}/timetables?effectiveFrom={day}",
                text.getBytes(Charset.forName("GB18030")),
                school.school,
                MONDAY);
        assertThat(states(answer)).as(answer.body().toString()).containsExactly("STORED", "REFUSED");
        assertThat(answer.body()
                        .at("/classes/1/problem/facts/errors")
                        .valueStream()
                        .map(error -> error.get("cell").asString() + " "
                                + error.get("code").asString()))
                .containsExactlyInAnyOrder("B4 weekday", "D4 time");
    }

    @Test
    void a_formula_leaves_as_text_and_comes_back_as_it_was() {
        drafted(
                school.classId,
                "weekday,period,start,end,subject,teacherId,room\n1,1,08:00,08:40,=HYPERLINK(1),%s,@教室\n"
                        .formatted(school.wang));
        assertThat(new String(
                        file("/api/classes/{id}/timetable/files/list.csv", school.classId), StandardCharsets.UTF_8))
                .startsWith("\uFEFF")
                .contains("\"'=HYPERLINK(1)\"", "\"'@教室\"");
        assertThat(states(put("/api/schools/{id}/timetables", schoolFile("grid.xlsx"), school.school)))
                .containsExactly("UNCHANGED");
    }

    @Test
    void a_file_that_is_too_large_no_workbook_or_of_another_class_is_refused_as_a_whole() {
        var uri = "/api/schools/{id}/timetables";
        assertThat(put(uri, new byte[2 * 1024 * 1024 + 1], school.school).status())
                .isEqualTo(413);
        assertThat(put(uri, "PK\u0003\u0004x".getBytes(StandardCharsets.UTF_8), school.school)
                        .body()
                        .get("type")
                        .asString())
                .endsWith("workbook-unreadable");
        assertThat(put(uri, "姓名\n王芳".getBytes(StandardCharsets.UTF_8), school.school)
                        .body()
                        .get("type")
                        .asString())
                .endsWith("timetable-not-in-file");
        var other = Tables.xlsx(List.of(grid("七2", school.secondClassId, "数学/" + school.li)));
        assertThat(put("/api/classes/{id}/timetable", other, school.classId).status())
                .isEqualTo(400);
    }
}
