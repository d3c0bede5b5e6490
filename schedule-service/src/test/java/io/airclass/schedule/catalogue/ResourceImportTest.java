package io.airclass.schedule.catalogue;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.kit.ids.Ids;
import io.airclass.kit.tables.Table;
import io.airclass.kit.tables.Tables;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.DatabaseGuard;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Lists of programmes and pages over HTTP. */
@ServiceTest
class ResourceImportTest {
    private static final LocalDate DAY =
            LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(5);
    private static final String TV = "频道,日期,开始,结束,节目,年级,学科\n";

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    JsonMapper json;

    @Autowired
    DatabaseGuard guard;

    private Places places;

    @BeforeEach
    void places_are_there() {
        places = new Places(roster);
    }

    private record Answer(int status, JsonNode body) {
        String slug() {
            return body.at("/type").asString().replace("https://airclass.io/problems/", "");
        }

        List<String> outcomes() {
            return body.get("rows")
                    .valueStream()
                    .map(row -> row.get("outcome").asString())
                    .toList();
        }
    }

    private Answer call(WebTestClient.RequestHeadersSpec<?> request, String token) {
        var result = request.headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        var bytes = result.getResponseBody();
        return new Answer(
                result.getStatus().value(),
                bytes == null || bytes.length == 0 ? json.nullNode() : json.readTree(bytes));
    }

    private Answer send(String token, String key, byte[] file) {
        return call(
                client.post()
                        .uri("/api/resource-imports?org={org}", places.school)
                        .header("Idempotency-Key", key)
                        .contentType(MediaType.parseMediaType(Tables.isWorkbook(file) ? Tables.XLSX : "text/csv"))
                        .bodyValue(file),
                token);
    }

    private Answer send(String text) {
        return send(places.administrator(), Ids.next(), text.getBytes(StandardCharsets.UTF_8));
    }

    private Answer read(String id) {
        return call(client.get().uri("/api/resources/{id}", id), places.administrator());
    }

    private Answer review(String token, String id) {
        return call(
                client.method(HttpMethod.PUT)
                        .uri("/api/resources/{id}/review", id)
                        .header("If-Match", version(id))
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("verdict", "APPROVED")),
                token);
    }

    private String version(String id) {
        return client.get()
                .uri("/api/resources/{id}", id)
                .headers(headers -> headers.setBearerAuth(places.administrator()))
                .exchange()
                .returnResult(Void.class)
                .getResponseHeaders()
                .getETag();
    }

    private static String programme(String title, int hour) {
        return "CETV-4,%s,%02d:00,%02d:20,%s,7,数学\n".formatted(DAY, hour, hour, title);
    }

    @Test
    void a_list_of_programmes_waits_for_review_by_somebody_else_and_is_offered_when_it_is_good() {
        var answer = send(TV + programme("有理数", 10) + programme("数轴", 11));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.outcomes()).containsExactly("CREATED", "CREATED");
        var id = answer.body().at("/rows/0/id").asString();
        assertThat(read(id).body().at("/state").asString()).isEqualTo("submitted");
        assertThat(read(id).body().at("/broadcast/channel").asString()).isEqualTo("CETV-4");
        assertThat(review(places.administrator(), id).slug()).isEqualTo("review-of-own");
        assertThat(review(places.officer(), id).status()).isEqualTo(200);
        assertThat(call(client.get().uri("/api/resources?type=TV"), places.student())
                        .body()
                        .get("items")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void a_programme_that_is_good_is_a_lesson_of_the_classes_of_its_grade_on_its_day() {
        var answer = send(TV
                + programme("有理数", 10)
                + programme("数轴", 9)
                + programme("绝对值", 11).replace(",7,", ",8,"));
        for (int row = 0; row < 3; row++) {
            assertThat(review(
                                    places.officer(),
                                    answer.body().at("/rows/" + row + "/id").asString())
                            .status())
                    .isEqualTo(200);
        }

        var lessons = tvLessons(places.student(), places.classId, DAY);
        assertThat(lessons.status()).isEqualTo(200);
        assertThat(lessons.body().get("items").valueStream().map(item -> item.get("title")
                        .asString()))
                .containsExactly("数轴", "有理数");
        assertThat(lessons.body().at("/items/0/mode").asString()).isEqualTo("TV");
        assertThat(lessons.body().at("/items/0/channel").asString()).isEqualTo("CETV-4");
        assertThat(lessons.body().at("/items/0/startsAt").asString())
                .isEqualTo(DAY.atTime(9, 0)
                        .atZone(ZoneId.of("Asia/Shanghai"))
                        .toInstant()
                        .toString());
        assertThat(tvLessons(places.student(), places.classId, DAY.plusDays(1))
                        .body()
                        .get("items"))
                .isEmpty();
        assertThat(tvLessons(places.student(), places.otherClassId, DAY).slug()).isEqualTo("class-not-found");
        assertThat(tvLessons(places.student(), "none", DAY).slug()).isEqualTo("class-not-found");
    }

    @Test
    void programmes_are_among_the_lessons_of_the_class_and_its_students_and_in_their_calendars() {
        var id = reviewed(TV + programme("有理数", 10));
        eventually(() -> assertThat(lessons(places.student(), "/api/me/lessons?date={d}", DAY)
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id));

        for (var answer : List.of(
                lessons(places.student(), "/api/me/lessons?week={d}", DAY),
                lessons(places.guardian(), "/api/me/lessons?date={d}&childId={c}", DAY, places.student),
                lessons(places.wang(), "/api/classes/{c}/lessons?date={d}", places.classId, DAY))) {
            var lesson = answer.body().at("/items/0");
            assertThat(lesson.at("/mode").asString()).isEqualTo("TV");
            assertThat(lesson.at("/means").asString()).isEqualTo("CETV-4");
            assertThat(lesson.at("/start").asString()).isEqualTo("10:00");
            assertThat(lesson.at("/end").asString()).isEqualTo("10:20");
            assertThat(lesson.at("/subject").asString()).isEqualTo("数学");
            assertThat(lesson.at("/classId").asString()).isEqualTo(places.classId);
            assertThat(lesson.at("/announced/orgId").asString()).isEqualTo(places.school);
            assertThat(lesson.at("/announced/title").asString()).isEqualTo("有理数");
        }
        assertThat(lessons(places.wang(), "/api/me/lessons?date={d}", DAY)
                        .body()
                        .get("items"))
                .as("nobody of the school gives it")
                .isEmpty();
        assertThat(lessons(places.otherStudent(), "/api/me/lessons?date={d}", DAY)
                        .body()
                        .get("items"))
                .isEmpty();
        assertThat(call(client.get().uri("/api/lessons/{id}/attendance", id), places.student())
                        .status())
                .isEqualTo(404);
        for (var feed : List.of(feed("STUDENT", places.student), feed("CLASS", places.classId))) {
            assertThat(calendar(feed))
                    .contains("UID:" + id + "@airclass", "CETV-4", "STATUS:CONFIRMED")
                    .containsOnlyOnce("BEGIN:VEVENT");
        }
    }

    @Test
    void what_is_taken_back_is_soon_a_lesson_no_more() {
        var feed = feed("STUDENT", places.student);
        var id = reviewed(TV + programme("有理数", 10));
        eventually(() -> assertThat(calendar(feed)).contains("UID:" + id));

        call(
                client.put()
                        .uri("/api/resources/{id}/withdrawal", id)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("reason", "节目取消")),
                places.administrator());

        eventually(() -> assertThat(lessons(places.student(), "/api/me/lessons?date={d}", DAY)
                        .body()
                        .get("items"))
                .isEmpty());
        assertThat(calendar(feed)).doesNotContain("BEGIN:VEVENT");
    }

    @Test
    void where_nothing_is_announced_the_database_is_asked_once_and_then_no_more_by_anybody() {
        lessons(places.student(), "/api/me/lessons?date={d}", DAY);
        long before = guard.questions("resources");

        for (int i = 0; i < 50; i++) {
            lessons(places.student(), "/api/me/lessons?date={d}", DAY);
            lessons(places.classmate(), "/api/me/lessons?date={d}", DAY);
            lessons(places.wang(), "/api/classes/{c}/lessons?date={d}", places.classId, DAY);
        }

        assertThat(guard.questions("resources") - before)
                .as("150 answers; but for what looks for due resources and events each second")
                .isLessThan(40);
    }

    private String reviewed(String list) {
        var id = send(list).body().at("/rows/0/id").asString();
        assertThat(review(places.officer(), id).status()).isEqualTo(200);
        return id;
    }

    private Answer lessons(String token, String uri, Object... variables) {
        return call(client.get().uri(uri, variables), token);
    }

    /** Its address. */
    private String feed(String kind, String subjectId) {
        return call(client.put().uri("/api/me/feeds/{k}/{id}", kind, subjectId), places.student())
                .body()
                .at("/address")
                .asString();
    }

    private String calendar(String feed) {
        return client.get()
                .uri(feed)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody(String.class)
                .returnResult()
                .getResponseBody();
    }

    private Answer tvLessons(String token, String classId, LocalDate date) {
        return call(client.get().uri("/api/classes/{id}/tv-lessons?date={date}", classId, date), token);
    }

    @Test
    void the_same_list_again_makes_nothing_twice_and_what_it_says_anew_is_reviewed_again() {
        var first = send(TV + programme("有理数", 10) + programme("数轴", 11));
        var id = first.body().at("/rows/0/id").asString();
        review(places.officer(), id);
        var again = send(TV + programme("有理数", 10) + programme("数轴（更正）", 11) + programme("绝对值", 12));
        assertThat(again.outcomes()).containsExactly("UNCHANGED", "CHANGED", "CREATED");
        assertThat(again.body().at("/rows/0/id").asString()).isEqualTo(id);
        assertThat(read(id).body().at("/state").asString()).isEqualTo("approved");
        assertThat(send(TV + programme("有理数（改）", 10)).outcomes()).containsExactly("CHANGED");
        assertThat(read(id).body().at("/state").asString()).isEqualTo("submitted");
        call(
                client.put()
                        .uri("/api/resources/{id}/withdrawal", id)
                        .contentType(MediaType.APPLICATION_JSON)
                        .bodyValue(Map.of("reason", "节目取消")),
                places.administrator());
        assertThat(send(TV + programme("有理数（改）", 10)).outcomes()).containsExactly("WITHDRAWN");
    }

    @Test
    void a_key_is_for_one_list() {
        var key = Ids.next();
        var list = (TV + programme("有理数", 10)).getBytes(StandardCharsets.UTF_8);
        assertThat(send(places.administrator(), key, list).outcomes()).containsExactly("CREATED");
        assertThat(send(places.administrator(), key, list).outcomes()).containsExactly("UNCHANGED");
        var other = (TV + programme("数轴", 10)).getBytes(StandardCharsets.UTF_8);
        assertThat(send(places.administrator(), key, other).slug()).isEqualTo("idempotency-key-reused");
    }

    @Test
    void several_who_send_the_same_list_at_once_make_each_thing_once() {
        var list = (TV + programme("有理数", 10) + programme("数轴", 11)).getBytes(StandardCharsets.UTF_8);
        var answers = Races.of(8, _ -> () -> send(places.administrator(), Ids.next(), list));
        assertThat(answers).allMatch(answer -> answer.status() == 200);
        assertThat(answers.stream()
                        .flatMap(answer -> answer.outcomes().stream())
                        .filter("CREATED"::equals))
                .hasSize(2);
        assertThat(answers.stream()
                        .map(answer -> answer.body().at("/rows/1/id").asString())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void a_workbook_of_pages_is_taken_and_a_wrong_cell_keeps_all_of_it_out() {
        var heading = List.of("标题", "年级", "学科", "类型", "链接", "开放日期", "截止日期");
        var good = List.of("有理数的加法", "7", "数学", "云课堂", "https://ykt.eduyun.cn/7", DAY + "", DAY.plusDays(9) + "");
        var foreign = List.of("抢先班", "7", "数学", "云课堂", "https://example.com/7", "", "");
        var wrong = List.of("字".repeat(101), "13", "数学", "云课堂", "https://ykt.eduyun.cn/8", "", "");
        var refused = send(
                places.administrator(),
                Ids.next(),
                Tables.xlsx(List.of(new Table("云课堂", List.of(heading, good, foreign, wrong)))));
        assertThat(refused.slug()).isEqualTo("resource-cells");
        assertThat(refused.body()
                        .get("errors")
                        .valueStream()
                        .map(error -> error.get("sheet").asString() + "!"
                                + error.get("cell").asString() + " "
                                + error.get("code").asString()))
                .containsExactlyInAnyOrder("云课堂!E3 link-host-not-allowed", "云课堂!B4 grades");
        var taken = send(
                places.administrator(), Ids.next(), Tables.xlsx(List.of(new Table("云课堂", List.of(heading, good)))));
        assertThat(taken.outcomes()).containsExactly("CREATED");
    }

    @Test
    void who_edits_nothing_for_an_organisation_imports_nothing_and_a_list_has_a_limit() {
        var list = (TV + programme("有理数", 10)).getBytes(StandardCharsets.UTF_8);
        assertThat(send(places.wang(), Ids.next(), list).status()).isEqualTo(403);
        assertThat(send(places.otherAdministrator(), Ids.next(), list).status()).isEqualTo(404);
        var many = new StringBuilder(TV);
        IntStream.range(0, ResourceImportService.ROWS_MAX + 1)
                .forEach(i -> many.append("CETV-%d,%s,10:00,10:20,节目,7,数学\n".formatted(i, DAY)));
        assertThat(send(many.toString()).status()).isEqualTo(413);
        assertThat(send("x").slug()).isEqualTo("resource-cells");
    }
}
