package io.airclass.schedule.catalogue;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.schedule.ResourceType;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyInserters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The catalogue over HTTP. */
@ServiceTest
@TestPropertySource(properties = "airclass.catalogue.counts-age=1ms")
class CatalogueTest {
    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    ShelfService shelves;

    @Autowired
    JsonMapper json;

    private Places places;

    @BeforeEach
    void places_are_there() {
        places = new Places(roster);
    }

    private record Answer(int status, JsonNode body, String etag) {
        String slug() {
            return body.at("/type").asString().replace("https://airclass.io/problems/", "");
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
                bytes == null || bytes.length == 0 ? json.nullNode() : json.readTree(bytes),
                result.getResponseHeaders().getETag());
    }

    private Answer get(String token, String uri, Object... variables) {
        return call(client.get().uri(uri, variables), token);
    }

    private Answer send(HttpMethod method, String token, String uri, String ifMatch, Object body) {
        var request = client.method(method).uri(uri).header("Idempotency-Key", Ids.next());
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        return call(request, token);
    }

    private static Map<String, Object> resource(String title, String subject, String unit) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("stage", "JUNIOR");
        fields.put("grades", List.of(7));
        fields.put("subject", subject);
        fields.put("type", "CLOUD_CLASS");
        fields.put("edition", "人教版");
        fields.put("unit", Map.of("grade", 7, "name", unit));
        fields.put("title", title);
        fields.put("description", "国家中小学网络云平台同步课程");
        fields.put("minutes", 20);
        fields.put("link", "https://ykt.eduyun.cn/lesson/1");
        return fields;
    }

    private static Map<String, Object> with(Map<String, Object> resource, String field, Object value) {
        var changed = new LinkedHashMap<>(resource);
        changed.put(field, value);
        return changed;
    }

    private String created(String token, String org, Map<String, Object> resource) {
        var made = send(HttpMethod.POST, token, "/api/resources?org=" + org, null, resource);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.body().at("/id").asString();
    }

    private Answer approved(String id, String author, String reviewer) {
        assertThat(send(HttpMethod.PUT, author, "/api/resources/" + id + "/submission", null, null)
                        .status())
                .isEqualTo(200);
        var approved = send(
                HttpMethod.PUT,
                reviewer,
                "/api/resources/" + id + "/review",
                get(reviewer, "/api/resources/" + id).etag(),
                Map.of("verdict", "APPROVED"));
        assertThat(approved.status()).as("%s", approved.body()).isEqualTo(200);
        return approved;
    }

    /** Offered by the county. */
    private String offered(Map<String, Object> resource) {
        return offered(places.county, resource);
    }

    private String offered(String org, Map<String, Object> resource) {
        String author = places.as("author-" + places.key, Role.RESEARCHER, places.province);
        String id = created(author, org, resource);
        approved(id, author, places.as("reviewer-" + places.key, Role.TEACHING_OFFICER, places.province));
        return id;
    }

    private List<String> titles(String token, String query, Object... variables) {
        var found = get(token, "/api/resources" + query, variables);
        assertThat(found.status()).as("%s", found.body()).isEqualTo(200);
        return found.body().get("items").findValuesAsString("title");
    }

    @Test
    void a_resource_is_offered_when_somebody_else_has_looked_at_it() {
        String id = created(places.wang(), places.school, resource("有理数的加法", "数学", "七年级上册 第一单元"));
        assertThat(titles(places.student(), "")).isEmpty();
        assertThat(get(places.student(), "/api/resources/" + id).status()).isEqualTo(404);
        assertThat(get(places.li(), "/api/resources/" + id).status()).isEqualTo(404);
        assertThat(get(places.wang(), "/api/me/resources")
                        .body()
                        .at("/items/0/state")
                        .asString())
                .isEqualTo("draft");
        var reviewed = approved(id, places.wang(), places.administrator());
        assertThat(reviewed.body().at("/offered").asBoolean()).isTrue();

        assertThat(titles(places.student(), "")).containsExactly("有理数的加法");
        var read = get(places.guardian(), "/api/resources/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().at("/link").asString()).isEqualTo("https://ykt.eduyun.cn/lesson/1");
        assertThat(titles(places.otherStudent(), "")).isEmpty();
        assertThat(get(places.otherStudent(), "/api/resources/" + id).status()).isEqualTo(404);
    }

    @Test
    void nobody_reviews_their_own_and_a_teacher_reviews_nothing() {
        String id = created(places.administrator(), places.school, resource("有理数", "数学", "第一单元"));
        send(HttpMethod.PUT, places.administrator(), "/api/resources/" + id + "/submission", null, null);
        var own = send(
                HttpMethod.PUT,
                places.administrator(),
                "/api/resources/" + id + "/review",
                "\"2\"",
                Map.of("verdict", "APPROVED"));
        assertThat(own.status()).isEqualTo(403);
        assertThat(own.slug()).isEqualTo("review-of-own");
        assertThat(send(
                                HttpMethod.PUT,
                                places.li(),
                                "/api/resources/" + id + "/review",
                                "\"2\"",
                                Map.of("verdict", "APPROVED"))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_is_returned_says_why_and_comes_again() {
        String id = created(places.wang(), places.school, resource("有理数", "数学", "第一单元"));
        send(HttpMethod.PUT, places.wang(), "/api/resources/" + id + "/submission", null, null);
        var waiting = get(places.administrator(), "/api/resource-reviews?org=" + places.school);
        assertThat(waiting.body().at("/items/0/id").asString()).isEqualTo(id);
        assertThat(get(places.officer(), "/api/resource-reviews?org=" + places.county)
                        .body()
                        .at("/items/0/id")
                        .asString())
                .isEqualTo(id);
        var silent = send(
                HttpMethod.PUT,
                places.administrator(),
                "/api/resources/" + id + "/review",
                "\"2\"",
                Map.of("verdict", "RETURNED"));
        assertThat(silent.status()).isEqualTo(400);
        var returned = send(
                HttpMethod.PUT,
                places.administrator(),
                "/api/resources/" + id + "/review",
                "\"2\"",
                Map.of("verdict", "RETURNED", "comment", "请补充适用教材版本"));
        assertThat(returned.status()).isEqualTo(200);
        assertThat(get(places.wang(), "/api/resources/" + id)
                        .body()
                        .at("/comment")
                        .asString())
                .isEqualTo("请补充适用教材版本");
        assertThat(send(HttpMethod.PUT, places.wang(), "/api/resources/" + id + "/submission", null, null)
                        .body()
                        .at("/state")
                        .asString())
                .isEqualTo("submitted");
    }

    @Test
    void a_change_takes_it_back_until_it_was_looked_at_again() {
        String id = created(places.wang(), places.school, resource("有理数", "数学", "第一单元"));
        String tag = approved(id, places.wang(), places.administrator()).etag();
        var stale = send(HttpMethod.PUT, places.wang(), "/api/resources/" + id, "\"1\"", resource("负数", "数学", "第一单元"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(send(HttpMethod.PUT, places.wang(), "/api/resources/" + id, null, resource("负数", "数学", "第一单元"))
                        .status())
                .isEqualTo(428);
        var edited = send(HttpMethod.PUT, places.wang(), "/api/resources/" + id, tag, resource("负数", "数学", "第一单元"));
        assertThat(edited.body().at("/state").asString()).isEqualTo("draft");
        assertThat(titles(places.student(), "")).isEmpty();
        approved(id, places.wang(), places.administrator());
        assertThat(titles(places.student(), "?q=负数")).containsExactly("负数");
        assertThat(titles(places.student(), "?q=有理数")).isEmpty();

        assertThat(send(
                                HttpMethod.PUT,
                                places.administrator(),
                                "/api/resources/" + id + "/withdrawal",
                                null,
                                Map.of("reason", "内容有误"))
                        .status())
                .isEqualTo(200);
        assertThat(titles(places.student(), "")).isEmpty();
    }

    @Test
    void any_combination_of_facets_gives_what_has_them_with_counts_that_a_count_by_hand_confirms() {
        var all = new ArrayList<Map<String, Object>>();
        for (String subject : List.of("数学", "语文")) {
            for (String edition : List.of("人教版", "浙教版")) {
                for (String unit : List.of("第一单元", "第二单元")) {
                    all.add(with(resource(subject + edition + unit, subject, unit), "edition", edition));
                }
            }
        }
        all.add(with(resource("电影课", "语文", "第一单元"), "type", "VIDEO"));
        all.forEach(this::offered);
        eventually(() -> assertThat(get(places.student(), "/api/resources")
                        .body()
                        .at("/counts/total")
                        .asLong())
                .isEqualTo(9));
        for (String subject : new String[] {"", "数学", "语文"}) {
            for (String edition : new String[] {"", "人教版", "浙教版"}) {
                for (String unit : new String[] {"", "第一单元", "第二单元"}) {
                    for (String type : new String[] {"", "CLOUD_CLASS", "VIDEO"}) {
                        var right = all.stream()
                                .filter(each ->
                                        subject.isEmpty() || each.get("subject").equals(subject))
                                .filter(each ->
                                        edition.isEmpty() || each.get("edition").equals(edition))
                                .filter(each -> unit.isEmpty()
                                        || ((Map<?, ?>) each.get("unit"))
                                                .get("name")
                                                .equals(unit))
                                .filter(each ->
                                        type.isEmpty() || each.get("type").equals(type))
                                .toList();
                        var found = get(
                                places.student(),
                                "/api/resources?subject={s}&edition={e}&unit={u}&type={t}",
                                subject,
                                edition,
                                unit,
                                type);
                        assertThat(found.body().get("items").findValuesAsString("title"))
                                .containsExactlyInAnyOrderElementsOf(right.stream()
                                        .map(each -> each.get("title").toString())
                                        .toList());
                        var counts = found.body().get("counts");
                        assertThat(counts.get("total").asLong()).isEqualTo(right.size());
                        assertThat(counts.get("exact").asBoolean()).isTrue();
                        var byEdition = new HashMap<String, Long>();
                        right.forEach(
                                each -> byEdition.merge(each.get("edition").toString(), 1L, Long::sum));
                        var told = new HashMap<String, Long>();
                        counts.get("editions")
                                .forEach(value -> told.put(
                                        value.get("value").asString(),
                                        value.get("count").asLong()));
                        assertThat(told).isEqualTo(byEdition);
                    }
                }
            }
        }
    }

    @Test
    void text_is_found_together_with_facets_and_on_every_page() {
        for (int i = 0; i < 7; i++) {
            offered(resource("勾股定理 第 " + i + " 课", i % 2 == 0 ? "数学" : "物理", "第一单元"));
        }
        offered(resource("定理与证明", "数学", "第二单元"));
        assertThat(titles(places.student(), "?q=勾股定理")).hasSize(7);
        assertThat(titles(places.student(), "?q=定理")).hasSize(8);
        assertThat(titles(places.student(), "?q=勾股定理&subject=数学")).hasSize(4);
        assertThat(titles(places.student(), "?q=股")).hasSize(7);
        assertThat(titles(places.student(), "?q=定理 3")).containsExactly("勾股定理 第 3 课");
        assertThat(titles(places.student(), "?q=勾股&grade=7")).hasSize(7);
        assertThat(titles(places.student(), "?q=勾股&grade=8")).isEmpty();
        assertThat(titles(places.student(), "?q=没有的词")).isEmpty();
        var counts =
                get(places.student(), "/api/resources?q=定理&subject=数学").body().get("counts");
        assertThat(counts.get("total").asLong()).isEqualTo(5);
        assertThat(counts.get("exact").asBoolean()).isTrue();

        for (String query : List.of("?limit=2", "?limit=2&q=定理", "?limit=2&grade=7", "?limit=2&subject=数学")) {
            var seen = new ArrayList<String>();
            String cursor = "";
            do {
                var page = get(places.student(), "/api/resources" + query + "&cursor={c}", cursor)
                        .body();
                seen.addAll(page.get("items").findValuesAsString("id"));
                assertThat(page.get("items").size()).isLessThanOrEqualTo(2);
                cursor = page.has("cursor") ? page.get("cursor").asString() : "";
            } while (!cursor.isEmpty());
            assertThat(seen).as(query).doesNotHaveDuplicates().hasSize(query.contains("数学") ? 5 : 8);
        }
    }

    @Test
    void it_is_offered_from_the_level_that_has_it_downwards() {
        offered(places.province, resource("全省公开课", "数学", "第一单元"));
        offered(places.otherCounty, resource("安龙县公开课", "数学", "第一单元"));
        offered(places.school, resource("本校公开课", "数学", "第一单元"));
        assertThat(titles(places.student(), "")).containsExactlyInAnyOrder("全省公开课", "本校公开课");
        assertThat(titles(places.otherStudent(), "")).containsExactlyInAnyOrder("全省公开课", "安龙县公开课");
        assertThat(titles(places.officer(), "")).containsExactly("全省公开课");
        assertThat(titles(places.as("x", Role.STUDENT, "unknown-" + places.key), ""))
                .isEmpty();
    }

    @Test
    void its_time_begins_and_ends_without_anybody_doing_anything() {
        var now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        offered(with(resource("播过的课", "数学", "第一单元"), "availableUntil", now.plusSeconds(2)));
        String soon = offered(with(resource("将播的课", "数学", "第一单元"), "availableFrom", now.plusSeconds(3)));
        offered(with(resource("明天的课", "数学", "第一单元"), "availableFrom", now.plusSeconds(86_400)));
        eventually(() -> assertThat(titles(places.student(), "")).containsExactly("将播的课"));
        assertThat(get(places.student(), "/api/resources/" + soon).status()).isEqualTo(200);
        eventually(() -> assertThat(get(places.student(), "/api/resources")
                        .body()
                        .at("/counts/total")
                        .asLong())
                .isEqualTo(1));
    }

    @Test
    void a_count_that_is_asked_for_twice_or_by_many_is_the_same() {
        for (int i = 0; i < 3; i++) {
            offered(resource("第 " + i + " 课", "数学", "第一单元"));
        }
        var facets = new Facets(io.airclass.contracts.Stage.JUNIOR, "数学", ResourceType.CLOUD_CLASS, "人教版", "第一单元");
        Races.of(8, _ -> () -> shelves.recount(places.county, facets).block());
        shelves.recount(places.county, facets).block();
        assertThat(shelves.of(List.of(places.county)).block())
                .singleElement()
                .extracting(Shelf::count)
                .isEqualTo(3L);
    }

    @Test
    void of_many_who_review_at_once_one_does() {
        String id = created(places.wang(), places.school, resource("有理数", "数学", "第一单元"));
        send(HttpMethod.PUT, places.wang(), "/api/resources/" + id + "/submission", null, null);
        var answers = Races.of(
                8,
                i -> () -> send(
                                HttpMethod.PUT,
                                places.as("reviewer-" + i, Role.PRINCIPAL, places.school),
                                "/api/resources/" + id + "/review",
                                "\"2\"",
                                i % 2 == 0
                                        ? Map.of("verdict", "APPROVED")
                                        : Map.of("verdict", "RETURNED", "comment", "请补充"))
                        .status());
        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers).containsOnly(200, 412);
    }

    @Test
    void the_same_request_twice_makes_one() {
        var body = resource("有理数", "数学", "第一单元");
        var made = new TreeSet<String>();
        for (var answer : Races.of(
                6,
                _ -> () -> call(
                        client.post()
                                .uri("/api/resources?org=" + places.school)
                                .header("Idempotency-Key", "same")
                                .contentType(MediaType.APPLICATION_JSON)
                                .bodyValue(body),
                        places.wang()))) {
            assertThat(answer.status()).isEqualTo(201);
            made.add(answer.body().at("/id").asString());
        }
        assertThat(made).hasSize(1);
    }

    private Answer upload(String token, String name, byte[] content) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(content)).filename(name);
        return call(
                client.post().uri("/api/schedule-files").body(BodyInserters.fromMultipartData(parts.build())), token);
    }

    private static byte[] pdf() {
        return ("%PDF-1.7\n" + "课件".repeat(100)).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void a_file_of_ours_is_given_to_those_to_whom_the_resource_is_offered() {
        var file = upload(places.wang(), "有理数.pdf", pdf());
        assertThat(file.status()).as("%s", file.body()).isEqualTo(201);
        assertThat(file.body().at("/type").asString()).isEqualTo("application/pdf");
        var asked = with(resource("有理数课件", "数学", "第一单元"), "link", null);
        asked.put("type", "MATERIAL");
        asked.put("fileId", file.body().at("/id").asString());
        assertThat(send(HttpMethod.POST, places.li(), "/api/resources?org=" + places.school, null, asked)
                        .slug())
                .isEqualTo("file-not-yours");
        String id = created(places.wang(), places.school, asked);
        assertThat(get(places.student(), "/api/resources/" + id + "/content").status())
                .isEqualTo(404);
        approved(id, places.wang(), places.administrator());

        var whole = client.get()
                .uri("/api/resources/" + id + "/content")
                .headers(headers -> headers.setBearerAuth(places.student()))
                .header("Range", "bytes=1-3")
                .exchange();
        whole.expectStatus().isEqualTo(206);
        whole.expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
        assertThat(whole.expectBody().returnResult().getResponseBody()).isEqualTo(new byte[] {'P', 'D', 'F'});
        assertThat(get(places.otherStudent(), "/api/resources/" + id + "/content")
                        .status())
                .isEqualTo(404);
        String linked = created(places.wang(), places.school, resource("有理数", "数学", "第一单元"));
        assertThat(get(places.wang(), "/api/resources/" + linked + "/content").slug())
                .isEqualTo("resource-without-file");
    }

    @Test
    void a_child_uploads_pictures_and_nothing_else() {
        assertThat(upload(places.student(), "课件.png", pdf()).slug()).isEqualTo("file-type-not-taken");
        assertThat(upload(places.wang(), "课件.pdf", "<html><script>1</script>".getBytes(StandardCharsets.UTF_8))
                        .status())
                .isEqualTo(415);
        assertThat(upload(places.wang(), "课件.pdf", new byte[0]).slug()).isEqualTo("file-empty");
        assertThat(upload(places.as("x", Role.VENDOR_ENGINEER, places.province), "课件.pdf", pdf())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void what_is_wrong_is_told_off_and_breaks_nothing() {
        var good = resource("有理数", "数学", "第一单元");
        var wrong = Map.<String, Object>of(
                "stage",
                "NURSERY",
                "subject",
                " ",
                "type",
                "COURSE",
                "title",
                "题".repeat(101),
                "description",
                "字".repeat(2001),
                "minutes",
                -1,
                "grades",
                List.of(13),
                "unit",
                Map.of("grade", 7),
                "fileId",
                "../../etc/passwd",
                "unknown",
                1);
        wrong.forEach((field, value) -> assertThat(send(
                                HttpMethod.POST,
                                places.wang(),
                                "/api/resources?org=" + places.school,
                                null,
                                with(good, field, value))
                        .status())
                .as(field)
                .isEqualTo(400));
        assertThat(send(
                                HttpMethod.POST,
                                places.wang(),
                                "/api/resources?org=" + places.school,
                                null,
                                with(good, "link", "https://example.com/1"))
                        .slug())
                .isEqualTo("link-host-not-allowed");
        assertThat(send(HttpMethod.POST, places.wang(), "/api/resources?org=" + places.county, null, good)
                        .status())
                .isEqualTo(403);
        assertThat(send(HttpMethod.POST, places.wang(), "/api/resources?org=" + places.otherSchool, null, good)
                        .status())
                .isEqualTo(404);
        for (String query : List.of(
                "q=" + "字".repeat(41),
                "q=，。",
                "grade=0",
                "grade=13",
                "limit=0",
                "limit=201",
                "cursor=zzz",
                "stage=X")) {
            assertThat(get(places.student(), "/api/resources?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
        for (String strange : List.of("$where", "{\"$gt\":\"\"}", "%00", "\u001f", "x".repeat(300))) {
            assertThat(get(
                                    places.student(),
                                    "/api/resources?subject={s}&unit={s}&edition={s}",
                                    strange,
                                    strange,
                                    strange)
                            .status())
                    .as(strange)
                    .isIn(200, 400, 414, 431);
            assertThat(get(places.student(), "/api/resources/{id}", strange).status())
                    .isIn(400, 404, 414, 431);
        }
    }

    @Test
    void nobody_next_door_changes_or_reads_it_by_its_id() {
        String id = created(places.wang(), places.school, resource("有理数", "数学", "第一单元"));
        send(HttpMethod.PUT, places.wang(), "/api/resources/" + id + "/submission", null, null);
        for (String stranger :
                List.of(places.otherAdministrator(), places.otherTeacher(), places.otherStudent(), places.student())) {
            assertThat(get(stranger, "/api/resources/" + id).status()).isEqualTo(404);
            assertThat(send(HttpMethod.PUT, stranger, "/api/resources/" + id, "\"2\"", resource("x", "数学", "x"))
                            .status())
                    .isEqualTo(404);
            assertThat(send(HttpMethod.PUT, stranger, "/api/resources/" + id + "/submission", null, null)
                            .status())
                    .isEqualTo(404);
            assertThat(send(
                                    HttpMethod.PUT,
                                    stranger,
                                    "/api/resources/" + id + "/review",
                                    "\"2\"",
                                    Map.of("verdict", "APPROVED"))
                            .status())
                    .isEqualTo(404);
            assertThat(send(
                                    HttpMethod.PUT,
                                    stranger,
                                    "/api/resources/" + id + "/withdrawal",
                                    null,
                                    Map.of("reason", "x"))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(get(places.otherAdministrator(), "/api/resource-reviews?org=" + places.school)
                        .status())
                .isEqualTo(404);
        assertThat(get(places.student(), "/api/resource-reviews?org=" + places.school)
                        .status())
                .isEqualTo(403);
    }
}
