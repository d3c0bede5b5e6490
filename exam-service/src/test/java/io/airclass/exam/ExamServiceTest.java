package io.airclass.exam;

import static io.airclass.testkit.Eventually.eventually;
import static io.airclass.testkit.TestTokens.grant;
import static io.airclass.testkit.TestTokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import io.airclass.contracts.EventCatalog;
import io.airclass.contracts.OrgType;
import io.airclass.contracts.PublishedEvent;
import io.airclass.contracts.Role;
import io.airclass.contracts.Stage;
import io.airclass.contracts.Topics;
import io.airclass.contracts.roster.ClassChangedV1;
import io.airclass.contracts.roster.ClassTeacher;
import io.airclass.contracts.roster.OrgChangedV1;
import io.airclass.contracts.roster.PersonChangedV1;
import io.airclass.kit.events.EventJson;
import io.airclass.kit.ids.Ids;
import io.airclass.rosterview.RosterView;
import io.airclass.testkit.Infrastructure;
import io.airclass.testkit.ServiceTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.http.MediaType;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.util.context.Context;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service over HTTP, with a class that the roster told of on Kafka. */
@ServiceTest
@Import(ExamServiceTest.WithMovableClock.class)
@TestPropertySource(properties = {"airclass.exam.grace=2m", "airclass.exam.close-sweep-wait=200ms"})
public abstract class ExamServiceTest {

    protected static final String COUNTY = "522301";
    protected static final JsonMapper JSON = JsonMapper.builder().build();

    /** Every word of it that begins with 密 belongs to the key or to its feedback. */
    protected static final String GIFT = """
            // 第一单元 [tag:密标签]
            $CATEGORY: 密分类/第一单元

            ::密题一::贵州省的省会是{=贵阳#密反馈一 ~%50%遵义#密反馈二 ~安顺 ####密总反馈}

            ::密题二::下列哪些是质数？{~%50%二#密反馈三 ~%50%三 ~%-100%四}

            ::密题三::地球绕太阳转。{T#密反馈四#密反馈五}

            ::密题四::以 10 为底的对数叫做____。{=密答案常用对数 =%50%密答案对数}

            ::密题五::2 的 10 次方等于{#1024:0#密反馈六}。

            ::密题六::连线。{=贵州 -> 贵阳市 =四川 -> 成都市 = -> 昆明市}

            ::密题七::谈谈你的家乡。{####密评分标准}
            """;

    @Autowired
    protected WebTestClient http;

    @Autowired
    protected RosterView roster;

    @Autowired
    private KafkaTemplate<String, byte[]> kafka;

    @Autowired
    private EventJson events;

    @Autowired
    protected MovableClock clock;

    /** Replaces the kit's clock. */
    @TestConfiguration(proxyBeanMethods = false)
    static class WithMovableClock {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }
    }

    /** A school with a class, known to the service. */
    protected record Scene(String school, String classId, List<String> within, List<String> students) {
        public String teacherId() {
            return "teacher-" + school;
        }

        public String teacher() {
            return as(teacherId(), Role.TEACHER);
        }

        public String student(int n) {
            return as(students.get(n), Role.STUDENT);
        }

        public String guardian() {
            return as("guardian-" + school, Role.GUARDIAN);
        }

        public String as(String personId, Role role) {
            return token(personId, grant(role, school));
        }
    }

    protected Scene scene() {
        return scene(3);
    }

    protected Scene scene(int students) {
        var school = "school-" + Ids.next();
        var classId = "class-" + school;
        var within = List.of("root", "522300", COUNTY, school, classId);
        var studentIds = IntStream.range(0, students)
                .mapToObj(n -> "student-" + n + "-" + school)
                .toList();
        var scene = new Scene(school, classId, within, studentIds);
        tell(new OrgChangedV1(
                COUNTY,
                OrgType.COUNTY,
                "522300",
                null,
                COUNTY,
                "兴义市",
                List.of(),
                List.of("root", "522300", COUNTY),
                false));
        tell(new OrgChangedV1(
                school,
                OrgType.SCHOOL,
                COUNTY,
                null,
                null,
                "兴义一中",
                List.of(Stage.SENIOR),
                within.subList(0, 4),
                false));
        var guardian = "guardian-" + school;
        tell(new PersonChangedV1(
                studentIds.getFirst(),
                List.of(Role.STUDENT),
                List.of(school),
                List.of(classId),
                List.of(guardian),
                List.of(),
                List.of(),
                false));
        var teachers = List.of(new ClassTeacher(scene.teacherId(), "数学"));
        tell(new ClassChangedV1(
                classId, school, "高一（1）班", 10, Stage.SENIOR, within, studentIds, teachers, null, false));
        eventually(() -> {
            assertThat(roster.schoolClass(classId).block()).isNotNull();
            assertThat(roster.classesOf(scene.teacherId()).block()).hasSize(1);
            assertThat(roster.childrenOf(guardian).block()).hasSize(1);
            assertThat(roster.org(school).block()).isNotNull();
            assertThat(roster.countyOf(within).block()).isEqualTo(COUNTY);
        });
        return scene;
    }

    protected void tell(PublishedEvent event) {
        for (var entry : events.entries(List.of(event), 1, clock.instant(), Context.empty())) {
            kafka.send(events.record(entry.asDocument())).join();
        }
    }

    /** Everything of one type that was published so far. */
    protected <E extends PublishedEvent> List<E> heard(Class<E> type) {
        var settings = Map.<String, Object>of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, Infrastructure.kafka());
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(Topics.EXAM).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var heard = new ArrayList<E>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    var event = events.read(record);
                    if (event.getType().equals(EventCatalog.standard().of(type).name())) {
                        heard.add(events.data(event, type));
                    }
                }
            }
            return heard;
        }
    }

    /** An answer with its body, if it has one. */
    protected record Answered(int status, JsonNode json) {
        public String text(String pointer) {
            return json.at(pointer).asString("");
        }

        public String slug() {
            var type = text("/type");
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    protected Answered get(String token, String path) {
        return answered(http.get().uri(path), token);
    }

    protected Answered put(String token, String path, Object body) {
        return answered(
                http.put().uri(path).contentType(MediaType.APPLICATION_JSON).bodyValue(body), token);
    }

    protected Answered put(String token, String path) {
        return answered(http.put().uri(path), token);
    }

    protected Answered post(String token, String path, String key, Object body) {
        var request = http.post().uri(path).contentType(MediaType.APPLICATION_JSON);
        if (key != null) {
            request.header("Idempotency-Key", key);
        }
        return answered(request.bodyValue(body), token);
    }

    protected Answered importGift(String token, String bank, byte[] file) {
        return answered(
                http.post()
                        .uri(uri -> uri.path("/api/question-imports")
                                .queryParam("bank", "{bank}")
                                .build(bank))
                        .contentType(MediaType.TEXT_PLAIN)
                        .bodyValue(file),
                token);
    }

    protected Answered importGift(String token, String bank, String file) {
        return importGift(token, bank, file.getBytes(StandardCharsets.UTF_8));
    }

    private static Answered answered(WebTestClient.RequestHeadersSpec<?> request, String token) {
        var result = request.headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                })
                .exchange()
                .expectBody()
                .returnResult();
        var body = result.getResponseBody();
        return new Answered(result.getStatus().value(), body == null ? JSON.createObjectNode() : JSON.readTree(body));
    }

    /** Imports the sample questions and makes a paper of ten marks each. */
    protected String paper(Scene scene) {
        var report = importGift(scene.teacher(), "第一单元", GIFT);
        assertThat(report.status()).isEqualTo(200);
        var items = new ArrayList<Map<String, Object>>();
        report.json()
                .at("/questions")
                .forEach(q -> items.add(Map.of("questionId", q.get("id").asString(), "marks", 10)));
        var paper = post(
                scene.teacher(), "/api/papers", Ids.next(), Map.of("title", "第一单元卷", "subject", "数学", "items", items));
        assertThat(paper.status()).isEqualTo(201);
        return paper.text("/id");
    }

    protected Map<String, Object> examRequest(Scene scene, String paper, Instant opensAt, Instant closesAt) {
        return Map.of(
                "classId",
                scene.classId(),
                "paperId",
                paper,
                "title",
                "第一单元测验",
                "opensAt",
                opensAt.toString(),
                "closesAt",
                closesAt.toString(),
                "durationMinutes",
                40);
    }

    protected String exam(Scene scene) {
        return exam(scene, Duration.ofHours(1));
    }

    protected String exam(Scene scene, Duration window) {
        var now = clock.instant();
        var request = examRequest(scene, paper(scene), now, now.plus(window));
        var exam = post(scene.teacher(), "/api/exams", Ids.next(), request);
        assertThat(exam.status()).as("%s", exam.json()).isEqualTo(201);
        return exam.text("/id");
    }

    protected String sitting(String student, String exam) {
        var sitting = put(student, "/api/exams/" + exam + "/sitting");
        assertThat(sitting.status()).as("%s", sitting.json()).isEqualTo(200);
        return sitting.text("/id");
    }

    protected static Map<String, Object> answer(long version, Map<String, ?> answer) {
        return Map.of("version", version, "answer", answer);
    }
}
