package io.airclass.schedule.question;

import static io.airclass.testkit.Eventually.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.schedule.catalogue.Places;
import io.airclass.testkit.Races;
import io.airclass.testkit.ServiceTest;
import io.micrometer.core.instrument.MeterRegistry;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
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

/** The question desk over HTTP. */
@ServiceTest
@TestPropertySource(properties = "airclass.question.per-day-max=5")
class QuestionDeskTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Autowired
    WebTestClient client;

    @Autowired
    RosterView roster;

    @Autowired
    FigureService figures;

    @Autowired
    MeterRegistry meters;

    @Autowired
    JsonMapper json;

    private Places places;

    @BeforeEach
    void places_are_there() {
        places = new Places(roster);
    }

    private record Answered(int status, JsonNode body, String etag) {
        String slug() {
            return body.at("/type").asString().replace("https://airclass.io/problems/", "");
        }

        List<String> texts() {
            return body.get("items").findValuesAsString("text");
        }
    }

    private Answered call(WebTestClient.RequestHeadersSpec<?> request, String token) {
        var result = request.headers(headers -> headers.setBearerAuth(token))
                .exchange()
                .expectBody(byte[].class)
                .returnResult();
        var bytes = result.getResponseBody();
        return new Answered(
                result.getStatus().value(),
                bytes == null || bytes.length == 0 || bytes[0] != '{' ? json.nullNode() : json.readTree(bytes),
                result.getResponseHeaders().getETag());
    }

    private Answered get(String token, String uri, Object... variables) {
        return call(client.get().uri(uri, variables), token);
    }

    private Answered send(HttpMethod method, String token, String uri, String ifMatch, Object body) {
        var request = client.method(method).uri(uri).header("Idempotency-Key", Ids.next());
        if (ifMatch != null) {
            request.header("If-Match", ifMatch);
        }
        if (body != null) {
            request.contentType(MediaType.APPLICATION_JSON).bodyValue(body);
        }
        return call(request, token);
    }

    private Answered put(String token, String id, String what, Object body) {
        return send(HttpMethod.PUT, token, "/api/asked-questions/" + id + "/" + what, null, body);
    }

    private static Map<String, Object> question(String text) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("stage", "JUNIOR");
        fields.put("subject", "数学");
        fields.put("text", text);
        return fields;
    }

    private String asked(String token, Map<String, Object> question) {
        var made = send(HttpMethod.POST, token, "/api/asked-questions", null, question);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.body().at("/id").asString();
    }

    private String answered(String text) {
        String id = asked(places.student(), question(text));
        assertThat(put(places.li(), id, "claim", null).status()).isEqualTo(200);
        var answer = put(places.li(), id, "answer", Map.of("text", "请看数轴。"));
        assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
        return id;
    }

    private String uploaded(String token, String name, byte[] content) {
        var parts = new MultipartBodyBuilder();
        parts.part("file", new ByteArrayResource(content)).filename(name);
        var made = call(
                client.post().uri("/api/schedule-files").body(BodyInserters.fromMultipartData(parts.build())), token);
        assertThat(made.status()).as("%s", made.body()).isEqualTo(201);
        return made.body().at("/id").asString();
    }

    private static byte[] picture() {
        try {
            var bytes = new ByteArrayOutputStream();
            ImageIO.write(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "jpg", bytes);
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** The picture with what a telephone writes into it. */
    private static byte[] photo() {
        var place = "25.09N 104.89E".getBytes(StandardCharsets.US_ASCII);
        var picture = picture();
        return ByteBuffer.allocate(picture.length + 4 + place.length)
                .put(picture, 0, 2)
                .putShort((short) 0xFFFE)
                .putShort((short) (place.length + 2))
                .put(place)
                .put(picture, 2, picture.length - 2)
                .array();
    }

    private static byte[] voice() {
        return "ID3\u0003\u0000\u0000\u0000\u0000\u0000\u0000 voice".getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void a_picture_that_is_cut_off_or_of_a_form_that_tells_more_is_not_taken() {
        var cut = new MultipartBodyBuilder();
        cut.part("file", new ByteArrayResource(Arrays.copyOf(picture(), 40))).filename("作业.jpg");
        assertThat(call(
                                client.post()
                                        .uri("/api/schedule-files")
                                        .body(BodyInserters.fromMultipartData(cut.build())),
                                places.student())
                        .slug())
                .isEqualTo("picture-broken");
        var heic = new MultipartBodyBuilder();
        heic.part(
                        "file",
                        new ByteArrayResource(
                                "\0\0\0\u0018ftypheic\0\0\0\0heicmif1".getBytes(StandardCharsets.ISO_8859_1)))
                .filename("作业.heic");
        assertThat(call(
                                client.post()
                                        .uri("/api/schedule-files")
                                        .body(BodyInserters.fromMultipartData(heic.build())),
                                places.student())
                        .status())
                .isEqualTo(415);
    }

    @Test
    void what_is_found_by_text_is_read_page_by_page_to_its_end() {
        for (String text : List.of("数轴上的第一个点", "数轴上的第二个点", "数轴上的第三个点", "绝对值是什么")) {
            String id = asked(places.student(), question(text));
            put(places.li(), id, "claim", null);
            put(places.li(), id, "answer", Map.of("text", "请看课本。"));
        }
        var first = get(places.classmate(), "/api/asked-questions?q=数轴上的&limit=2");
        assertThat(first.texts()).containsExactly("数轴上的第三个点", "请看课本。", "数轴上的第二个点", "请看课本。");
        var cursor = first.body().at("/cursor").asString();
        var second = get(places.classmate(), "/api/asked-questions?q=数轴上的&limit=2&cursor=" + cursor);
        assertThat(second.texts()).containsExactly("数轴上的第一个点", "请看课本。");
        assertThat(second.body().at("/cursor").isString()).isFalse();
        assertThat(get(places.classmate(), "/api/asked-questions?q=数轴上的&subject=语文")
                        .texts())
                .isEmpty();
    }

    @Test
    void a_question_goes_to_the_teachers_of_its_subject_and_its_answer_to_everyone_of_the_county() {
        String id = asked(places.student(), question("负负为什么得正？"));
        assertThat(get(places.li(), "/api/question-desk").texts()).containsExactly("负负为什么得正？");
        assertThat(get(places.wang(), "/api/question-desk").texts()).isEmpty();
        assertThat(get(places.otherTeacher(), "/api/question-desk").texts()).isEmpty();
        assertThat(get(places.student(), "/api/question-desk").status()).isEqualTo(403);
        for (String other : List.of(places.classmate(), places.wang(), places.otherTeacher(), places.otherStudent())) {
            assertThat(get(other, "/api/asked-questions/" + id).status()).isEqualTo(404);
        }
        assertThat(get(places.guardian(), "/api/asked-questions/" + id)
                        .body()
                        .at("/state")
                        .asString())
                .isEqualTo("waiting");

        assertThat(put(places.li(), id, "answer", Map.of("text", "请看数轴。")).slug())
                .isEqualTo("question-not-claimed");
        assertThat(put(places.li(), id, "claim", null).body().at("/state").asString())
                .isEqualTo("claimed");
        assertThat(put(places.li(), id, "answer", Map.of("text", "请看数轴。")).status())
                .isEqualTo(200);
        assertThat(get(places.li(), "/api/question-desk").texts()).isEmpty();
        assertThat(get(places.student(), "/api/me/asked-questions")
                        .body()
                        .at("/items/0/answer/text")
                        .asString())
                .isEqualTo("请看数轴。");
        assertThat(get(places.guardian(), "/api/me/asked-questions").texts()).contains("负负为什么得正？");
        for (String reader : List.of(places.classmate(), places.wang())) {
            assertThat(get(reader, "/api/asked-questions?stage=JUNIOR&subject=数学")
                            .texts())
                    .contains("负负为什么得正？");
            assertThat(get(reader, "/api/asked-questions?q=负负得正").status()).isEqualTo(200);
            assertThat(get(reader, "/api/asked-questions/" + id).status()).isEqualTo(200);
        }
        assertThat(get(places.classmate(), "/api/asked-questions?q=数轴").texts()).contains("负负为什么得正？");
        assertThat(get(places.classmate(), "/api/asked-questions?q=三角形").texts())
                .isEmpty();
        assertThat(get(places.classmate(), "/api/asked-questions?subject=语文").texts())
                .isEmpty();
        assertThat(get(places.otherStudent(), "/api/asked-questions").texts()).isEmpty();
        assertThat(get(places.otherStudent(), "/api/asked-questions/" + id).status())
                .isEqualTo(404);
    }

    @Test
    void nothing_that_is_told_says_who_asked() {
        String picture = uploaded(places.student(), "张小明的作业.jpg", photo());
        var question = question("这道题怎么做？");
        question.put("fileIds", List.of(picture));
        String id = asked(places.student(), question);
        put(places.li(), id, "claim", null);
        String voice = uploaded(places.li(), "李老师.mp3", voice());
        assertThat(put(places.li(), id, "answer", Map.of("text", "听语音。", "fileIds", List.of(voice)))
                        .status())
                .isEqualTo(200);
        for (String reader : List.of(places.classmate(), places.li(), places.student())) {
            var read = get(reader, "/api/asked-questions/" + id);
            assertThat(read.body().toString())
                    .doesNotContain(places.student, places.school, places.classId, places.guardian, "张小明");
        }
        var content = client.get()
                .uri("/api/asked-questions/" + id + "/pictures/0")
                .headers(headers -> headers.setBearerAuth(places.classmate()))
                .exchange();
        content.expectStatus().isOk();
        content.expectHeader().valueEquals("X-Content-Type-Options", "nosniff");
        content.expectHeader()
                .value("Content-Disposition", value -> assertThat(value).doesNotContain("%E5%BC%A0", "jpg"));
        assertThat(content.expectBody().returnResult().getResponseBody()).isEqualTo(picture());
        assertThat(get(places.classmate(), "/api/asked-questions/" + id + "/answer-files/0")
                        .status())
                .isEqualTo(200);
        assertThat(get(places.classmate(), "/api/asked-questions/" + id + "/pictures/1")
                        .status())
                .isEqualTo(404);
        assertThat(get(places.otherStudent(), "/api/asked-questions/" + id + "/pictures/0")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void what_is_private_or_hidden_others_do_not_find() {
        String id = answered("我的秘密问题");
        assertThat(put(places.classmate(), id, "privacy", Map.of("keptPrivate", true))
                        .status())
                .isEqualTo(403);
        assertThat(put(places.student(), id, "privacy", Map.of("keptPrivate", true))
                        .status())
                .isEqualTo(200);
        assertThat(get(places.classmate(), "/api/asked-questions").texts()).isEmpty();
        assertThat(get(places.classmate(), "/api/asked-questions/" + id).status())
                .isEqualTo(404);
        assertThat(get(places.student(), "/api/asked-questions/" + id).status()).isEqualTo(200);
        put(places.student(), id, "privacy", Map.of("keptPrivate", false));
        assertThat(put(places.li(), id, "hiding", Map.of("hidden", true)).status())
                .isEqualTo(403);
        assertThat(put(places.otherAdministrator(), id, "hiding", Map.of("hidden", true))
                        .status())
                .isEqualTo(404);
        assertThat(put(places.administrator(), id, "hiding", Map.of("hidden", true))
                        .status())
                .isEqualTo(200);
        assertThat(get(places.classmate(), "/api/asked-questions/" + id).status())
                .isEqualTo(404);
        put(places.officer(), id, "hiding", Map.of("hidden", false));
        assertThat(get(places.classmate(), "/api/asked-questions/" + id).status())
                .isEqualTo(200);
    }

    @Test
    void a_correction_needs_the_version_and_a_question_that_is_unclear_comes_back() {
        String id = answered("什么是绝对值？");
        assertThat(put(places.li(), id, "answer", Map.of("text", "到原点的距离。")).status())
                .isEqualTo(428);
        String tag = get(places.li(), "/api/asked-questions/" + id).etag();
        var corrected = send(
                HttpMethod.PUT, places.li(), "/api/asked-questions/" + id + "/answer", tag, Map.of("text", "到原点的距离。"));
        assertThat(corrected.body().at("/answer/corrections").asLong()).isEqualTo(1);

        String unclear = asked(places.student(), question("这题？"));
        put(places.li(), unclear, "claim", null);
        assertThat(put(places.li(), unclear, "return", Map.of("comment", "请附上题目"))
                        .status())
                .isEqualTo(200);
        var back = get(places.student(), "/api/asked-questions/" + unclear);
        assertThat(back.body().at("/comment").asString()).isEqualTo("请附上题目");
        assertThat(send(
                                HttpMethod.PUT,
                                places.student(),
                                "/api/asked-questions/" + unclear,
                                back.etag(),
                                question("第 12 页第 3 题怎么做？"))
                        .body()
                        .at("/state")
                        .asString())
                .isEqualTo("waiting");
        assertThat(get(places.li(), "/api/question-desk").texts()).containsExactly("第 12 页第 3 题怎么做？");
    }

    @Test
    void of_many_teachers_who_take_it_at_once_one_has_it() {
        String id = asked(places.student(), question("谁来解答？"));
        var teachers = IntStream.range(0, 8)
                .mapToObj(i -> new ClassTeacher("teacher-" + i + "-" + places.key, "数学"))
                .toList();
        roster.apply(
                        new ClassChangedV1(
                                "class-2-" + places.key,
                                places.school,
                                "七（2）班",
                                7,
                                Stage.JUNIOR,
                                List.of(
                                        places.province,
                                        places.prefecture,
                                        places.county,
                                        places.school,
                                        "class-2-" + places.key),
                                List.of(),
                                teachers,
                                null,
                                false),
                        1)
                .block();
        var answers = Races.of(
                8,
                i -> () -> put(places.as(teachers.get(i).personId(), Role.TEACHER, places.school), id, "claim", null)
                        .status());
        assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
    }

    @Test
    void a_person_asks_so_many_a_day_however_many_at_once() {
        var answers = Races.of(
                12,
                i -> () -> send(
                                HttpMethod.POST,
                                places.student(),
                                "/api/asked-questions",
                                null,
                                question("第 " + i + " 问"))
                        .status());
        assertThat(answers.stream().filter(status -> status == 201)).hasSize(5);
        assertThat(answers).containsOnly(201, 429);
        assertThat(send(HttpMethod.POST, places.classmate(), "/api/asked-questions", null, question("我也问"))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void the_same_request_twice_is_one_question_and_one_of_the_days() {
        for (int i = 0; i < 8; i++) {
            var again = call(
                    client.post()
                            .uri("/api/asked-questions")
                            .header("Idempotency-Key", "same")
                            .contentType(MediaType.APPLICATION_JSON)
                            .bodyValue(question("同一个问题")),
                    places.student());
            assertThat(again.status()).isEqualTo(201);
        }
        assertThat(get(places.li(), "/api/question-desk").texts()).containsExactly("同一个问题");
    }

    @Test
    void the_desk_is_read_on_the_longest_waiting_first() {
        for (int i = 0; i < 5; i++) {
            asked(places.student(), question("第 " + i + " 问"));
        }
        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = get(places.li(), "/api/question-desk?limit=2&cursor={c}", cursor);
            seen.addAll(page.texts());
            cursor = page.body().has("cursor") ? page.body().get("cursor").asString() : "";
        } while (!cursor.isEmpty());
        assertThat(seen).containsExactly("第 0 问", "第 1 问", "第 2 问", "第 3 问", "第 4 问");
    }

    @Test
    void the_figures_are_those_of_the_questions_however_often_they_are_counted() {
        answered("第一问");
        answered("第二问");
        asked(places.student(), question("第三问"));
        String query = "/api/statistics/questions?org=" + places.prefecture + "&from=" + TODAY.minusDays(1) + "&to="
                + TODAY.plusDays(1);
        eventually(() -> {
            var told = get(places.researcher(), query).body();
            assertThat(told.at("/asked").asLong()).isEqualTo(3);
            assertThat(told.at("/answered").asLong()).isEqualTo(2);
        });
        var within = List.of(places.province, places.prefecture, places.county, places.school);
        Races.of(6, _ -> () -> {
            figures.recount(places.school, within, TODAY).block();
            return true;
        });
        var told = get(places.researcher(), query).body();
        assertThat(told.at("/asked").asLong()).isEqualTo(3);
        assertThat(told.at("/medianWaitMinutes").asLong()).isEqualTo(5);
        assertThat(told.at("/oldestWaitingSince").asString()).isNotEmpty();
        assertThat(meters.get("airclass_question_waited")
                        .tag("stage", "JUNIOR")
                        .timer()
                        .count())
                .isGreaterThanOrEqualTo(2);
        assertThat(get(places.student(), query).status()).isEqualTo(403);
        assertThat(get(places.otherAdministrator(), query.replace(places.prefecture, places.school))
                        .status())
                .isEqualTo(404);
        assertThat(get(
                                places.researcher(),
                                query.replace(
                                        TODAY.plusDays(1).toString(),
                                        TODAY.plusDays(40).toString()))
                        .slug())
                .isEqualTo("days-out-of-range");
    }

    @Test
    void what_is_wrong_is_told_off_and_breaks_nothing() {
        var wrong = Map.<String, Object>of(
                "stage", "X",
                "subject", "",
                "text", "字".repeat(2_001),
                "fileIds", List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10"),
                "childId", "$where",
                "studentId", "other");
        wrong.forEach((field, value) -> {
            var question = question("问题");
            question.put(field, value);
            assertThat(send(HttpMethod.POST, places.student(), "/api/asked-questions", null, question)
                            .status())
                    .as(field)
                    .isEqualTo(400);
        });
        var forOther = question("替别人问");
        forOther.put("childId", places.otherStudent);
        assertThat(send(HttpMethod.POST, places.guardian(), "/api/asked-questions", null, forOther)
                        .status())
                .isEqualTo(404);
        assertThat(send(HttpMethod.POST, places.guardian(), "/api/asked-questions", null, question("问"))
                        .slug())
                .isEqualTo("child-not-named");
        forOther.put("childId", places.student);
        assertThat(send(HttpMethod.POST, places.guardian(), "/api/asked-questions", null, forOther)
                        .status())
                .isEqualTo(201);
        var stolen = question("别人的图片");
        stolen.put("fileIds", List.of(uploaded(places.classmate(), "a.jpg", photo())));
        assertThat(send(HttpMethod.POST, places.student(), "/api/asked-questions", null, stolen)
                        .slug())
                .isEqualTo("file-not-yours");
        String id = asked(places.student(), question("谁能改？"));
        for (String stranger : List.of(places.otherTeacher(), places.otherStudent(), places.wang())) {
            for (String what : List.of("claim", "answer", "return", "privacy", "hiding")) {
                var body = Map.of(
                        "claim", Map.of(),
                        "answer", Map.of("text", "x"),
                        "return", Map.of("comment", "x"),
                        "privacy", Map.of("keptPrivate", true),
                        "hiding", Map.of("hidden", true));
                assertThat(put(stranger, id, what, body.get(what)).status())
                        .as(what)
                        .isEqualTo(404);
            }
        }
        for (String query : List.of("q=" + "字".repeat(41), "q=，", "q=字", "q=负 数", "stage=X", "cursor=z", "limit=0")) {
            assertThat(get(places.student(), "/api/asked-questions?" + query).status())
                    .as(query)
                    .isEqualTo(400);
        }
    }
}
